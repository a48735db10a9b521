// Clocks in words, by the house's clock.

import { t } from "./words.js";

let offset = 0;

/** Sets the house's time, which may not be this machine's. */
export function setHouseTime(iso) {
  offset = new Date(iso).getTime() - Date.now();
}

export const houseNow = () => Date.now() + offset;

/** So many milliseconds in words: a moment, 3 min, 2 h, 4 days. */
export function span(milliseconds) {
  const minutes = Math.floor(Math.abs(milliseconds) / 60_000);
  if (minutes < 1) return t("span_now");
  if (minutes < 120) return t("span_min", { n: minutes });
  if (minutes < 48 * 60) return t("span_hours", { n: Math.floor(minutes / 60) });
  return t("span_days", { n: Math.floor(minutes / 1440) });
}

export const since = (iso) => span(houseNow() - new Date(iso).getTime());

/** What is due, in words, and whether it is overdue. */
export function due(iso) {
  const left = new Date(iso).getTime() - houseNow();
  return left >= 0 ? { late: false, words: t("due_in", { span: span(left) }) } : { late: true, words: t("overdue", { span: span(left) }) };
}

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long" });
const DAY_YEAR = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" });
const TIME = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const WEEKDAY = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });

/** A day as people write it; the year where it is another. */
export function day(iso) {
  const moment = new Date(iso);
  const sameYear = moment.getFullYear() === new Date(houseNow()).getFullYear();
  return (sameYear ? DAY : DAY_YEAR).format(moment);
}

export const clockTime = (iso) => TIME.format(new Date(iso));
export const weekday = (iso) => WEEKDAY.format(new Date(iso));
