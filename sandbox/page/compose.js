// Writing: the text box, replying, editing, files, the bot's commands, the keys that the bot put up.

import { post } from "./api.js";
import { ask, element, menu, toast } from "./dialogs.js";

const byId = (id) => document.getElementById(id);
const box = byId("composer-text");
let mode = null; // {kind: "reply" | "edit", message}
let state = { person: null, commands: [] };

export function startComposing(send) {
  box.addEventListener("input", resize);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      byId("composer").requestSubmit();
    } else if (event.key === "Escape" && mode) setMode(null);
  });
  byId("composer").addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = box.value.trim();
    if (!text || !state.person) return;
    const [person, doing] = [state.person, mode];
    box.value = "";
    setMode(null);
    const sent = doing?.kind === "edit"
      ? await send(person, "edits", { message_id: doing.message.message_id, text })
      : await send(person, "says", { text, ...(doing ? { reply_to: doing.message.message_id } : {}) });
    if (!sent) box.value = text;
    resize();
  });
  byId("context-close").addEventListener("click", () => setMode(null));
  byId("attach").addEventListener("click", () => byId("file").click());
  byId("file").addEventListener("change", () => sendFile(byId("file").files[0]));
  menu(byId("commands"), byId("commands-menu"), () =>
    state.commands.map((c) => ({ label: `/${c.command}`, hint: c.description, act: () => send(state.person, "says", { text: `/${c.command}` }) })),
  );
}

export function showComposer({ person, commands, keyboard }, send) {
  if (person.id !== state.person?.id) {
    box.value = "";
    setMode(null, false);
  }
  state = { person, commands };
  byId("commands").hidden = !commands.length;
  byId("start").hidden = person.started && !person.blocked;
  byId("composer").hidden = !person.started || person.blocked;
  byId("start-words").textContent = person.blocked ? `${person.name} đã chặn dịch vụ.` : `${person.name} chưa bắt đầu trò chuyện với dịch vụ.`;
  byId("start-button").textContent = person.blocked ? "Bỏ chặn" : "Bắt đầu";
  byId("start-invite").hidden = person.blocked;
  showKeys(person, keyboard, send);
  resize();
}

function showKeys(person, keyboard, send) {
  const keys = byId("keys");
  keys.hidden = !keyboard || !person.started || person.blocked;
  keys.replaceChildren(
    ...(keyboard || []).map((row) =>
      element(
        "div",
        { class: "row" },
        ...row.map((key) =>
          element(
            "button",
            { type: "button", class: `key ${key.text.length > 26 ? "long" : ""}`, "data-testid": "key", onclick: () => (key.request_contact ? sharePhone(person, send) : send(person, "says", { text: key.text })) },
            key.text,
          ),
        ),
      ),
    ),
  );
}

export async function sharePhone(person, send) {
  let phone = person.phone;
  if (!phone) {
    const field = { name: "phone", label: "Số điện thoại", type: "tel", inputmode: "tel", required: true, placeholder: "0912 345 678" };
    const answer = await ask(`Số điện thoại của ${person.name}`, [field], "Chia sẻ");
    if (!answer) return;
    phone = answer.phone.trim();
  }
  await send(person, "shares_phone", { phone });
}

export function setMode(next, focus = true) {
  mode = next;
  byId("context").hidden = !mode;
  if (mode) {
    byId("context-title").textContent = mode.kind === "edit" ? "Sửa tin" : "Trả lời";
    byId("context-text").textContent = mode.message.text || mode.message.says || "Tin";
    if (mode.kind === "edit") box.value = mode.message.text;
  } else if (byId("context-title").textContent === "Sửa tin") box.value = "";
  if (!mode) byId("context-title").textContent = "";
  resize();
  if (focus) box.focus();
}

async function sendFile(file) {
  if (!file || !state.person) return;
  const body = new FormData();
  const picture = ["image/png", "image/jpeg"].includes(file.type);
  body.append("kind", picture ? "photo" : "document");
  body.append("file", file, file.name);
  if (box.value.trim()) body.append("caption", box.value.trim());
  if (mode?.kind === "reply") body.append("reply_to", mode.message.message_id);
  try {
    await post(`/town/people/${state.person.id}/sends`, null, { body });
    box.value = "";
    setMode(null);
  } catch (error) {
    toast(error.message, "bad");
  }
  byId("file").value = "";
}

function resize() {
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight + 2, 160)}px`;
  byId("send").disabled = !box.value.trim();
}
