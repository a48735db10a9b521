// The list: yours first, then who waits, longest first. Clocks are words; colour never says it alone.

import { due, since } from "./clocks.js";
import { el, icon, reconcile } from "./dom.js";
import { draft } from "./keep.js";
import { Panel } from "./panel.js";
import { state } from "./state.js";
import { known, t } from "./words.js";

const CLOCKS_MS = 10_000;

class DeskQueue extends Panel {
  connectedCallback() {
    this.mineList = el("ul", { class: "cases" });
    this.waitingList = el("ul", { class: "cases" });
    this.calledList = el("ul", { class: "cases" });
    this.calledTitle = el("h2", {});
    this.called = el("section", { "aria-label": t("called"), hidden: true }, this.calledTitle, this.calledList);
    this.mineTitle = el("h2", {});
    this.waitingTitle = el("h2", {});
    this.mineEmpty = el("p", { class: "empty" }, t("none_mine"));
    this.waitingEmpty = el("p", { class: "empty" }, t("nobody_waits"));
    this.append(
      el("section", { "aria-label": t("mine") }, this.mineTitle, this.mineEmpty, this.mineList),
      this.called,
      el("section", { "aria-label": t("waiting") }, this.waitingTitle, this.waitingEmpty, this.waitingList),
    );
    this.follow(["queue", "open", "talk"], () => this.draw());
    this.every(CLOCKS_MS, () => this.draw());
    this.draw();
  }

  draw() {
    this.mineTitle.textContent = `${t("mine")} (${state.mine.length})`;
    this.waitingTitle.textContent = `${t("waiting")} (${state.waiting.length})`;
    this.calledTitle.textContent = `${t("called")} (${state.called.length})`;
    this.called.hidden = state.called.length === 0;
    this.mineEmpty.hidden = state.mine.length > 0;
    this.waitingEmpty.hidden = state.waiting.length > 0;
    reconcile(this.mineList, state.mine, (item) => item.conversation, makeCase, drawCase);
    reconcile(this.calledList, state.called, (item) => item.conversation, makeCase, drawCase);
    reconcile(this.waitingList, state.waiting, (item) => item.conversation, makeCase, drawCase);
    document.title = state.waiting.length ? `(${state.waiting.length}) ${t("title")}` : t("title");
  }

  /** Moves the keyboard by so many cases. */
  move(by) {
    const buttons = [...this.querySelectorAll(".case")];
    if (!buttons.length) return;
    const at = buttons.indexOf(document.activeElement);
    const from = at >= 0 ? at : buttons.findIndex((button) => button.getAttribute("aria-current") === "true");
    buttons[Math.max(0, Math.min(buttons.length - 1, from < 0 ? 0 : from + by))].focus();
  }
}

/** The words for who it is. */
export function nameOf(item) {
  return item?.name || t(item?.verified ? "signed_in" : "somebody");
}

export const channelOf = (channel) => channel.charAt(0).toUpperCase() + channel.slice(1);

function makeCase(item) {
  const parts = {
    name: el("bdi", { class: "case-name" }),
    channel: el("span", { class: "case-channel" }),
    fresh: el("span", { class: "badge" }),
    reason: el("bdi", {}),
    clock: el("span", { class: "clock" }),
    due: el("span", { class: "clock" }),
    mood: el("span", { class: "mood" }),
    department: el("span", { class: "case-department" }),
    tongue: el("span", { class: "case-tongue" }),
  };
  const button = el("button", { type: "button", class: "case", onclick: () => state.show(item.conversation) },
    el("span", { class: "case-head" }, parts.name, parts.channel, parts.fresh), el("span", { class: "case-reason" }, parts.reason),
    el("span", { class: "case-foot" }, parts.clock, parts.due, parts.mood, parts.department, parts.tongue));
  const row = el("li", {}, button);
  row.parts = parts;
  row.button = button;
  return row;
}

function drawCase(row, item) {
  const { parts, button } = row;
  set(parts.name, nameOf(item));
  set(parts.channel, t("on_channel", { channel: channelOf(item.channel) }));
  set(parts.reason, item.reason);
  const mine = item.owner === "agent" && item.agent === state.me.name;
  const has = mine ? "with_you" : item.owner === "agent" ? "with_colleague" : "waits";
  set(parts.clock, t(has, { span: since(item.waiting_since), name: item.agent }));
  drawDue(parts.due, item);
  const mood = known(`mood_${item.mood}`, "");
  set(parts.mood, mood);
  parts.mood.hidden = !mood || item.mood === "happy";
  show(parts.department, item.department === "general" ? "" : t("for_department", { name: item.department }));
  show(parts.tongue, tongueOf(item));
  const talk = state.talks.get(item.conversation);
  const fresh = mine && item.conversation !== state.open && talk ? item.last_seq - talk.seen : 0;
  set(parts.fresh, fresh > 0 ? t("new_words", { n: fresh }) : "");
  parts.fresh.hidden = fresh <= 0;
  row.classList.toggle("has-draft", Boolean(draft(item.conversation, "reply")));
  button.setAttribute("aria-current", String(item.conversation === state.open));
}

/** A language of its own, and for a case that waits who of those here can answer in it. */
export function tongueOf({ language, can_answer: able }) {
  if (!language || language === "en") return "";
  const name = languageName(language);
  if (!able) return name;
  return able.length ? t("tongue_of", { name, names: able.join(", ") }) : t("tongue_of_nobody", { name });
}

export function languageName(code) {
  return new Intl.DisplayNames(["en-GB"], { type: "language" }).of(code) ?? code;
}

function show(node, words) {
  set(node, words);
  node.hidden = !words;
}

function drawDue(node, item) {
  node.hidden = !item.due_at || item.answered;
  if (node.hidden) return;
  const { late, words } = due(item.due_at);
  if (node.dataset.words === words) return;
  node.dataset.words = words;
  node.classList.toggle("late", late);
  node.replaceChildren(icon(late ? "late" : "clock"), el("span", {}, words));
}

function set(node, words) {
  if (node.textContent !== words) node.textContent = words;
}

customElements.define("desk-queue", DeskQueue);
