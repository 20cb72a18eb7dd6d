// The town's clock: moves forward only, stops at every reminder on the way, and says where it stopped.

import { forever, get, post } from "./api.js";
import { toast } from "./dialogs.js";
import { moment, shortDay, timeOf } from "./words.js";

const byId = (id) => document.getElementById(id);
const panel = byId("clock-panel");
const progress = byId("clock-progress");
let clock = null;
let startedAt = null;
let travelling = false; // on a journey that this window began
let telling = ""; // what the line under the clock is about: "journey", "result"
let resultTimer = 0;

export const townNow = () => clock?.now;

export function startClock(onChange) {
  for (const button of panel.querySelectorAll("[data-by]")) button.addEventListener("click", () => go({ by: button.dataset.by }));
  byId("clock-next").addEventListener("click", () => go({ next: true }));
  byId("clock-outage").addEventListener("click", () => go({ by: "1w", outage: true }));
  byId("clock-form").addEventListener("submit", (event) => {
    event.preventDefault();
    go({ to: byId("clock-to").value });
  });
  byId("clock-toggle").addEventListener("click", () => {
    const open = panel.classList.toggle("open");
    byId("clock-toggle").setAttribute("aria-expanded", String(open));
  });
  const turn = async () => {
    // While a journey runs, ask often: its end changes nothing but `moving`, which has no version of its own.
    const wait = clock?.moving ? 0.4 : 25;
    clock = await get(clock ? `/town/clock?after=${clock.version}&wait=${wait}` : "/town/clock");
    show();
    onChange();
  };
  forever(turn);
}

async function go(body) {
  startedAt = clock.now;
  travelling = true;
  setMoving(true);
  progress.hidden = false;
  progress.textContent = body.outage ? "Máy tắt một tuần, đang chạy lại…" : "Đang chuyển…";
  const ticking = setInterval(async () => {
    clock = await get("/town/clock").catch(() => clock);
    show();
  }, 350);
  try {
    const done = await post("/town/forward", body);
    clock = await get("/town/clock");
    finished(done.stops, body.outage);
  } catch (error) {
    progress.hidden = true;
    toast(error.message, "bad");
    clock = await get("/town/clock").catch(() => clock);
  } finally {
    clearInterval(ticking);
    travelling = false;
    show();
  }
}

function show() {
  byId("clock-now").textContent = moment(clock.now);
  const picked = byId("clock-to");
  picked.min = clock.now.slice(0, 16);
  if (document.activeElement !== picked && (!picked.value || picked.value < clock.now.slice(0, 16))) picked.value = clock.now.slice(0, 16);
  byId("clock-next").title = clock.next ? `Lần nhắc kế tiếp: ${timeOf(clock.next)} ngày ${shortDay(clock.next)}` : "Chưa biết lần nhắc kế tiếp";
  setMoving(clock.moving);
  if (clock.moving) showProgress();
  // Another window's journey is over; its result is told there.
  else if (telling === "journey" && !travelling) progress.hidden = true;
}

function showProgress() {
  clearTimeout(resultTimer);
  const last = clock.stops.at(-1);
  telling = "journey";
  progress.hidden = false;
  const goal = clock.target ? ` tới ${timeOf(clock.target)} ngày ${shortDay(clock.target)}` : "";
  progress.textContent = `Đang chuyển${goal}` + (last ? `, đã dừng ${clock.stops.length} lần, mới nhất ngày ${shortDay(last)}` : "…");
  const bar = byId("clock-bar");
  bar.hidden = !clock.target;
  if (clock.target && startedAt) {
    const [from, now, to] = [startedAt, clock.now, clock.target].map(Date.parse);
    bar.firstElementChild.style.width = `${Math.round(to > from ? (100 * (now - from)) / (to - from) : 100)}%`;
  }
}

function finished(stops, outage) {
  const last = stops.length ? `${timeOf(stops.at(-1))} ngày ${shortDay(stops.at(-1))}` : "";
  if (outage) progress.textContent = "Máy đã chạy lại sau một tuần tắt.";
  else if (!stops.length) progress.textContent = "Đã tới nơi. Trên đường không có gì đến giờ.";
  else if (stops.length === 1) progress.textContent = `Đã dừng ${last}.`;
  else progress.textContent = `Đã dừng ${stops.length} lần, mới nhất ${last}.`;
  telling = "result";
  progress.hidden = false;
  resultTimer = setTimeout(() => (progress.hidden = true), 12000);
}

function setMoving(moving) {
  for (const control of panel.querySelectorAll("button, input")) control.disabled = moving;
  document.body.classList.toggle("moving", moving);
  if (!moving) byId("clock-bar").hidden = true;
}
