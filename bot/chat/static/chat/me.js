// <shoebox-me>: the customer's own page; the same view as in the chat, and the addresses they are known by.

import { Api } from "./api.js";
import { button, el, houseLook, sheet } from "./dom.js";
import { Keep } from "./keep.js";
import { Know } from "./know.js";
import { Words } from "./words.js";

export class ShoeboxMe extends HTMLElement {
  constructor() {
    super();
    this.root = this.attachShadow({ mode: "open" });
    this.root.adoptedStyleSheets = [sheet(SHEETS.tokens), sheet(SHEETS.chat), sheet(SHEETS.me)];
    this.base = new URL(".", BASE);
    this.keep = new Keep();
    this.bearer = null;
    this.api = new Api(this.base, () => this.bearer);
  }

  async connectedCallback() {
    this.words = await Words.load(this.base, this.keep.language ?? document.documentElement.lang);
    this.root.adoptedStyleSheets.push(houseLook(this.words.house));
    this.lang = this.words.language;
    this.dir = this.words.direction;
    this.api.language = this.words.language;
    this.status = el("p", { class: "toast strip", role: "status", hidden: true });
    this.assurance = el("p", { class: "lead" });
    this.know = new Know(this.words, this.api, {
      tell: (sentence) => this.#tell(sentence), forgotten: (receipt) => this.#forgotten(receipt), closed: () => this.know.load(),
    });
    this.channels = el("section", { class: "channels", "aria-label": this.words.say("me_channels") });
    this.root.replaceChildren(el("div", { class: "page" }, this.#head(), this.know.element, this.channels), this.status);
    await this.#enter();
  }

  #head() {
    const home = el("p", { class: "home" }, el("a", { href: this.getAttribute("home") ?? "/" }, this.words.say("me_home")));
    return el("div", { class: "head" }, home, el("h1", {}, this.words.say("me_title")), el("p", { class: "lead" }, this.words.say("me_lead")), this.assurance);
  }

  /**
   * A word of the host's in the address (#token=…) serves once: the session it is exchanged for stands with this page in
   * the tab's history, so that a reload keeps it and nothing else has it. Without either, this browser's own token.
   */
  async #enter() {
    const given = new URLSearchParams(location.hash.slice(1)).get("token");
    const session = history.state?.session ?? null;
    if (given) this.#stand(null);
    try {
      this.bearer = given ? await this.#exchange(given) : session ?? this.keep.token;
      if (session) await this.api.identities();
    } catch (error) {
      if (error.status === 403) return this.know.load(); // somebody else speaks: the page says so
      if (error.status) this.#stand(null); // without an answer it may still be good
      return this.know.element.replaceChildren(el("p", { class: "lead" }, this.words.say("me_expired")));
    }
    if (!this.bearer) return this.know.element.replaceChildren(el("p", { class: "lead" }, this.words.say("me_stranger")));
    if (given) this.#stand({ session: this.bearer });
    this.assurance.textContent = this.words.say(given || session ? "me_assured_verified" : "me_assured_channel");
    return Promise.all([this.know.load(), this.#loadChannels()]);
  }

  #stand(state) {
    history.replaceState(state, "", location.pathname);
  }

  async #exchange(token) {
    const answer = await this.api.ask("POST", "chat/session", { body: { site_token: token } });
    return (await answer.json()).token;
  }

  async #loadChannels() {
    const { words } = this;
    const items = await this.api.identities().catch(() => []);
    if (!items.length) return this.channels.replaceChildren();
    return this.channels.replaceChildren(el("h2", {}, words.say("me_channels")), el("p", { class: "lead" }, words.say("me_channels_lead")),
      el("ul", { class: "facts" }, items.map((item) => this.#channel(item))), this.#linking());
  }

  /** A code asked for here and said elsewhere, or the other way round. */
  #linking() {
    const { words } = this;
    const shown = el("p", { class: "meaning", role: "status" });
    const given = el("input", { id: "link-code", autocomplete: "one-time-code", autocapitalize: "characters", spellcheck: "false", maxlength: "20" });
    const act = (deed) => deed().catch((error) => this.#tell(error.detail ?? words.say("know_failed")));
    const ask = async () => { shown.textContent = words.say("me_link_code", { code: await this.api.linkCode() }); };
    const use = async () => {
      if (!given.value.trim()) return;
      await this.api.useLinkCode(given.value.trim());
      this.#tell(words.say("me_linked"));
      await Promise.all([this.know.load(), this.#loadChannels()]);
    };
    return el("div", { class: "linking card" }, el("h3", {}, words.say("me_link")), el("p", { class: "lead" }, words.say("me_link_lead")),
      el("div", { class: "tools" }, button(words.say("me_link_ask"), () => act(ask), { kind: "outlined" })), shown,
      el("label", { for: "link-code" }, words.say("me_link_have")),
      el("div", { class: "tools" }, given, button(words.say("me_link_use"), () => act(use), { kind: "outlined" })));
  }

  /** One address, with what can be done with it from here: parted from the others, or erased with what it told. */
  #channel(item) {
    const { words } = this;
    const name = item.this ? `${words.channel(item.channel)}, ${words.say("me_channel_this")}` : words.channel(item.channel);
    const place = el("div", { class: "tools" });
    const deeds = {
      part: { say: words.say("me_part"), ask: words.say("me_part_ask"), yes: words.say("me_part_yes"), kind: "filled", done: words.say("me_parted"), act: () => this.api.part(item.id) },
      erase: { say: words.say("me_erase"), ask: words.say("me_erase_ask"), yes: words.say("me_erase_yes"), kind: "filled danger", done: words.say("me_erased"), act: () => this.api.eraseIdentity(item.id) },
    };
    const possible = item.may.map((deed) => deeds[deed]);
    const rest = () => place.replaceChildren(...possible.map((deed) => button(deed.say, () => ask(deed), { kind: "outlined" })));
    const ask = (deed) => {
      const yes = button(deed.yes, () => this.#do(deed), { kind: deed.kind });
      place.replaceChildren(el("p", { class: "ask" }, deed.ask), yes, button(words.say("keep"), rest, { kind: "outlined" }));
      yes.focus();
    };
    rest();
    return el("li", { class: "fact card" }, el("p", { class: "meaning place" }, name), item.since && el("p", { class: "origin" }, words.day(item.since)), possible.length ? place : null);
  }

  async #do(deed) {
    try {
      await deed.act();
    } catch (error) {
      return this.#tell(error.detail ?? this.words.say("know_failed"));
    }
    this.#tell(deed.done);
    return Promise.all([this.know.load(), this.#loadChannels()]);
  }

  #forgotten(receipt) {
    this.keep.clear();
    this.#stand(null);
    this.bearer = null;
    this.channels.replaceChildren();
    this.assurance.textContent = "";
    this.know.showReceipt(receipt);
  }

  #tell(sentence) {
    this.status.textContent = sentence;
    this.status.hidden = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { this.status.hidden = true; }, 6000);
  }
}
