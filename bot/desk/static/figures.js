// Supervisors' figures: small charts, labelled directly, each with the same as a table beside it.

import { get } from "./api.js";
import { el } from "./dom.js";
import { sentence } from "./dialogs.js";
import { Panel } from "./panel.js";
import { known, t } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";
const EVERY_MS = 15_000;

class DeskFigures extends Panel {
  by = "hour";

  connectedCallback() {
    this.read();
    this.every(EVERY_MS, () => this.read());
  }

  async read() {
    try {
      this.draw(await get(`figures?by=${this.by}`));
    } catch (error) {
      this.replaceChildren(el("h1", {}, t("view_figures")), el("p", { class: "lead", role: "status" }, t("failed_load", { detail: sentence(error) })));
    }
  }

  draw(figures) {
    const opened = new Set([...this.querySelectorAll("details[open]")].map((one) => one.dataset.of));
    const choose = (by, key) => el("button", { type: "button", class: "tab", "aria-pressed": String(this.by === by), onclick: () => { this.by = by; this.read(); } }, t(key));
    this.replaceChildren(
      el("div", { class: "board-head" }, el("h1", {}, t("view_figures")), choose("hour", "figures_hours"), choose("day", "figures_days")),
      el("dl", { class: "numbers" },
        number("figure_waiting", figures.waiting),
        number("figure_longest", minutes(figures.longest_minutes)),
        number("figure_cases", figures.cases),
        number("figure_answer", minutes(figures.answer_median)),
        number("figure_slow", minutes(figures.answer_slow)),
        number("figure_repeated", share(figures.repeated)),
        number("figure_rating", figures.rating === null ? null : `${figures.rating.toFixed(1)} (${figures.ratings})`),
        number("figure_kept", figures.kept),
        number("figure_late", figures.late)),
      el("div", { class: "board charts" },
        chart("chart_queues", Object.entries(figures.queues), ["col_department", "col_waiting"], opened),
        chart("chart_load", figures.load.map((one) => [one.name, one.holding, one.capacity]), ["col_name", "col_holding", "col_capacity"], opened),
        chart("chart_cases", figures.spells.map((one) => [this.when(one.begins), one.cases]), ["col_when", "col_cases"], opened),
        chart("chart_waits", figures.spells.map((one) => [this.when(one.begins), one.wait_median]), ["col_when", "col_wait"], opened),
        chart("chart_answers", figures.spells.map((one) => [this.when(one.begins), one.answer_median]), ["col_when", "col_answer"], opened),
        stacked("chart_kept", figures.spells.map((one) => [this.when(one.begins), one.kept, one.late]), ["col_when", "col_kept", "col_late"], opened),
        chart("chart_repeated", figures.spells.map((one) => [this.when(one.begins), percent(one.repeated)]), ["col_when", "col_repeated"], opened, { most: 100 }),
        chart("chart_ratings", figures.spells.map((one) => [this.when(one.begins), one.rating]), ["col_when", "col_rating"], opened, { most: 5 }),
        chart("chart_outcomes", Object.entries(figures.outcomes).map(([name, count]) => [known(`outcome_${name}`, name), count]), ["col_what", "col_cases"], opened)));
  }

  when(iso) {
    const form = this.by === "hour" ? { hour: "2-digit", minute: "2-digit" } : { weekday: "short" };
    return new Intl.DateTimeFormat("en-GB", form).format(new Date(iso));
  }
}

export function number(key, value) {
  return el("div", {}, el("dt", {}, t(key)), value === null || value === undefined ? el("dd", { class: "none" }, t("figure_none")) : el("dd", {}, String(value)));
}

const minutes = (value) => (value === null ? null : value < 1 ? t("span_now") : t("span_min", { n: Math.round(value) }));
const percent = (value) => (value === null ? null : Math.round(value * 100));
const share = (value) => (value === null ? null : `${percent(value)} %`);

const [TALL, THICK, WIDE, GAP] = [26, 15, 248, 8];

/** Bars with their values written on them, `most` as wide as can be; a third value is how long a bar might be. The table holds the same. */
export function chart(key, rows, columns, opened, { label = 88, most = 1 } = {}) {
  const length = scale([most, ...rows.map((row) => row[2] ?? row[1] ?? 0)], label);
  return drawn(key, rows, columns, opened, label, ([, value, limit]) => [
    limit && { from: 0, to: length(limit), kind: "bar-limit" }, { from: 0, to: length(value ?? 0), kind: "bar", says: written(value) }]);
}

/** Bars of two parts, one behind the other, each with its value. */
function stacked(key, rows, columns, opened, label = 88) {
  const length = scale(rows.map(([, first, second]) => first + second), label);
  return drawn(key, rows, columns, opened, label, ([, first, second]) => [
    { from: 0, to: length(first), kind: "bar" },
    second > 0 && { from: length(first) + 1, to: length(first + second), kind: "bar-late" },
    { from: 0, to: 0, says: second > 0 ? t("kept_and_late", { kept: first, late: second }) : written(first) }]);
}

function scale(values, label) {
  const most = Math.max(1, ...values);
  return (value) => Math.round((value / most) * (WIDE - label));
}

function drawn(key, rows, columns, opened, label, barsOf) {
  const from = label + GAP;
  const svg = make("svg", { viewBox: `0 0 320 ${Math.max(1, rows.length) * TALL}`, role: "img", "aria-label": t(key) });
  rows.forEach((row, place) => {
    const y = place * TALL;
    const bars = barsOf(row).filter(Boolean);
    const end = Math.max(...bars.map((bar) => bar.to));
    svg.append(make("text", { x: label, y: y + 17, "text-anchor": "end" }, row[0]),
      ...bars.filter((bar) => bar.kind).map((bar) => make("rect", { x: from + bar.from, y: y + 5, width: Math.max(2, bar.to - bar.from), height: THICK, rx: 3, class: bar.kind })),
      make("text", { x: from + GAP + end, y: y + 17, class: "value" }, bars.find((bar) => bar.says).says));
  });
  const table = el("table", {}, el("thead", {}, el("tr", {}, ...columns.map((column) => el("th", { scope: "col" }, t(column))))),
    el("tbody", {}, ...rows.map((row) => el("tr", {}, ...row.map((cell, place) => el(place ? "td" : "th", place ? {} : { scope: "row" }, place ? written(cell) : cell))))));
  const details = el("details", { "data-of": key, open: opened.has(key) }, el("summary", {}, t("table_of")), table);
  return el("figure", { class: "card" }, el("figcaption", {}, t(key)), rows.length ? svg : el("p", { class: "quiet" }, t("figure_none")), details);
}

const written = (value) => (value === null || value === undefined ? "–" : Number.isInteger(value) ? String(value) : value.toFixed(1));

function make(name, attributes, text = null) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text !== null) node.textContent = text;
  return node;
}

customElements.define("desk-figures", DeskFigures);

