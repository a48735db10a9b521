// The conversation on the page: rows are matched by key, so that what stands there is never redrawn under the reader.

import { button, el, icon, saveFile } from "./dom.js";
import { rowsOf } from "./thread.js";

const NEAR_THE_END = 60;
const ADDRESS = /\bhttps:\/\/[^\s<>"']+[^\s<>"'.,;:!?)]/g;

export class Transcript {
  /** `hooks`: choose(choice), retry(id), begin(text), fetchFile(file), factTools(because) → node. */
  constructor(words, hooks) {
    this.words = words;
    this.hooks = hooks;
    this.nodes = new Map();
    this.list = el("ol", { class: "lines" });
    this.opening = this.#opening();
    this.typing = el("p", { class: "typing", hidden: true });
    this.element = el("div", { class: "transcript", role: "region", tabindex: "0", "aria-label": words.say("transcript"),
      onkeydown: (event) => this.#walk(event), onscroll: () => this.#scrolled(), onanimationend: () => this.#stayAtEnd() },
    this.opening, this.list, this.typing, el("p", { class: "unseen" }, words.say("end")));
    this.atRest = true;
    new ResizeObserver(() => this.#reflowed()).observe(this.element);
    this.toEnd = button(words.say("newest"), () => this.scrollToEnd(), { kind: "to-end", drawing: "down", hidden: true });
  }

  /** Shows `thread`; keeps the reader's place unless they were at the end. */
  draw(thread) {
    const wasAtEnd = this.atEnd;
    const rows = rowsOf(thread.lines());
    this.starters.hidden = rows.length > 0;
    this.#match(rows);
    if (wasAtEnd) this.scrollToEnd();
    else this.toEnd.hidden = false;
  }

  get atEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.element;
    return scrollHeight - scrollTop - clientHeight < NEAR_THE_END;
  }

  scrollToEnd() {
    this.element.scrollTop = this.element.scrollHeight;
    this.toEnd.hidden = true;
  }

  /** Dots at first; after a second they are words. Ends by itself, so that no dots stay for ever. */
  showTyping(sentence) {
    this.hideTyping();
    const dots = el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i"));
    this.typing.replaceChildren(dots);
    this.typingTimers = [
      setTimeout(() => this.#revealTyping(), 250),
      setTimeout(() => this.typing.append(el("span", {}, sentence)), 1000),
      setTimeout(() => this.hideTyping(), 20_000),
    ];
  }

  hideTyping() {
    for (const timer of this.typingTimers ?? []) clearTimeout(timer);
    this.typing.hidden = true;
  }

  clear() {
    this.nodes.clear();
    this.list.replaceChildren();
    this.hideTyping();
  }

  #revealTyping() {
    const wasAtEnd = this.atEnd;
    this.typing.hidden = false;
    if (wasAtEnd) this.scrollToEnd();
  }

  #opening() {
    const { words } = this;
    this.starters = el("ul", { class: "choices", "aria-label": words.say("starters") },
      ["starter_order", "starter_return", "starter_recommend"].map((key) =>
        el("li", {}, button(words.say(key), () => this.hooks.begin(words.say(key)), { kind: "choice" }))));
    return el("div", { class: "opening" },
      el("p", { class: "speaker" }, words.say("run_machine")),
      el("p", { class: "bubble", dir: "auto" }, words.say("greeting")),
      this.starters);
  }

  #match(rows) {
    const kept = new Set(rows.map((row) => row.key));
    for (const [key, view] of this.nodes) if (!kept.has(key)) this.#drop(key, view);
    let place = this.list.firstChild;
    for (const row of rows) {
      const view = this.nodes.get(row.key) ?? this.#add(row);
      view.refresh(row);
      if (view.node === place) place = place.nextSibling;
      else this.list.insertBefore(view.node, place);
    }
  }

  #drop(key, view) {
    view.node.remove();
    this.nodes.delete(key);
  }

  #add(row) {
    const view = row.kind === "day" ? new Day(row, this.words) : new Message(row, this.words, this.hooks);
    this.nodes.set(row.key, view);
    return view;
  }

  /** Who was at the end stays there, whatever becomes of the panel's size, as when a phone is turned. */
  #reflowed() {
    this.box = this.#size();
    if (this.atRest) this.scrollToEnd();
  }

  #size() {
    return `${this.element.clientWidth} ${this.element.clientHeight}`;
  }

  #scrolled() {
    if (this.box !== this.#size()) return; // the new size moved it, not the reader
    this.atRest = this.atEnd;
    if (this.atEnd) this.toEnd.hidden = true;
  }

  /** A word that shows late ("Sending") is not left under the composer. */
  #stayAtEnd() {
    if (this.atEnd) this.scrollToEnd();
  }

  /** Arrows walk the messages; Tab goes past them. */
  #walk(event) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    const messages = [...this.list.querySelectorAll(".message")];
    const here = messages.indexOf(this.element.getRootNode().activeElement?.closest(".message"));
    const next = messages[here < 0 ? messages.length - 1 : here + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}

class Day {
  constructor(row, words) {
    this.node = el("li", { class: "day" }, el("span", {}, words.dayHeading(row.at)));
  }

  refresh() {}
}

class Message {
  constructor(row, words, hooks) {
    this.words = words;
    this.hooks = hooks;
    const { line } = row;
    this.speaker = el("p", { class: line.from === "customer" ? "unseen" : "speaker" }, speaker(line, words));
    this.time = el("time", { datetime: line.sent_at }, words.time(line.sent_at));
    this.state = el("p", { class: "state" });
    this.choices = line.choices?.length ? this.#choices(line) : null;
    this.node = el("li", { class: `message from-${line.from}`, tabindex: "-1",
      onfocusin: () => this.#reach(true), onfocusout: () => this.#reach(false) },
    this.speaker, this.#bubble(line), line.because?.length ? this.#why(line) : null, this.choices, this.state);
  }

  refresh(row) {
    this.row = row;
    if (row.line.from !== "customer") this.speaker.classList.toggle("unseen", !row.first);
    this.node.classList.toggle("starts", row.first);
    this.#showState(row);
    this.#showFiles(row.line);
    if (row.answer) this.#showAnswer(row.answer);
    this.#reach(this.node.matches(":focus-within"));
  }

  #bubble(line) {
    const { words } = this;
    this.files = el("div", { class: "files" });
    const text = line.text ? el("p", { class: "text", dir: "auto" }, line.from === "customer" ? line.text : linked(line.text)) : null;
    return el("div", { class: "bubble" },
      line.offer && el("p", { class: "offer" }, words.say("offer")), text, this.files, this.time);
  }

  /** Names while a file is on its way, buttons that save it once it is there. */
  #showFiles({ files = [], uploads = [] }) {
    const there = files.length > 0;
    if (this.filesShown === there) return;
    this.filesShown = there;
    this.files.replaceChildren(...(there ? files.map((file) => this.#file(file)) : uploads.map((file) => el("p", { dir: "auto" }, file.name))));
  }

  #file(file) {
    const label = this.words.say("file", { name: file.name, size: this.words.size(file.size) });
    const save = async () => saveFile(file.name, await this.hooks.fetchFile(file));
    return button(label, save, { kind: "file", drawing: "clip" });
  }

  #choices(line) {
    return el("ul", { class: "choices", "aria-label": this.words.say("choices") }, line.choices.map((choice) =>
      el("li", {}, button(choice.title, () => this.#choose(line, choice), { kind: "choice", "data-choice": choice.id, dir: "auto" }))));
  }

  #choose(line, choice) {
    if (this.row.answer.open) this.hooks.choose(choice);
  }

  #showAnswer(answer) {
    for (const node of this.choices.querySelectorAll("button")) this.#showChoice(node, answer);
  }

  // aria-disabled, not disabled: a disabled button would throw the keyboard's focus away.
  #showChoice(node, answer) {
    const chosen = node.dataset.choice === answer.chosen;
    node.toggleAttribute("data-chosen", chosen);
    node.setAttribute("aria-disabled", String(!answer.open));
    if (chosen && !node.querySelector(".icon")) {
      node.prepend(icon("check"));
      node.setAttribute("aria-label", this.words.say("chosen", { title: node.textContent }));
    }
  }

  #why(line) {
    const reasons = el("div", { class: "reasons card", hidden: true });
    // A reply that says by itself what is remembered needs no reason, only the means to change it.
    const explained = line.because.every((because) => this.words.holds(line.text, because.text));
    const toggle = button(this.words.say(explained ? "why_change" : "why"), () => {
      if (!reasons.childElementCount) reasons.append(...line.because.map((because) => this.#reason(because)));
      reasons.hidden = !reasons.hidden;
      toggle.setAttribute("aria-expanded", String(!reasons.hidden));
      if (!reasons.hidden) reasons.scrollIntoView({ block: "nearest" });
    }, { kind: "quiet why", "aria-expanded": "false" });
    return el("div", { class: "because" }, toggle, reasons);
  }

  #reason(because) {
    const { words } = this;
    const key = because.provenance && because.provenance !== "stated" ? "why_seen" : "why_stated";
    const seen = `seen_${because.text}`;
    const text = because.of !== "order" && words.has(seen) ? words.say(seen) : because.text;
    const values = { day: words.day(because.said_at), channel: words.channel(because.channel), text };
    // Only what is remembered can be put right or forgotten here; an order, or what happened, is a record.
    const tools = (because.of ?? "fact") === "fact" ? [this.hooks.factTools(because)] : [];
    return el("div", { class: "reason" }, el("p", { dir: "auto" }, words.say(key, values)), ...tools);
  }

  #stateWords(state, line) {
    if (state === "stored") return [];
    const sentence = el("span", {}, `${this.words.say(`state_${state}`)} ${line.detail ?? ""}`);
    if (state !== "failed") return [sentence];
    if (line.lost) return [icon("alert"), sentence];
    return [icon("alert"), sentence, button(this.words.say("retry"), () => this.hooks.retry(line.id), { kind: "quiet" })];
  }

  #showState({ line, newest }) {
    const state = line.state ?? (newest && line.from === "customer" ? "sent" : "stored");
    if (this.node.dataset.state === state) return;
    this.node.dataset.state = state;
    this.state.replaceChildren(...this.#stateWords(state, line));
  }

  /** The controls of old messages are reached by the arrows only: Tab goes past the transcript. */
  #reach(inside) {
    const reachable = inside || this.row?.newest || this.row?.answer?.open || this.row?.line.state === "failed";
    for (const control of this.node.querySelectorAll("button, a, textarea")) control.tabIndex = reachable ? 0 : -1;
  }
}

export function speaker(line, words) {
  if (line.from === "customer") return words.say("run_you");
  if (line.from === "agent") return words.say("run_person", { name: line.name });
  return words.say(line.from === "house" ? "run_house" : "run_machine");
}

/** The house's words with their https addresses as links; what a customer typed is never linked. */
function linked(text) {
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(ADDRESS)) {
    parts.push(text.slice(from, found.index), el("a", { href: found[0], target: "_blank", rel: "noopener noreferrer" }, found[0]));
    from = found.index + found[0].length;
  }
  return el("span", {}, ...parts, text.slice(from));
}

/** The conversation as a plain text file. */
export function transcriptText(thread, words) {
  const lines = thread.items.map((line) => {
    const files = (line.files ?? []).map((file) => file.name).join(", ");
    return `[${new Date(line.sent_at).toLocaleString(words.locale)}] ${speaker(line, words)}: ${[line.text, files].filter(Boolean).join(" ")}`;
  });
  return [words.say("transcript_title"), "", ...lines, ""].join("\n");
}
