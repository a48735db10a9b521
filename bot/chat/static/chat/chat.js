// <shoebox-chat>: the launcher and the panel, and what goes between the page, the line and the thread.
// Attributes: token (a host's signed word on who this is), language, theme (light, dark), open.

import { Api } from "./api.js";
import { Composer } from "./composer.js";
import { button, el, icon, iconButton, saveFile, sheet } from "./dom.js";
import { Keep, newMessageId, newToken } from "./keep.js";
import { Know } from "./know.js";
import { Line } from "./line.js";
import { Thread } from "./thread.js";
import { Transcript, speaker, transcriptText } from "./transcript.js";
import { Words } from "./words.js";

const SPOKEN_FOR = 1500;
const TYPING_EVERY = 3000;
const STORED_WITHIN = 10_000;

export class ShoeboxChat extends HTMLElement {
  static observedAttributes = ["language", "token"];

  constructor() {
    super();
    this.root = this.attachShadow({ mode: "open" });
    this.root.adoptedStyleSheets = [sheet(SHEETS.tokens), sheet(SHEETS.chat)];
    this.base = new URL(this.getAttribute("base") ?? ".", BASE);
    this.thread = new Thread();
    this.keep = new Keep();
    this.standing = { owner: "assistant", name: null, place: null };
    this.session = null;
    this.view = "talk";
    this.api = new Api(this.base, () => this.#bearer());
    const address = new URL("chat/socket", this.base);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    this.lineAddress = address;
  }

  async connectedCallback() {
    this.line ??= new Line(this.lineAddress, {
      hello: () => this.#hello(), heard: (frame) => this.#heard(frame), changed: (state) => this.#lineChanged(state),
    });
    this.unwatch = this.keep.watch((token) => this.#otherTab(token));
    await this.#speak(this.keep.language ?? this.getAttribute("language") ?? document.documentElement.lang);
    if (!this.isConnected) return;
    this.#restore();
    if (this.keep.open || this.hasAttribute("open")) this.#unfold();
  }

  disconnectedCallback() {
    this.unwatch?.();
    this.line?.end();
    this.line = null;
  }

  attributeChangedCallback(name, before, now) {
    if (before === now || !this.words) return;
    if (name === "language") this.#speak(now);
    if (name === "token") this.#changeAccount();
  }

  // ---- who this is -------------------------------------------------------------------------------------------

  get #account() {
    return accountOf(this.getAttribute("token"));
  }

  #bearer() {
    return this.#account ? this.session : this.keep.token;
  }

  #hello() {
    const account = this.#account;
    return {
      type: "hello", token: account ? this.session : this.keep.token, after: this.thread.last, language: this.words.language,
      site_token: account && !this.session ? this.getAttribute("token") : null,
      gpc: navigator.globalPrivacyControl === true,
    };
  }

  /** An earlier visit, or the host's own customer, is picked up; a stranger causes no request at all. */
  #restore() {
    const account = this.#account;
    if (!account) this.keep.dropSession();
    this.session = account ? this.keep.sessionOf(account) : null;
    if (!account && !this.keep.token) return;
    for (const message of this.keep.unsent) this.thread.write(message);
    this.#draw();
    this.line.open();
  }

  /** Another customer signed in or out on this page: nothing of the one before stays. */
  #changeAccount() {
    this.line.close();
    this.thread.clear();
    this.transcript.clear();
    this.keep.dropSession();
    this.#restore();
    this.#draw();
  }

  #otherTab(token) {
    if (this.#account) return;
    if (token) this.line.open();
    else if (this.thread.items.length) this.#wipe(null);
  }

  // ---- the line ----------------------------------------------------------------------------------------------

  #heard(frame) {
    const hear = {
      welcome: () => this.#welcomed(frame),
      items: () => this.#take(frame.items),
      item: () => this.#take([frame.item]),
      stored: () => this.#stored(frame),
      refused: () => this.#failed(frame.id, frame.detail),
      typing: () => this.#typing(frame),
      owner: () => this.#owned(frame),
      forgotten: () => this.#wipe(frame.receipt ?? null),
      error: () => this.#tell(frame.detail),
    }[frame.type];
    hear?.();
  }

  #welcomed(frame) {
    if (frame.session) this.#keepSession(frame.session);
    if (frame.known === false && this.thread.items.length) return this.#wipe(null);
    this.standing = frame;
    this.#take(frame.items, this.thread.items.length === 0);
    this.#showStanding();
    for (const message of this.thread.pending) this.#post(message);
    return undefined;
  }

  #keepSession(session) {
    this.session = session;
    this.keep.keepSession(this.#account, session);
  }

  #lineChanged(state) {
    if (state === "refused") return this.#showConnection("refused");
    if (state === "lost" || state === "connecting") this.#markUnsent("waiting");
    if (state === "lost") return this.#showConnection("offline");
    if (state === "open" && !this.connection.hidden) this.#tell(this.words.say("online"));
    return this.#showConnection(null);
  }

  /** What is heard is shown, spoken once, and counted while the panel is folded. */
  #take(items, asHistory = false) {
    const fresh = this.thread.take(items);
    const theirs = fresh.filter((item) => item.from !== "customer");
    if (theirs.length) this.transcript.hideTyping();
    this.#draw();
    if (!asHistory) for (const item of theirs) this.#announce(item);
    this.#count();
  }

  #stored(frame) {
    clearTimeout(this.waits?.get(frame.id));
    this.thread.stored(frame.id, frame.item);
    this.#draw();
    this.#keepUnsent();
    this.#count();
  }

  #typing(frame) {
    const sentence = frame.who === "person"
      ? this.words.say("typing_person", { name: this.standing.name ?? this.words.say("person") })
      : this.words.say("typing_machine");
    this.transcript.showTyping(sentence);
  }

  #owned(frame) {
    const before = this.standing.owner;
    this.standing = { ...this.standing, ...frame };
    this.#showStanding();
    if (frame.owner === "agent" && before !== "agent") this.#tell(this.words.say("joined", { name: frame.name }));
    if (frame.owner === "assistant" && before !== "assistant") this.#tell(this.words.say("returned"));
  }

  // ---- writing -----------------------------------------------------------------------------------------------

  /** Shows the customer's words at once and sends them; they are never lost, and never sent twice. */
  async say(text, { choice = null, files = [] } = {}) {
    this.#begin();
    const message = this.thread.write({ id: newMessageId(), text, choice, files: [], uploads: files });
    this.#draw();
    this.transcript.scrollToEnd();
    if (files.length && !(await this.#upload(message))) return;
    this.#keepUnsent();
    this.#post(message);
  }

  /** The first message is where this browser begins to keep something. */
  #begin() {
    this.keep.begin();
    if (!this.#account && !this.keep.token) this.keep.token = newToken();
    this.keep.open = this.unfolded;
    this.line.open();
  }

  #post(message) {
    if (message.uploads?.length && !message.files.length) return;
    const { id, text, choice } = message;
    const sent = this.line.send({ type: "say", id, text, choice, files: message.files.map((file) => file.id), language: this.words.language });
    this.thread.mark(id, sent ? "sending" : "waiting");
    if (sent) this.#expectStored(id);
    this.#draw();
  }

  #expectStored(id) {
    this.waits ??= new Map();
    clearTimeout(this.waits.get(id));
    this.waits.set(id, setTimeout(() => this.#failed(id, null), STORED_WITHIN));
  }

  async #upload(message) {
    try {
      message.files = await Promise.all(message.uploads.map((file) => this.api.upload(file)));
      return true;
    } catch (error) {
      const [file] = message.uploads;
      this.#failed(message.id, error.detail ?? this.words.say("file_failed", { name: file.name }));
      return false;
    }
  }

  #failed(id, detail) {
    clearTimeout(this.waits?.get(id));
    if (!this.thread.mark(id, "failed", detail)) return;
    this.#draw();
    this.#tell(`${this.words.say("state_failed")} ${detail ?? ""}`);
  }

  async #retry(id) {
    const message = this.thread.mark(id, "sending");
    if (!message) return;
    this.#draw();
    this.composer.focus();
    if (message.uploads?.length && !message.files.length && !(await this.#upload(message))) return;
    this.#post(message);
  }

  #markUnsent(state) {
    for (const message of this.thread.pending) if (message.state === "sending") this.thread.mark(message.id, state);
    this.#draw();
  }

  #keepUnsent() {
    this.keep.unsent = this.thread.pending.map(({ id, text, choice, files, sent_at }) => ({ id, text, choice, files, sent_at }));
  }

  #typed() {
    const now = Date.now();
    if (now - (this.typedAt ?? 0) < TYPING_EVERY) return;
    this.typedAt = now;
    this.line.send({ type: "typing" });
  }

  #askPerson() {
    if (this.standing.owner !== "assistant") return;
    this.#show("talk");
    this.say(this.words.say("person_line"), { choice: "person" });
  }

  // ---- forgetting --------------------------------------------------------------------------------------------

  /** After an erasure nothing of the conversation stays on the page or in the browser. */
  #wipe(receipt) {
    if (this.wiped) return;
    this.wiped = true;
    this.line.close();
    this.keep.clear();
    this.session = null;
    this.thread.clear();
    this.transcript.clear();
    this.standing = { owner: "assistant", name: null, place: null };
    this.#showStanding();
    this.#draw();
    this.#count();
    this.#show("know", { load: false });
    this.know.showReceipt(receipt);
    this.wiped = false;
  }

  // ---- the page ----------------------------------------------------------------------------------------------

  async #speak(language) {
    try {
      this.words = await Words.load(this.base, language);
    } catch {
      return; // without words there is nothing to show: the host's page stays as it is
    }
    this.api.language = this.words.language;
    this.#build();
  }

  #build() {
    const { words } = this;
    const draft = this.composer?.text ?? "";
    this.root.replaceChildren();
    this.lang = words.language;
    this.dir = this.getAttribute("direction") ?? words.direction;
    this.launcher = button(words.say("launcher"), () => this.#unfold({ focus: true }),
      { kind: "launcher", drawing: "card", "aria-expanded": "false", "aria-label": words.say("launcher_open") });
    this.badge = el("span", { class: "badge", hidden: true });
    this.launcher.append(this.badge);
    this.spoken = el("div", { class: "unseen", role: "log", "aria-live": "polite" });
    this.status = el("div", { class: "unseen", role: "status" });
    this.transcript = new Transcript(words, {
      choose: (line, choice) => this.say(choice.title, { choice: choice.id }),
      begin: (text) => this.#beginWith(text), retry: (id) => this.#retry(id),
      fetchFile: (file) => this.api.fileContent(file.id),
      factTools: (because) => this.know.factTools(because.fact, because.text),
    });
    this.know = new Know(words, this.api, {
      tell: (sentence) => this.#tell(sentence, { visibly: true }), forgotten: (receipt) => this.#wipe(receipt), closed: () => this.#show("talk", { focus: true }),
    });
    this.composer = new Composer(words, { send: (text, files) => this.say(text, { files }), typed: () => this.#typed(),
      tell: (sentence) => this.#tell(sentence, { visibly: true }) });
    this.composer.text = draft;
    this.panel = this.#panel();
    this.root.append(this.launcher, this.panel, this.spoken, this.status);
    this.#show(this.view);
    this.#showStanding();
    this.#draw();
    this.#count();
    if (this.unfolded) this.#unfold();
  }

  #beginWith(text) {
    this.say(text);
    this.composer.focus();
  }

  #panel() {
    const { words } = this;
    this.connection = el("p", { class: "strip offline", hidden: true });
    this.queue = el("p", { class: "strip waiting", hidden: true });
    this.toast = el("p", { class: "strip toast", hidden: true, "aria-hidden": "true" });
    this.talk = el("div", { class: "talk" }, this.transcript.element, this.transcript.toEnd, this.composer.element);
    return el("section", { class: "panel", role: "dialog", "aria-label": words.say("panel"), hidden: true,
      onkeydown: (event) => this.#escape(event) },
    this.#header(), this.connection, this.queue, this.toast, this.talk, this.know.element);
  }

  #header() {
    const { words } = this;
    this.who = el("p", { class: "who" });
    this.personButton = button(words.say("person"), () => this.#askPerson(), { kind: "tab person", drawing: "person", title: words.say("person_hint") });
    this.knowButton = button(words.say("know"), () => this.#show(this.view === "know" ? "talk" : "know", { focus: true }),
      { kind: "tab know-tab", drawing: "box", "aria-expanded": "false" });
    this.menuButton = iconButton("more", words.say("menu"), () => this.#toggleMenu(), { "aria-expanded": "false" });
    this.menu = this.#menu();
    return el("header", {},
      el("div", { class: "title" }, el("h1", {}, words.house.name), this.who),
      el("div", { class: "corner" }, this.menuButton, iconButton("close", words.say("close"), () => this.#fold())),
      el("div", { class: "tabs" }, this.personButton, this.knowButton),
      this.menu);
  }

  #menu() {
    const { words } = this;
    const languages = el("select", { id: "language", onchange: () => this.#chooseLanguage(languages.value) },
      words.languages.map(({ code, name }) => el("option", { value: code, lang: code, selected: code === words.language }, name)));
    return el("div", { class: "menu card", hidden: true, onkeydown: (event) => this.#leaveMenu(event) },
      button(words.say("download_transcript"), () => this.#downloadTranscript(), { kind: "row" }),
      el("label", { class: "row", for: "language" }, el("span", {}, words.say("language")), languages),
      button(words.say("forget_me"), () => this.#askToForget(), { kind: "row danger" }));
  }

  #toggleMenu() {
    this.menu.hidden = !this.menu.hidden;
    this.menuButton.setAttribute("aria-expanded", String(!this.menu.hidden));
    if (!this.menu.hidden) this.menu.querySelector("button").focus();
  }

  #closeMenu() {
    if (!this.menu.hidden) this.#toggleMenu();
  }

  #leaveMenu(event) {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    this.#closeMenu();
    this.menuButton.focus();
  }

  async #chooseLanguage(code) {
    this.keep.language = code;
    await this.#speak(code);
    this.menuButton.focus();
  }

  #downloadTranscript() {
    this.#closeMenu();
    this.menuButton.focus();
    if (!this.thread.items.length) return this.#tell(this.words.say("transcript_empty"), { visibly: true });
    return saveFile(`${this.words.say("transcript_file")}.txt`, transcriptText(this.thread, this.words), "text/plain");
  }

  #askToForget() {
    this.#closeMenu();
    this.#show("know", { load: false });
    this.know.askToForget();
  }

  #show(view, { focus = false, load = true } = {}) {
    this.view = view;
    this.#closeMenu();
    this.talk.hidden = view !== "talk";
    this.know.element.hidden = view !== "know";
    this.knowButton.setAttribute("aria-expanded", String(view === "know"));
    if (view === "know" && load) this.know.load();
    if (view === "talk") this.transcript.scrollToEnd();
    if (!focus) return;
    if (view === "know") this.know.title.focus();
    else this.composer.focus();
  }

  #unfold({ focus = false } = {}) {
    this.unfolded = true;
    this.keep.open = true;
    this.panel.hidden = false;
    this.launcher.setAttribute("aria-expanded", "true");
    this.toggleAttribute("unfolded", true);
    this.transcript.scrollToEnd();
    this.#count();
    if (focus) this.composer.focus();
  }

  #fold() {
    this.unfolded = false;
    this.keep.open = false;
    this.panel.hidden = true;
    this.launcher.setAttribute("aria-expanded", "false");
    this.toggleAttribute("unfolded", false);
    this.launcher.focus();
  }

  #escape(event) {
    if (event.key !== "Escape") return;
    if (this.view === "know") this.#show("talk", { focus: true });
    else this.#fold();
  }

  #draw() {
    this.transcript?.draw(this.thread);
  }

  #showStanding() {
    const { words } = this;
    const { owner, name, place } = this.standing;
    const who = { assistant: "who_machine", waiting: "who_waiting", agent: "who_person" }[owner];
    this.who.replaceChildren(icon(owner === "assistant" ? "card" : "person"), el("span", {}, words.say(who, { name })));
    this.who.dataset.owner = owner;
    this.personButton.setAttribute("aria-disabled", String(owner !== "assistant"));
    this.personButton.lastChild.textContent = words.say({ assistant: "person", waiting: "person_asked", agent: "person_here" }[owner]);
    this.queue.hidden = owner !== "waiting";
    this.queue.textContent = owner === "waiting" ? this.#placeInQueue(place) : "";
  }

  #placeInQueue(place) {
    if (place === null || place === undefined) return this.words.say("waiting");
    return place <= 1 ? this.words.say("waiting_next") : this.words.count("waiting_place", place - 1);
  }

  #showConnection(key) {
    this.connection.hidden = key === null;
    const sentence = key ? this.words.say(key) : "";
    if (sentence && sentence !== this.connection.textContent) this.#tell(sentence);
    this.connection.textContent = sentence;
  }

  #count() {
    if (this.unfolded && document.visibilityState === "visible") this.keep.seen = this.thread.last;
    const unread = this.thread.items.filter((item) => item.from !== "customer" && item.seq > this.keep.seen).length;
    this.badge.hidden = unread === 0 || this.unfolded;
    this.badge.textContent = String(unread);
    const name = this.words.say("launcher_open");
    this.launcher.setAttribute("aria-label", this.badge.hidden ? name : `${name}, ${this.words.count("unread", unread)}`);
  }

  /** Speaks a message once to screen readers, apart from the transcript, and takes the words away again. */
  #announce(item) {
    const said = el("p", { dir: "auto" }, this.words.say("said", {
      who: speaker(item, this.words), time: this.words.time(item.sent_at), text: item.text,
    }));
    this.spoken.append(said);
    setTimeout(() => said.remove(), SPOKEN_FOR);
  }

  #tell(sentence, { visibly = false } = {}) {
    this.status.textContent = sentence;
    clearTimeout(this.toastTimer);
    this.toast.hidden = !visibly;
    this.toast.textContent = sentence;
    this.toastTimer = setTimeout(() => {
      this.status.textContent = "";
      this.toast.hidden = true;
    }, 6000);
  }
}

/** Whose token this is, read without trust: the server alone decides; here it only keeps two people apart. */
function accountOf(token) {
  if (!token) return null;
  try {
    return JSON.parse(atob(token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/"))).sub;
  } catch {
    return null;
  }
}
