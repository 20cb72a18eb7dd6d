// The page's state: who is chosen, what was said, and the two long polls (the town, the clock) that keep it true.

import { forever, get, post } from "./api.js";
import { startClock, townNow } from "./clock.js";
import { setMode, sharePhone, showComposer, startComposing } from "./compose.js";
import { alertBox, ask, menu, toast } from "./dialogs.js";
import { daySeparator, messageNode } from "./messages.js";
import { found, noteOf, showPeople } from "./people.js";
import { initials, tone } from "./words.js";

const byId = (id) => document.getElementById(id);
const log = byId("messages");
let people = [];
let bot = { username: "" };
let current = null; // {id, seq, messages: Map, started}

async function send(person, act, body) {
  try {
    const answer = await post(`/town/people/${person.id}/${act}`, body);
    await Promise.all([readChat(), readPeople()]);
    return answer;
  } catch (error) {
    toast(error.message, "bad");
    return null;
  }
}

async function readPeople() {
  const answer = await get("/town/people");
  people = answer.people;
  bot = answer.bot;
  drawPeople();
}

function drawPeople() {
  const shown = found(people, byId("search").value);
  showPeople(byId("people"), shown, { now: townNow(), currentId: current?.id, choose: (p) => (location.hash = String(p.id)), test: true });
  byId("people-empty").hidden = shown.length > 0;
  byId("people-empty").textContent = people.length ? "Không tìm thấy ai." : "Thị trấn chưa có ai. Bấm dấu cộng để thêm người.";
  const unread = people.reduce((sum, person) => sum + person.unread, 0);
  document.title = unread ? `(${unread}) Thị trấn Nhắc việc` : "Thị trấn Nhắc việc";
}

async function openChat(id) {
  const person = people.find((p) => p.id === id);
  if (!person) return closeChat();
  current = { id, seq: 0, messages: new Map() };
  document.body.dataset.view = "chat";
  for (const part of ["chat-head", "messages", "foot"]) byId(part).hidden = false;
  byId("chat-none").hidden = true;
  log.replaceChildren();
  await readChat(true);
  drawPeople();
  if (matchMedia("(hover: hover)").matches) byId("composer-text").focus();
}

function closeChat() {
  current = null;
  document.body.dataset.view = "list";
  for (const part of ["chat-head", "messages", "foot", "to-end"]) byId(part).hidden = true;
  byId("chat-none").hidden = false;
  drawPeople();
}

let reading = Promise.resolve();
// One reading at a time: two at once would draw the same message twice.
function readChat(first = false) {
  reading = reading.then(() => readChatNow(first)).catch((error) => toast(error.message, "bad"));
  return reading;
}

async function readChatNow(first) {
  if (!current) return;
  const mine = current;
  const chat = await get(`/town/people/${mine.id}/chat?after=${mine.seq}`);
  if (mine !== current) return;
  const atEnd = first || log.scrollHeight - log.scrollTop - log.clientHeight < 120;
  for (const message of chat.messages) mine.messages.set(message.message_id, message);
  // An edit comes under a new number, so the order of the numbers is not the order of the chat.
  for (const message of [...chat.messages].sort((a, b) => a.message_id - b.message_id)) draw(message);
  mine.seq = chat.seq;
  byId("head-name").textContent = chat.person.name;
  byId("head-note").textContent = noteOf(chat.person);
  byId("head-avatar").textContent = initials(chat.person.name);
  byId("head-avatar").className = `avatar ${tone(chat.person.id)}`;
  showComposer(chat, send);
  mine.person = chat.person;
  if (atEnd) log.scrollTop = log.scrollHeight;
  showToEnd();
  if (chat.messages.length && document.visibilityState === "visible") {
    await post(`/town/people/${mine.id}/reads`, { seq: chat.seq });
    await readPeople();
  }
}

function draw(message) {
  const node = messageNode(message, context);
  const old = log.querySelector(`[data-message-id="${message.message_id}"]`);
  if (old) return old.replaceWith(node);
  const day = message.at.slice(0, 10);
  if (log.lastElementChild?.dataset.day !== day) log.append(daySeparator(message.at));
  log.append(node);
}

const context = {
  name: () => people.find((p) => p.id === current?.id)?.name ?? "Người này",
  find: (id) => current?.messages.get(id),
  show(id) {
    const node = log.querySelector(`[data-message-id="${id}"]`);
    node?.scrollIntoView({ block: "center" });
    node?.classList.add("shown");
    setTimeout(() => node?.classList.remove("shown"), 1600);
  },
  choose(node) {
    for (const other of log.querySelectorAll(".chosen")) if (other !== node) other.classList.remove("chosen");
    node.classList.toggle("chosen");
  },
  reply: (message) => setMode({ kind: "reply", message }),
  edit: (message) => setMode({ kind: "edit", message }),
  async press(message, button, node) {
    if (button.url) return openLink(button.url);
    if (!button.data) return toast("Nút này chỉ dùng được trên Telegram.");
    node.setAttribute("aria-busy", "true");
    const done = await send(current.person, "presses", { message_id: message.message_id, data: button.data });
    node.removeAttribute("aria-busy");
    if (!done?.answer?.text) return undefined;
    return done.answer.show_alert ? alertBox(done.answer.text) : toast(done.answer.text);
  },
};

// A link to the bot is opened by somebody of this town; every other link leaves it.
function openLink(url) {
  const invite = inviteOf(url);
  if (invite !== null) return chooseOpener(url, invite);
  return window.open(url, "_blank", "noopener,noreferrer");
}

function inviteOf(url) {
  const m = /^(?:https?:\/\/)?(?:t\.me|telegram\.me)\/([A-Za-z0-9_]+)\/?(?:\?start=([A-Za-z0-9_-]*))?$/.exec(url.trim());
  return m && m[1].toLowerCase() === bot.username.toLowerCase() ? m[2] || "" : null;
}

function chooseOpener(url, payload) {
  const dialog = byId("opener");
  const search = byId("opener-search");
  const open = async (person) => {
    dialog.close();
    if (await send(person, "opens", { start: payload })) location.hash = String(person.id);
  };
  const fill = () => showPeople(byId("opener-list"), found(people, search.value), { now: townNow(), choose: open });
  byId("opener-link").textContent = url.replace(/^https?:\/\//, "");
  search.value = "";
  search.oninput = fill;
  fill();
  byId("opener-cancel").onclick = () => dialog.close();
  byId("opener-new").onclick = async () => {
    dialog.close();
    const person = await addPerson();
    if (person) await open(person);
  };
  dialog.showModal();
}

async function addPerson() {
  const fields = [
    { name: "name", label: "Họ tên hoặc vai trò", required: true, placeholder: "Đầu mối Sở Tư pháp" },
    { name: "note", label: "Ghi chú", placeholder: "đầu mối Sở Tư pháp" },
    { name: "phone", label: "Số điện thoại (nếu cần)", type: "tel", inputmode: "tel" },
  ];
  const answer = await ask("Thêm người", fields, "Thêm");
  if (!answer) return null;
  const id = Math.max(1000, ...people.map((p) => p.id)) + 1;
  try {
    const person = await post("/town/people", { id, name: answer.name.trim(), note: answer.note.trim(), phone: answer.phone.trim() || null });
    await readPeople();
    return person;
  } catch (error) {
    toast(error.message, "bad");
    return null;
  }
}

async function pasteInvite() {
  const person = current.person;
  const field = { name: "link", label: "Đường mời hoặc mã mời", required: true, placeholder: `t.me/${bot.username}?start=…` };
  const answer = await ask(`${person.name} mở đường mời`, [field], "Mở");
  if (!answer) return;
  const payload = inviteOf(answer.link) ?? answer.link.trim();
  await send(person, "opens", { start: payload });
}

function chatActs() {
  const person = current.person;
  const acts = [{ label: "Mở đường mời…", act: pasteInvite }];
  if (person.blocked) return [{ label: "Bỏ chặn dịch vụ", act: () => send(person, "unblocks") }, ...acts];
  if (person.started) {
    acts.push({ label: "Chia sẻ số điện thoại", act: () => sharePhone(person, send) });
    acts.push({ label: "Gửi nhãn dán", act: () => send(person, "sends", { kind: "sticker" }) });
    acts.push({ label: "Gửi tin thoại", act: () => send(person, "sends", { kind: "voice" }) });
    acts.push({ label: "Gửi vị trí", act: () => send(person, "sends", { kind: "location" }) });
    acts.push({ label: "Chặn dịch vụ", act: () => send(person, "blocks") });
  }
  return acts;
}

function showToEnd() {
  byId("to-end").hidden = !current || log.scrollHeight - log.scrollTop - log.clientHeight < 240;
}

function route() {
  const id = Number(location.hash.slice(1));
  return id ? openChat(id) : closeChat();
}

let lastHeight = 0;
// The keyboard of a phone, the clock's panel, a longer text box: whoever was reading the end still reads the end.
new ResizeObserver(() => {
  if (log.scrollHeight - log.scrollTop - lastHeight < 120) log.scrollTop = log.scrollHeight;
  lastHeight = log.clientHeight;
}).observe(log);
log.addEventListener("scroll", showToEnd, { passive: true });
log.addEventListener("click", (event) => {
  const link = event.target.closest(".text a");
  if (link && inviteOf(link.href) !== null) {
    event.preventDefault();
    openLink(link.href);
  }
  event.target.closest(".spoiler")?.classList.add("open");
  const command = event.target.closest(".from-bot .command");
  if (command) send(current.person, "says", { text: command.textContent });
});
log.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches(".spoiler, .command")) event.target.click();
});
byId("to-end").addEventListener("click", () => (log.scrollTop = log.scrollHeight));
byId("search").addEventListener("input", drawPeople);
byId("back").addEventListener("click", () => (location.hash = ""));
byId("add-person").addEventListener("click", async () => {
  const person = await addPerson();
  if (person) location.hash = String(person.id);
});
byId("start-button").addEventListener("click", () => send(current.person, current.person.blocked ? "unblocks" : "opens"));
byId("start-invite").addEventListener("click", pasteInvite);
menu(byId("more"), byId("more-menu"), chatActs);
startComposing(send);
startClock(drawPeople);
addEventListener("hashchange", route);
document.addEventListener("visibilitychange", () => readChat());

await readPeople().catch((error) => toast(error.message, "bad"));
await route();
let seq = 0;
forever(async () => {
  const answer = await get(`/town/messages?after=${seq}&wait=25&limit=0`);
  if (answer.seq === seq) return;
  seq = answer.seq;
  await Promise.all([readPeople(), readChat()]);
  await new Promise((done) => setTimeout(done, 150));
});
