// Writing: a reply to the customer or a note for colleagues. Every letter is kept until the house has it.

import { post } from "./api.js";
import { button, el, icon, words as own } from "./dom.js";
import { draft, keepDraft, unsent } from "./keep.js";
import { LOOKING_MS } from "./line.js";
import { Panel } from "./panel.js";
import { state } from "./state.js";
import { t } from "./words.js";

const LIMIT = 4_000;
const LINES = 8;

class DeskComposer extends Panel {
  kind = "reply";
  told = 0;

  connectedCallback() {
    this.tabs = ["reply", "note"].map((kind) =>
      el("button", { type: "button", class: "tab", "aria-pressed": String(kind === "reply"), onclick: () => this.write(kind) }, t(kind)));
    this.area = el("textarea", { rows: 2, "aria-label": t("your_reply"), "aria-describedby": "composer-hint",
      oninput: () => this.typed(), onkeydown: (event) => this.key(event) });
    this.hint = el("p", { class: "hint", id: "composer-hint", role: "status" });
    this.submit = button(t("send"), () => this.send(), { kind: "filled", drawing: "send" });
    this.picker = el("div", { class: "picker", hidden: true });
    this.chips = el("div", { class: "suggestions" });
    this.append(this.chips, this.picker,
      el("div", { class: "composer-top" }, ...this.tabs, el("span", { class: "grow" }),
        button(t("canned"), () => this.toggleCanned(), { kind: "quiet", hint: "/" })),
      this.area, el("div", { class: "composer-foot" }, this.hint, this.submit));
    this.follow(["unsent", "line"], () => this.drawHint());
    this.follow(["brief"], ({ detail }) => detail.conversation === this.conversation && this.drawSuggestions());
    this.follow(["bounced"], ({ detail }) => this.bounced(detail));
  }

  /** Turns to a conversation; what was being written there is there again. */
  turnTo(conversation) {
    if (this.conversation === conversation) return;
    this.conversation = conversation;
    this.write(this.kind, { focus: false });
    this.drawSuggestions();
  }

  write(kind, { focus = true } = {}) {
    this.kind = kind;
    for (const [place, tab] of this.tabs.entries()) tab.setAttribute("aria-pressed", String(["reply", "note"][place] === kind));
    this.classList.toggle("is-note", kind === "note");
    this.area.setAttribute("aria-label", t(kind === "note" ? "your_note" : "your_reply"));
    this.area.placeholder = t(kind === "note" ? "your_note" : "your_reply");
    this.area.value = draft(this.conversation, kind);
    this.submit.lastElementChild.textContent = t(kind === "note" ? "save_note" : "send");
    this.chips.hidden = kind === "note";
    this.grow();
    this.drawHint();
    if (focus) this.area.focus();
  }

  typed() {
    keepDraft(this.conversation, this.kind, this.area.value);
    this.grow();
    this.drawHint();
    if (Date.now() - this.told < LOOKING_MS / 2 || this.kind === "note") return;
    this.told = Date.now();
    post(`conversations/${this.conversation}/looking`, { typing: true }).catch(() => {});
  }

  key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.send();
    } else if (event.key === "/" && !this.area.value && this.kind === "reply") {
      event.preventDefault();
      this.toggleCanned();
    }
  }

  async send() {
    const text = this.area.value.trim();
    if (!text || text.length > LIMIT) return;
    this.area.value = "";
    keepDraft(this.conversation, this.kind, "");
    this.grow();
    this.drawHint();
    await state.send(this.conversation, this.kind, text);
  }

  /** What the house would not take comes back, so that no word is lost. */
  bounced({ conversation, kind, text, detail }) {
    const written = draft(conversation, kind);
    keepDraft(conversation, kind, written ? `${text}\n${written}` : text);
    state.say("toast", { words: detail, bad: true });
    if (conversation === this.conversation && kind === this.kind) this.write(kind);
  }

  put(words) {
    if (this.kind !== "reply") this.write("reply");
    const before = this.area.value.trim();
    this.area.value = before ? `${before} ${words}` : words;
    this.typed();
    this.area.focus();
    this.area.setSelectionRange(this.area.value.length, this.area.value.length);
  }

  toggleCanned() {
    this.picker.hidden = !this.picker.hidden;
    if (this.picker.hidden) return this.area.focus();
    const list = el("ul", {});
    const find = el("input", { type: "search", "aria-label": t("canned_find"), placeholder: t("canned_find"), oninput: () => draw(),
      onkeydown: (event) => {
        if (event.key === "Escape") { event.stopPropagation(); this.toggleCanned(); }
        if (event.key === "ArrowDown") { event.preventDefault(); list.querySelector("button")?.focus(); }
        if (event.key === "Enter") { event.preventDefault(); list.querySelector("button")?.click(); }
      } });
    const draw = () => {
      const wanted = find.value.toLowerCase();
      const fitting = state.canned.filter((one) => `${one.title} ${one.text}`.toLowerCase().includes(wanted));
      list.replaceChildren(...fitting.map((one) => el("li", {}, el("button", { type: "button", class: "canned", onclick: () => this.take(one), onkeydown: walk },
        el("strong", {}, one.title), el("span", {}, own(this.filled(one.text)))))));
    };
    this.picker.replaceChildren(find, list);
    draw();
    return find.focus();
  }

  take(one) {
    this.picker.hidden = true;
    this.put(this.filled(one.text));
  }

  /** A reply at hand with what is known put in, as text. */
  filled(text) {
    const item = state.itemOf(this.conversation);
    const promise = state.talks.get(this.conversation)?.brief?.promises[0]?.what ?? "";
    const values = { customer: item?.name ?? "", agent: state.me.name, house: state.house.name, promise };
    const filled = text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);  // once: braces in a name mean nothing
    return filled.replace(/,? +(?=[.,?!])/g, "");  // where nobody's name is known its place closes up
  }

  drawSuggestions() {
    const found = state.talks.get(this.conversation)?.suggestions ?? [];
    this.chips.replaceChildren(...(found.length ? [el("p", { class: "hint" }, t("suggestions"))] : []),
      ...found.map((one) => el("details", { class: "suggestion" },
        el("summary", {}, one.title),
        el("p", {}, own(one.text)),
        ...one.rests_on.map((ground) => el("p", { class: "hint" }, icon("eye"), own(t("rests_on", { what: grounds(ground) })))),
        button(t("use"), () => this.put(one.text), { kind: "outlined small" }))));
  }

  drawHint() {
    const kept = unsent().filter((one) => one.conversation === this.conversation).length;
    const over = this.area.value.length - LIMIT;
    const words = over > 0 ? t("too_long", { n: over }) : kept && !state.online ? t("unsent_line", { n: kept }) : t("enter_hint");
    if (this.hint.textContent !== words) this.hint.textContent = words;
    this.hint.classList.toggle("bad", over > 0);
    this.submit.setAttribute("aria-disabled", String(!this.area.value.trim() || over > 0));
  }

  grow() {
    this.area.rows = Math.min(LINES, Math.max(2, this.area.value.split("\n").length));
  }
}

function walk(event) {
  const move = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
  if (!move) return;
  event.preventDefault();
  event.currentTarget.parentElement[move]?.querySelector("button").focus();
}

function grounds(ground) {
  const at = ground.at ? new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long" }).format(new Date(ground.at)) : "";
  const text = ground.kind === "mood" ? t(`mood_${ground.text}`) : ground.text;
  return t(`ground_${ground.kind === "words" ? "words" : ground.kind}`, { text, at });
}

customElements.define("desk-composer", DeskComposer);
