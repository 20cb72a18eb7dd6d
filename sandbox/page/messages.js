// One message as it is seen. Text arrives as `html` that the server made from escaped text and a closed list of tags;
// everything else is set as text.

import { element } from "./dialogs.js";
import { longDay, size, timeOf } from "./words.js";

export function messageNode(message, context) {
  const node = element("article", {
    class: `message from-${message.from}`,
    "data-testid": "message",
    "data-message-id": String(message.message_id),
    "data-from": message.from,
    "data-day": message.at.slice(0, 10),
    "aria-label": `${message.from === "bot" ? "Dịch vụ" : context.name()}, ${timeOf(message.at)}`,
  });
  if (message.deleted) {
    node.append(element("div", { class: "bubble gone" }, "Tin đã xóa"));
    return node;
  }
  const bubble = element("div", { class: "bubble" });
  if (message.forwarded_from) bubble.append(element("p", { class: "forwarded" }, `Chuyển tiếp từ ${message.forwarded_from}`));
  if (message.reply_to) bubble.append(quote(message.reply_to, context));
  if (message.file) bubble.append(fileCard(message.file));
  else if (message.says && !message.text) bubble.append(element("p", { class: "says" }, message.says));
  if (message.text) {
    const text = element("div", { class: "text", "data-testid": "text" });
    text.innerHTML = message.html;
    for (const wide of text.querySelectorAll("pre")) {
      wide.tabIndex = 0;
      // The block ends its line itself: the line break behind it would be an empty line.
      const after = wide.nextSibling;
      if (after?.nodeType === Node.TEXT_NODE) after.data = after.data.replace(/^\n/, "");
    }
    bubble.append(text);
  }
  bubble.append(element("span", { class: "time" }, (message.edited ? "đã sửa · " : "") + timeOf(message.at)));
  if (message.reaction) bubble.append(element("span", { class: "reaction" }, message.reaction));
  node.append(element("div", { class: "line" }, bubble, actionsOf(message, context)));
  if (message.buttons.length) node.append(keyboard(message, context));
  bubble.addEventListener("click", (event) => {
    if (!event.target.closest("a, button, .spoiler, .command")) context.choose(node);
  });
  return node;
}

function actionsOf(message, context) {
  const actions = element("span", { class: "actions" });
  actions.append(
    element("button", { type: "button", class: "link", "data-testid": "reply", onclick: () => context.reply(message) }, "Trả lời"),
  );
  if (message.from === "person" && message.text && !message.forwarded_from) {
    actions.append(
      element("button", { type: "button", class: "link", "data-testid": "edit", onclick: () => context.edit(message) }, "Sửa"),
    );
  }
  return actions;
}

function quote(id, context) {
  const replied = context.find(id);
  const text = replied ? replied.text || replied.says || "Tin" : "Tin không còn";
  return element(
    "button",
    { type: "button", class: "quote", "data-testid": "quote", onclick: () => context.show(id), "aria-label": `Trả lời tin: ${text}` },
    element("strong", {}, replied?.from === "person" ? context.name() : "Dịch vụ"),
    element("span", {}, text),
  );
}

function fileCard(file) {
  if (file.kind === "photo" || file.kind === "sticker") {
    const picture = element("img", { src: file.url, alt: file.name, loading: "lazy", class: file.kind });
    return element("a", { href: file.url, target: "_blank", rel: "noopener" }, picture);
  }
  const extension = (file.name.split(".").pop() || "").slice(0, 4).toUpperCase();
  return element(
    "a",
    { class: "file", href: file.url, download: file.name, "data-testid": "file-link" },
    element("span", { class: "file-kind", "aria-hidden": "true" }, extension),
    element("span", { class: "file-body" }, element("span", { class: "file-name" }, file.name), element("span", { class: "hint" }, size(file.size))),
  );
}

function keyboard(message, context) {
  const rows = message.buttons.map((row) =>
    element(
      "div",
      { class: "row" },
      ...row.map((button) =>
        element(
          "button",
          {
            type: "button",
            class: `key ${button.url ? "to-link" : ""} ${button.text.length > 26 ? "long" : ""}`,
            "data-testid": "button",
            "data-data": button.data,
            title: button.url,
            onclick: (event) => context.press(message, button, event.currentTarget),
          },
          button.text,
        ),
      ),
    ),
  );
  return element("div", { class: "keyboard", role: "group", "aria-label": "Các nút của tin" }, ...rows);
}

export const daySeparator = (iso) => element("div", { class: "day", role: "separator", "data-separator": iso.slice(0, 10) }, longDay(iso));
