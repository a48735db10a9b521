// The launcher and the panel: what is on the page, where the keyboard is, and what is said aloud.

import { Composer } from "./composer.js";
import { button, el, icon, iconButton } from "./dom.js";
import { Know } from "./know.js";
import { Transcript, speaker } from "./transcript.js";

const SPOKEN_FOR = 1500;
const TOLD_FOR = 6000;
const WHO = { assistant: "who_machine", waiting: "who_waiting", agent: "who_person" };
const PERSON = { assistant: "person", waiting: "person_asked", agent: "person_here" };

export class Panel {
  /** `hooks`: say, retry, typed, askPerson, fetchFile, forgotten, chooseLanguage, saveTranscript, folded(isFolded). */
  constructor(words, api, hooks) {
    Object.assign(this, { words, api, hooks, view: "talk", unfolded: false });
    this.#views();
    this.launcher = this.#launcher();
    this.element = this.#panel();
    // Apart from the transcript: what is spoken is spoken once, and then taken away again.
    this.spoken = el("div", { class: "unseen", role: "log", "aria-live": "polite" });
    this.status = el("div", { class: "unseen", role: "status" });
    this.nodes = [this.launcher, this.element, this.spoken, this.status];
    this.show("talk");
  }

  // ---- what is on the page -----------------------------------------------------------------------------------

  #views() {
    const { words, hooks } = this;
    const tell = (sentence) => this.tellVisibly(sentence);
    this.know = new Know(words, this.api, { tell, forgotten: hooks.forgotten, closed: () => this.goTo("talk") });
    this.transcript = new Transcript(words, {
      choose: (choice) => hooks.say(choice.title, { choice: choice.id }),
      begin: (text) => this.#beginWith(text), retry: hooks.retry, fetchFile: hooks.fetchFile,
      factTools: (because) => this.know.factTools(because.fact),
    });
    this.composer = new Composer(words, { send: (text, files) => hooks.say(text, { files }), typed: hooks.typed, tell });
  }

  #launcher() {
    this.badge = el("span", { class: "badge", hidden: true });
    const launcher = button(this.words.say("launcher"), () => this.#unfoldByHand(), { kind: "launcher", drawing: "card", "aria-expanded": "false" });
    launcher.append(this.badge);
    return launcher;
  }

  #panel() {
    this.connection = el("p", { class: "strip offline", hidden: true });
    this.queue = el("p", { class: "strip waiting", hidden: true });
    this.toast = el("p", { class: "strip toast", hidden: true, "aria-hidden": "true" });
    this.talk = el("div", { class: "talk" }, this.transcript.element, this.transcript.toEnd, this.composer.element);
    return el("section", { class: "panel", role: "dialog", "aria-label": this.words.say("panel"), hidden: true,
      onkeydown: (event) => this.#escape(event) },
    this.#header(), this.connection, this.queue, this.toast, this.talk, this.know.element);
  }

  #header() {
    const { words } = this;
    this.who = el("p", { class: "who" });
    this.personButton = button(words.say("person"), this.hooks.askPerson, { kind: "tab", drawing: "person", title: words.say("person_hint") });
    this.knowButton = button(words.say("know"), () => this.goTo(this.view === "know" ? "talk" : "know"),
      { kind: "tab", drawing: "box", "aria-expanded": "false" });
    this.menuButton = iconButton("more", words.say("menu"), () => this.#toggleMenu(), { "aria-expanded": "false" });
    this.menu = this.#menu();
    return el("div", { class: "head" },
      el("div", { class: "title" }, el("h2", { class: "name" }, words.house.name), this.who),
      el("div", { class: "corner" }, this.menuButton, iconButton("close", words.say("close"), () => this.fold())),
      el("div", { class: "tabs" }, this.personButton, this.knowButton),
      this.menu);
  }

  #menu() {
    const { words } = this;
    const languages = el("select", { id: "language", onchange: () => this.hooks.chooseLanguage(languages.value) },
      words.languages.map(({ code, name }) => el("option", { value: code, lang: code, selected: code === words.language }, name)));
    return el("div", { class: "menu card", hidden: true, onkeydown: (event) => this.#leaveMenu(event) },
      button(words.say("download_transcript"), () => this.#saveTranscript(), { kind: "row" }),
      el("label", { class: "row", for: "language" }, el("span", {}, words.say("language")), languages),
      button(words.say("forget_me"), () => this.#askToForget(), { kind: "row danger" }));
  }

  // ---- going about -------------------------------------------------------------------------------------------

  /** Opens the panel without touching the keyboard: the page was like that before. */
  unfold() {
    this.unfolded = true;
    this.element.hidden = false;
    this.launcher.setAttribute("aria-expanded", "true");
    this.hooks.folded(false); // first: it gives a phone's panel its width, and the composer's height follows from that
    this.composer.grow();
    this.transcript.scrollToEnd();
  }

  fold() {
    this.unfolded = false;
    this.element.hidden = true;
    this.launcher.setAttribute("aria-expanded", "false");
    this.hooks.folded(true);
    this.launcher.focus();
  }

  /** Shows the conversation ("talk") or what is known ("know"). */
  show(view) {
    this.view = view;
    this.#closeMenu();
    this.talk.hidden = view !== "talk";
    this.know.element.hidden = view !== "know";
    this.knowButton.setAttribute("aria-expanded", String(view === "know"));
    if (view === "talk") this.transcript.scrollToEnd();
  }

  /** Goes there because the customer asked to, with the keyboard. */
  goTo(view) {
    this.show(view);
    if (view === "talk") return this.composer.focus();
    this.know.title.focus();
    return this.know.load();
  }

  showReceipt(receipt, lastWords) {
    this.show("know");
    this.know.showReceipt(receipt, lastWords);
  }

  #unfoldByHand() {
    this.unfold();
    if (this.view === "talk") this.composer.focus();
    else this.know.title.focus();
  }

  #beginWith(text) {
    this.hooks.say(text);
    this.composer.focus();
  }

  #escape(event) {
    if (event.key !== "Escape" || event.isComposing) return;
    if (this.view === "know") this.goTo("talk");
    else this.fold();
  }

  #toggleMenu() {
    this.menu.hidden = !this.menu.hidden;
    this.menuButton.setAttribute("aria-expanded", String(!this.menu.hidden));
    if (!this.menu.hidden) this.menu.querySelector("button").focus();
  }

  #closeMenu() {
    this.menu.hidden = true;
    this.menuButton.setAttribute("aria-expanded", "false");
  }

  #leaveMenu(event) {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    this.#closeMenu();
    this.menuButton.focus();
  }

  #saveTranscript() {
    this.#closeMenu();
    this.menuButton.focus();
    if (!this.hooks.saveTranscript()) this.tellVisibly(this.words.say("transcript_empty"));
  }

  #askToForget() {
    this.show("know");
    this.know.askToForget();
  }

  // ---- what changes ------------------------------------------------------------------------------------------

  /** Who is there, and how many are before the customer in the queue. */
  showStanding({ owner, name, place }) {
    const { words } = this;
    this.who.replaceChildren(icon(owner === "assistant" ? "card" : "person"), el("span", {}, words.say(WHO[owner], { name })));
    this.who.dataset.owner = owner;
    this.personButton.setAttribute("aria-disabled", String(owner !== "assistant"));
    this.personButton.lastChild.textContent = words.say(PERSON[owner]);
    this.queue.hidden = owner !== "waiting";
    this.queue.textContent = owner === "waiting" ? this.#placeInQueue(place) : "";
  }

  #placeInQueue(place) {
    if (place === null || place === undefined) return this.words.say("waiting");
    return place <= 1 ? this.words.say("waiting_next") : this.words.count("waiting_place", place - 1);
  }

  /** A sentence about the line to the house, or none when it is well. */
  showConnection(key) {
    const sentence = key ? this.words.say(key) : "";
    if (sentence && sentence !== this.connection.textContent) this.tell(sentence);
    if (!sentence && this.connection.textContent) this.tell(this.words.say("online"));
    this.connection.hidden = !sentence;
    this.connection.textContent = sentence;
  }

  showUnread(number) {
    this.badge.hidden = number === 0 || this.unfolded;
    this.badge.textContent = String(number);
    const name = this.words.say("launcher_open");
    this.launcher.setAttribute("aria-label", this.badge.hidden ? name : `${name}, ${this.words.count("unread", number)}`);
  }

  announce(item) {
    const values = { who: speaker(item, this.words), time: this.words.time(item.sent_at), text: item.text };
    const said = el("p", { dir: "auto" }, this.words.say("said", values));
    this.spoken.append(said);
    setTimeout(() => said.remove(), SPOKEN_FOR);
  }

  /** Says one sentence to screen readers. */
  tell(sentence) {
    this.status.textContent = sentence;
    clearTimeout(this.toldTimer);
    this.toldTimer = setTimeout(() => this.#fallSilent(), TOLD_FOR);
  }

  /** Says one sentence to everybody. */
  tellVisibly(sentence) {
    this.tell(sentence);
    this.toast.textContent = sentence;
    this.toast.hidden = false;
  }

  #fallSilent() {
    this.status.textContent = "";
    this.toast.hidden = true;
  }
}
