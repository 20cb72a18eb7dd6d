// How the page writes dates, sizes and names. Moments come as ISO with +07:00 and are read as written: the reader's own
// time zone must not move the town's clock.

const DAYS = ["Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"];

function parts(iso) {
  const [year, month, day] = iso.slice(0, 10).split("-").map(Number);
  return { year, month, day, time: iso.slice(11, 16), weekday: DAYS[new Date(Date.UTC(year, month - 1, day)).getUTCDay()] };
}

const two = (n) => String(n).padStart(2, "0");
// As in official papers: the day always has two digits, the month only in January and February.
const monthOf = (month) => (month < 3 ? two(month) : String(month));

export const timeOf = (iso) => iso.slice(11, 16);
export const dayKey = (iso) => iso.slice(0, 10);

export function shortDay(iso) {
  const p = parts(iso);
  return `${two(p.day)}/${monthOf(p.month)}`;
}

export function longDay(iso) {
  const p = parts(iso);
  return `${p.weekday}, ${two(p.day)}/${monthOf(p.month)}/${p.year}`;
}

export const moment = (iso) => `${longDay(iso)} · ${timeOf(iso)}`;

export function fold(text) {
  return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
}

export function initials(name) {
  const words = name.split(/[\s\-–·]+/).filter((w) => /^\p{L}/u.test(w));
  return words.slice(-2).map((w) => w[0].toUpperCase()).join("") || "?";
}

export const tone = (id) => `tone-${Math.abs(id) % 6}`;

export function size(bytes) {
  if (bytes < 1024) return `${bytes} byte`;
  const kb = bytes / 1024;
  const [value, unit] = kb < 1024 ? [kb, "KB"] : [kb / 1024, "MB"];
  return `${value.toFixed(value < 10 ? 1 : 0).replace(".", ",")} ${unit}`;
}
