// The list of people: admins first, whoever has something unread stands out, found without typing marks.

import { element } from "./dialogs.js";
import { fold, initials, shortDay, timeOf, tone } from "./words.js";

export function personRow(person, { now, current, choose, test }) {
  const last = person.last;
  const stamp = last ? (now && now.slice(0, 10) === last.at.slice(0, 10) ? timeOf(last.at) : shortDay(last.at)) : "";
  const preview = last ? (last.from === "person" ? `Gửi: ${last.text}` : last.text) : person.started ? "Chưa có tin" : "Chưa bắt đầu";
  return element(
    "li",
    {},
    element(
      "button",
      {
        type: "button",
        class: `person ${current ? "current" : ""}`,
        "data-testid": test ? `person-${person.id}` : `opener-${person.id}`,
        "data-person": String(person.id),
        "aria-current": current ? "true" : null,
        "aria-label": label(person),
        onclick: () => choose(person),
      },
      element("span", { class: `avatar ${tone(person.id)}`, "aria-hidden": "true" }, initials(person.name)),
      element(
        "span",
        { class: "person-body" },
        element(
          "span",
          { class: "person-top" },
          element("span", { class: "person-name" }, person.name),
          element("span", { class: "person-time" }, stamp),
        ),
        element(
          "span",
          { class: "person-note" },
          person.admin ? element("span", { class: "tag" }, "Quản trị") : null,
          person.blocked ? element("span", { class: "tag warn" }, "Đã chặn") : null,
          noteOf(person),
        ),
        element(
          "span",
          { class: "person-bottom" },
          element("span", { class: "person-last" }, preview),
          person.unread ? element("span", { class: "badge", "data-testid": "unread" }, person.unread > 99 ? "99+" : String(person.unread)) : null,
        ),
      ),
    ),
  );
}

// The tag says "Quản trị" already, and a note that repeats the name says nothing.
export function noteOf(person) {
  const note = person.admin ? person.note.replace(/^quản trị[\s,:;·]*/i, "") : person.note;
  return fold(note) === fold(person.name) ? "" : note;
}

function label(person) {
  const unread = person.unread ? `, ${person.unread} tin chưa đọc` : "";
  return `${person.name}${person.note ? `, ${person.note}` : ""}${unread}`;
}

export function found(people, words) {
  const wanted = fold(words).split(/\s+/).filter(Boolean);
  return people.filter((person) => {
    const text = fold(`${person.name} ${person.note}`);
    return wanted.every((word) => text.includes(word));
  });
}

export function showPeople(list, people, options) {
  const focused = document.activeElement?.closest?.("[data-person]")?.dataset.person;
  list.replaceChildren(...people.map((person) => personRow(person, { ...options, current: person.id === options.currentId })));
  if (focused) list.querySelector(`[data-person="${focused}"]`)?.focus({ preventScroll: true });
}
