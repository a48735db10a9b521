// Relationships for supervisors: how the house's stand, what is held back and why, and one customer's timeline. No amounts.

import { get } from "./api.js";
import { sentence } from "./dialogs.js";
import { button, el } from "./dom.js";
import { chart, number } from "./figures.js";
import { known, t } from "./words.js";

const LABEL = 152; // wide enough for the longest reason

class DeskRelations extends HTMLElement {
  connectedCallback() {
    this.house = el("div", {}, el("p", { class: "lead", role: "status" }, t("relations_reading")));
    this.customer = el("div", { class: "timeline-of" });
    this.area = el("input", { type: "search", class: "look-for", "aria-label": t("relations_find"), placeholder: t("relations_find_example"), autocomplete: "off" });
    const form = el("form", { class: "board-head look", onsubmit: (event) => { event.preventDefault(); this.look(); } },
      el("h2", {}, t("relations_one")), this.area, button(t("relations_look"), () => this.look(), { kind: "outlined small" }));
    this.replaceChildren(el("h1", {}, t("view_relations")), this.house, form, this.customer);
    this.read();
  }

  async read() {
    try {
      this.draw(await get("relations"));
    } catch (error) {
      this.house.replaceChildren(el("p", { class: "lead", role: "status" }, t("failed_load", { detail: sentence(error) })));
    }
  }

  draw(found) {
    const rows = (counts, words) => Object.entries(counts).map(([name, count]) => [known(`${words}_${name.replaceAll(" ", "_")}`, name), count]);
    const nothing = new Set();
    this.house.replaceChildren(
      el("dl", { class: "numbers" }, number("relations_kept", found.kept_rate === null ? null : `${Math.round(found.kept_rate * 100)} %`),
        number("relations_overdue", found.promises.overdue), number("relations_given", sum(found.given)), number("relations_asked", sum(found.asked))),
      el("div", { class: "board charts" },
        chart("chart_started", rows(found.started, "concern"), ["col_what", "col_count"], nothing, { label: LABEL }),
        chart("chart_held", rows(found.held, "held"), ["col_reason", "col_count"], nothing, { label: LABEL }),
        chart("chart_promises", rows(found.promises, "promise_state"), ["col_what", "col_count"], nothing, { label: LABEL }),
        chart("chart_wished", rows(found.wished, "wished"), ["col_what", "col_count"], nothing, { label: LABEL })));
  }

  async look() {
    if (this.area.value.trim()) await this.find(`identity=${encodeURIComponent(this.area.value.trim())}`);
  }

  /** Somebody who was found by the search. */
  async lookAt(customer) {
    await this.find(`customer=${encodeURIComponent(customer)}`);
    this.customer.scrollIntoView({ block: "start" });
  }

  async find(named) {
    try {
      this.show(await get(`relations/of?${named}`));
    } catch (error) {
      this.customer.replaceChildren(el("p", { role: "status" }, t("failed_load", { detail: sentence(error) })));
    }
  }

  show(found) {
    const kind = found.kind.kind ?? found.kind.norm;
    const why = found.kind.why.map((code) => known(`why_${code}`, code)).join(", ");
    this.customer.replaceChildren(
      el("article", { class: "card" },
        el("p", { class: "strong" }, known(`kind_of_${kind}`, kind ?? t("relations_unknown"))),
        el("p", { class: "quiet" }, why || t("relations_unknown_why")),
        el("p", {}, t("relations_balance", { given: found.given, asked: found.asked, failed: found.transgressions })),
        found.withheld.length > 0 && el("p", { class: "quiet" }, t("relations_withheld"))),
      el("h3", {}, t("relations_timeline")),
      found.timeline.length ? el("div", { class: "table-wrap", tabindex: 0, role: "region", "aria-label": t("relations_timeline") },
        el("table", {}, el("thead", {}, el("tr", {}, ...["col_when", "col_touchpoint", "col_what"].map((column) => el("th", { scope: "col" }, t(column))))),
          el("tbody", {}, ...found.timeline.map((one) => el("tr", {}, el("th", { scope: "row" }, day(one.at)), el("td", {}, t(`touchpoint_${one.touchpoint}`)),
            el("td", {}, told(one))))))) : el("p", { class: "lead" }, t("relations_nothing")));
  }
}

const sum = (counts) => Object.values(counts).reduce((all, one) => all + one, 0);
const day = (iso) => new Intl.DateTimeFormat("en-GB", { dateStyle: "medium" }).format(new Date(iso));

function told(one) {
  const of = one.what === "contact_held_back" ? known(`held_${one.of}`, one.of) : one.what.startsWith("contact_") ? known(`concern_${one.of}`, one.of) : one.of;
  return of ? `${known(`happened_${one.what}`, one.what)}: ${of}` : known(`happened_${one.what}`, one.what);
}

customElements.define("desk-relations", DeskRelations);
