// The desk: signs in, lays out the columns, and keeps the line open.

import "./audit.js";
import "./boards.js";
import "./brief.js";
import "./composer.js";
import "./figures.js";
import "./people.js";
import "./queue.js";
import "./relations.js";
import "./signin.js";
import "./talk.js";
import "./wall.js";
import "./notes.js";
import { Offline, Refused, get, post, put, remove } from "./api.js";
import { sheet } from "./dialogs.js";
import { button, el, field, icon, iconButton, quoted, words } from "./dom.js";
import { forgetAll, prefer, preference } from "./keep.js";
import { listenToKeys, showKeys } from "./keys.js";
import { closeLine, openLine } from "./line.js";
import { channelOf, nameOf } from "./queue.js";
import { state } from "./state.js";
import { loadWords, t } from "./words.js";

const TOAST_MS = 6_000;
const AGAIN_MS = 2_000;
const THEMES = ["auto", "light", "dark"];

class Desk extends HTMLElement {
  view = "talks";

  async connectedCallback() {
    wear(preference("theme"));
    await loadWords();
    listenToKeys({ queue: () => this.querySelector("desk-queue"), talk: () => this.querySelector("desk-talk"),
      search: () => this.querySelector("input[type=search].find"), brief: () => this.toggleBrief() });
    for (const [kind, act] of Object.entries({ signed_out: () => this.ask(t("signed_out")), line: () => this.drawLine(), toast: ({ detail }) => this.toast(detail),
      back: () => this.toast({ words: t("back_online") }), called: ({ detail }) => this.called(detail), unsaid: () => this.unsay(), queue: ({ detail }) => { this.announce(detail.fresh); this.drawTabs(); },
      view: ({ detail }) => this.show(detail.view), open: () => this.opened(), toggle_brief: () => this.toggleBrief(), to_list: () => this.toList(),
      agents: () => this.drawMe(), sides: () => this.drawTabs() })) state.addEventListener(kind, act);
    await this.begin();
  }

  async begin() {
    try {
      await state.start();
      this.layOut();
      openLine();
      await state.flush();
    } catch (error) {
      if (error instanceof Refused) return this.ask();
      if (!(error instanceof Offline)) throw error;
      this.replaceChildren(el("main", { class: "middle" }, el("p", { role: "status" }, t("away_line"))));
      setTimeout(() => this.begin(), AGAIN_MS);
    }
    return undefined;
  }

  ask(problem = "") {
    if (this.querySelector("desk-signin")) return;
    closeLine();
    state.end();
    const form = document.createElement("desk-signin");
    form.dataset.problem = problem;
    form.addEventListener("signed_in", () => this.begin());
    this.replaceChildren(form);
  }

  layOut() {
    this.tabs = el("nav", { class: "views", "aria-label": t("title") });
    this.presence = el("button", { type: "button", class: "button outlined small presence-switch", title: t("presence"), onclick: () => this.switchPresence() });
    this.find = el("input", { type: "search", class: "find", "aria-label": t("search"), placeholder: t("search_by"), title: t("search_hint"), onkeydown: (event) => this.searchKey(event) });
    this.found = el("div", { class: "found", hidden: true });
    this.line = el("p", { class: "strip offline", role: "status", hidden: true });
    this.toasts = el("div", { class: "toasts", role: "status" });
    this.said = el("p", { class: "unseen", "aria-live": "polite" });
    this.stage = el("main", { class: "stage", id: "stage" });
    this.replaceChildren(
      el("a", { class: "skip", href: "#stage" }, t("skip")),
      el("header", { class: "top" }, el("div", { class: "mark" }, icon("box"), el("span", {}, state.house.name)), this.tabs, el("div", { class: "finding" }, icon("search"), this.find, this.found),
        this.presence, iconButton("keys", t("keys"), showKeys), iconButton("person", t("menu"), () => this.menu())),
      this.line, this.stage, this.toasts, this.said);
    this.drawTabs();
    this.drawMe();
    this.drawLine();
    this.show(this.view);
  }

  show(view) {
    this.view = view;
    const made = { talks: () => this.talks(), promises: () => board("desk-promises"), approvals: () => board("desk-approvals"), figures: () => board("desk-figures"),
      people: () => board("desk-people"), audit: () => board("desk-audit"), relations: () => board("desk-relations"), wall: () => board("desk-wall"), notes: () => board("desk-notes") }[view]();
    this.stage.className = `stage view-${view}`; // before what is in it looks how high it is
    this.stage.replaceChildren(...made);
    this.drawTabs();
    this.classList.toggle("has-open", Boolean(state.open));
  }

  talks() {
    return [el("h1", { class: "unseen" }, t("view_talks")), ...["desk-queue", "desk-talk", "desk-brief"].map((name) => document.createElement(name))];
  }

  drawTabs() {
    if (!this.tabs) return;
    const counts = { talks: state.waiting.length, promises: state.promises.length, approvals: state.approvals.length };
    const urgent = state.promises.filter((promise) => promise.urgency !== "later").length;
    const views = ["talks", "promises", "wall", "notes", ...(state.isSupervisor ? ["approvals", "figures", "relations", "people", "audit"] : [])];
    const focused = this.tabs.contains(document.activeElement) ? document.activeElement.dataset.view : null;
    this.tabs.replaceChildren(...views.map((view) => el("button", { type: "button", class: "tab", "data-view": view, "aria-current": this.view === view ? "page" : null, onclick: () => this.show(view) },
      t(`view_${view}`), counts[view] > 0 && el("span", { class: "count" }, String(counts[view])),
      view === "promises" && urgent > 0 && el("span", { class: "clock late" }, icon("late"), t("promises_urgent", { n: urgent })))));
    if (focused) this.tabs.querySelector(`[data-view="${focused}"]`)?.focus();
  }

  drawMe() {
    if (!this.presence || !state.me) return;
    const here = state.me.presence === "here";
    this.presence.setAttribute("aria-pressed", String(here));
    this.presence.replaceChildren(el("span", { class: `dot is-${here ? "here" : "away"}` }), el("span", {}, `${state.me.name}, ${t(here ? "here" : "away").toLowerCase()}`));
  }

  async switchPresence() {
    try {
      await state.be(state.me.presence === "here" ? "away" : "here");
    } catch (error) {
      state.trouble(error);
    }
  }

  drawLine() {
    if (!this.line) return;
    this.line.hidden = state.online;
    this.line.textContent = state.online ? "" : t("offline");
  }

  opened() {
    this.classList.toggle("has-open", Boolean(state.open));
    if (state.open && this.view !== "talks") this.show("talks");
  }

  toggleBrief() {
    this.classList.toggle("brief-open");
  }

  toList() {
    state.open = null;
    state.say("open");
    this.querySelector("desk-queue .case")?.focus();
  }

  /** What was taken out, or asked to be forgotten, is neither read aloud nor found any more. */
  unsay() {
    this.said.textContent = "";
    this.found.replaceChildren();
    this.found.hidden = true;
  }

  announce(fresh) {
    if (fresh.length && this.said) this.said.textContent = t("new_waiting", { reason: fresh[0].reason });
  }

  called({ kind, by, conversation }) {
    this.toast({ words: t(kind === "handed" ? "handed_to_you" : "mentioned_you", { name: by }), open: conversation });
  }

  toast({ words: said, bad = false, open = null }) {
    if (!this.toasts) return;
    const toast = el("p", { class: `toast ${bad ? "bad" : ""}` }, el("span", {}, words(said)), open && button(t("promise_open"), () => state.show(open), { kind: "quiet" }));
    this.toasts.append(toast);
    setTimeout(() => toast.remove(), TOAST_MS);
  }

  async searchKey(event) {
    if (event.key === "Escape") {
      this.found.hidden = true;
      event.target.value = "";
    }
    if (event.key !== "Enter" || !event.target.value.trim()) return;
    try {
      const { items } = await get(`search?q=${encodeURIComponent(event.target.value)}`);
      this.drawFound(items, event.target.value);
    } catch (error) {
      state.trouble(error);
    }
  }

  drawFound(items, query) {
    this.found.hidden = false;
    this.found.replaceChildren(el("p", { class: "hint", role: "status" }, items.length ? t("search_results") : t("search_none", { query })),
      ...items.map((item) => this.foundOne(item)));
  }

  /** Somebody who was found: a case that opens, for supervisors how it went with them, else who has it. */
  foundOne(item) {
    const said = [el("strong", {}, words(nameOf(item))), el("span", {}, t("on_channel", { channel: channelOf(item.channel) }), " · ", t(`found_${item.owner ?? "never"}`, { name: item.agent })),
      item.reason && el("span", { class: "quiet" }, quoted(item.reason))];
    const go = this.wayTo(item);
    if (!go) return el("p", { class: "found-one closed" }, ...said);
    return el("button", { type: "button", class: "found-one", onclick: () => { this.found.hidden = true; go(); } }, ...said);
  }

  wayTo(item) {
    if (item.opens) return () => { this.show("talks"); state.show(item.conversation); };
    if (!item.customer) return null;
    return () => { this.show("relations"); this.querySelector("desk-relations").lookAt(item.customer); };
  }

  menu() {
    const theme = el("select", { onchange: () => { prefer("theme", theme.value); wear(theme.value); } }, ...THEMES.map((one) => el("option", { value: one, selected: preference("theme") === one }, t(`theme_${one}`))));
    const dialog = sheet({
      title: state.me.name,
      body: [el("p", { class: "quiet" }, state.me.email),
        el("div", { class: "field" }, el("label", { for: "theme" }, t("theme")), theme),
        el("div", { class: "tools" }, button(t(state.me.second_factor ? "factor_off" : "factor_on"), () => { dialog.close(); this.factor(); }, { kind: "outlined small", drawing: "lock" }),
          button(t("sign_out"), () => { dialog.close(); this.signOut(); }, { kind: "outlined small" }))],
    });
    theme.id = "theme";
  }

  factor() {
    const off = state.me.second_factor;
    const password = el("input", { type: "password", autocomplete: "current-password", required: true });
    sheet({
      title: t(off ? "factor_off" : "factor"), lead: t(off ? "factor_off_lead" : "factor_on_lead"), action: t(off ? "factor_off" : "factor_begin"), danger: off, body: [field(t("password"), password)],
      send: () => (off ? this.factorOff(password.value) : this.factorOn(password.value)),
    });
  }

  async factorOff(password) {
    await remove("me/second-factor", { password });
    await state.readAgents();
  }

  async factorOn(password) {
    const { uri } = await put("me/second-factor", { password });
    const code = el("input", { inputmode: "numeric", autocomplete: "one-time-code", maxlength: 6, required: true });
    sheet({
      title: t("factor"), lead: t("factor_lead"), action: t("factor_confirm"),
      body: [el("p", { class: "secret" }, new URL(uri).searchParams.get("secret")), el("p", { class: "quiet wrap" }, uri), field(t("factor_code"), code)],
      send: async () => { await post("me/second-factor", { code: code.value }); await state.readAgents(); },
    });
  }

  async signOut() {
    closeLine();
    await post("logout").catch(() => {});
    forgetAll();
    location.reload();
  }
}

function board(name) {
  return [el("div", { class: "board-page" }, document.createElement(name))];
}

function wear(theme) {
  document.documentElement.dataset.theme = theme;
}

customElements.define("shoebox-desk", Desk);
