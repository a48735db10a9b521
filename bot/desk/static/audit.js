// The audit, newest first: looked through by customer, action, reader and day; the chain is checked when asked.

import { get } from "./api.js";
import { sentence } from "./dialogs.js";
import { button, el, field } from "./dom.js";
import { known, t } from "./words.js";

const COLUMNS = ["col_when", "col_who", "col_what", "col_customer", "col_purpose", "col_reason"];
const ASKED = [["customer", "text"], ["action", "text"], ["who", "text"], ["from", "date"], ["to", "date"]];

class DeskAudit extends HTMLElement {
  before = "";

  connectedCallback() {
    this.asked = Object.fromEntries(ASKED.map(([name, type]) => [name, el("input", { type, maxlength: 80, autocomplete: "off" })]));
    this.rows = el("tbody", {});
    this.found = el("p", { class: "lead", role: "status" });
    this.verdict = el("p", { class: "lead", role: "status" });
    this.more = button(t("audit_more"), () => this.read(), { kind: "outlined", hidden: true });
    const form = el("form", { class: "asked", onsubmit: (event) => { event.preventDefault(); this.again(); } },
      ...ASKED.map(([name]) => field(t(`audit_${name}`), this.asked[name])), el("button", { type: "submit", class: "button filled small" }, el("span", {}, t("audit_show"))));
    this.append(el("div", { class: "board-head" }, el("h1", {}, t("view_audit")), button(t("audit_check"), () => this.verify(), { kind: "outlined small", drawing: "check" })),
      el("p", { class: "lead" }, t("audit_lead")), this.verdict, form, this.found,
      el("div", { class: "table-wrap", tabindex: 0, role: "region", "aria-label": t("view_audit") },
        el("table", {}, el("thead", {}, el("tr", {}, ...COLUMNS.map((column) => el("th", { scope: "col" }, t(column))))), this.rows)), this.more);
    this.read();
  }

  again() {
    this.before = "";
    this.rows.replaceChildren();
    this.read();
  }

  async read() {
    try {
      const asked = new URLSearchParams(Object.entries(this.asked).map(([name, area]) => [name, area.value.trim()]).filter(([, value]) => value));
      asked.set("before", this.before);
      const { items, next } = await get(`audit?${asked}`);
      this.rows.append(...items.map((row) => rowOf(row)));
      this.before = items.at(-1)?.id ?? this.before;
      this.more.hidden = !next;
      this.found.textContent = this.rows.children.length ? "" : t("audit_none");
    } catch (error) {
      this.found.textContent = t("failed_load", { detail: sentence(error) });
    }
  }

  /** Walks the whole chain, which may take a while. */
  async verify() {
    this.verdict.textContent = t("audit_checking");
    try {
      const found = await get("audit/verify");
      this.verdict.textContent = found.intact ? t("audit_intact", found) : t("audit_broken", { row: found.first_bad });
    } catch (error) {
      this.verdict.textContent = t("failed_load", { detail: sentence(error) });
    }
  }
}

function rowOf(row) {
  return el("tr", {}, el("th", { scope: "row" }, row.at.slice(0, 19).replace("T", " ")), el("td", {}, row.actor ?? row.reader), el("td", {}, row.action),
    el("td", {}, row.customer ?? ""), el("td", {}, known(`purpose_${row.purpose}`, row.purpose)), el("td", {}, row.reason));
}

customElements.define("desk-audit", DeskAudit);
