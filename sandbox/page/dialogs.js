// Short words to the person in front of the page: toasts, alerts, one-form questions, menus.

const byId = (id) => document.getElementById(id);

export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "class") node.className = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export function toast(text, kind = "") {
  const note = element("div", { class: `toast ${kind}` }, text);
  byId("toasts").append(note);
  setTimeout(() => note.remove(), Math.max(3500, text.length * 70));
}

export function alertBox(text) {
  byId("alert-text").textContent = text;
  byId("alert").showModal();
}

// Ask for a few fields; resolves to {name: value}, or null when it was called off.
export function ask(title, fields, ok) {
  const dialog = byId("ask");
  byId("ask-title").textContent = title;
  byId("ask-ok").textContent = ok;
  byId("ask-fields").replaceChildren(
    ...fields.map((field) =>
      element(
        "label",
        {},
        field.label,
        element("input", {
          name: field.name,
          type: field.type || "text",
          value: field.value || "",
          placeholder: field.placeholder,
          required: field.required,
          inputmode: field.inputmode,
        }),
      ),
    ),
  );
  return new Promise((resolve) => {
    const form = byId("ask-form");
    let answer = null;
    form.onsubmit = (event) => {
      event.preventDefault();
      answer = Object.fromEntries(new FormData(form));
      dialog.close();
    };
    byId("ask-cancel").onclick = () => dialog.close();
    dialog.onclose = () => resolve(answer);
    dialog.showModal();
  });
}

// A button that opens a menu; `items()` gives [{label, hint?, act}] at the moment of opening.
export function menu(button, list, items) {
  const close = (refocus) => {
    list.hidden = true;
    button.setAttribute("aria-expanded", "false");
    if (refocus) button.focus();
  };
  button.addEventListener("click", () => {
    if (!list.hidden) return close(true);
    list.replaceChildren(
      ...items().map((item) =>
        element(
          "button",
          { type: "button", role: "menuitem", onclick: () => (close(true), item.act()) },
          element("span", {}, item.label),
          item.hint ? element("span", { class: "hint" }, item.hint) : null,
        ),
      ),
    );
    list.hidden = false;
    button.setAttribute("aria-expanded", "true");
    list.querySelector("button")?.focus();
  });
  list.addEventListener("keydown", (event) => {
    const all = [...list.querySelectorAll("button")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
    } else if (event.key === "Escape") close(true);
  });
  document.addEventListener("pointerdown", (event) => {
    if (!list.hidden && !list.contains(event.target) && !button.contains(event.target)) close(false);
  });
}
