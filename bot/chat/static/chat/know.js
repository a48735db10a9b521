// "What you know about me": every fact with its origin, the five permissions, the file, and the way out.

import { button, el, saveFile } from "./dom.js";
import { FactTools } from "./facttools.js";
import { farewell, receiptCard } from "./farewell.js";

const PURPOSES = ["memory", "personalise", "contact", "staff", "improve"];
const LIVE = ["given", "renewed"];

export class Know {
  /** `hooks`: tell(sentence), forgotten(receipt), closed(). */
  constructor(words, api, hooks) {
    Object.assign(this, { words, api, hooks });
    this.title = el("h2", { tabindex: "-1" }, words.say("know_title"));
    this.body = el("div", { class: "know-body" });
    this.element = el("section", { class: "know", role: "region", "aria-label": words.say("know_title"), tabindex: "0" }, this.title, this.body);
  }

  async load() {
    if (this.api.stranger) return this.#showLead("know_stranger");
    const slow = setTimeout(() => this.#showLead("know_loading"), this.body.childElementCount ? 3000 : 300);
    try {
      const [facts, consents] = await Promise.all([this.api.facts(), this.api.consents()]);
      this.#show(...this.#pages(facts, consents));
    } catch (error) {
      this.#failed(error);
    } finally {
      clearTimeout(slow);
    }
  }

  /** Goes straight to what will happen when one asks to be forgotten. */
  askToForget() {
    if (this.api.stranger) return this.#showLead("know_stranger");
    const card = farewell(this.words, { forget: () => this.#forgetMe(), keep: () => this.#stay(), tell: this.hooks.tell });
    this.#show(card);
    card.querySelector("h3").focus();
  }

  /** The receipt, or the last words of a conversation that ended with it. */
  showReceipt(receipt, lastWords = []) {
    const card = receiptCard(this.words, receipt, lastWords, () => this.hooks.closed());
    const asked = this.element.contains(this.element.getRootNode().activeElement);
    this.#show(card);
    if (asked) card.focus();
  }

  async #forgetMe() {
    const receipt = await this.api.forgetMe();
    this.hooks.forgotten(receipt);
  }

  async #stay() {
    await this.load();
    this.title.focus();
  }

  #showLead(key) {
    this.#show(el("p", { class: "lead" }, this.words.say(key)));
  }

  /** Redraws, and leaves the keyboard where it was. */
  #show(...nodes) {
    const focused = this.body.getRootNode().activeElement;
    const within = this.body.contains(focused);
    this.body.replaceChildren(...nodes);
    if (!within) return;
    const again = focused.id && this.body.querySelector(`#${CSS.escape(focused.id)}`);
    (again || this.title).focus();
  }

  #failed(error) {
    if (error.status === 401 || error.status === 404) return this.#showLead("know_stranger");
    if (error.status === 403) return this.#showLead("know_apart");
    return this.#show(el("p", { class: "lead bad" }, this.words.say("know_failed")),
      button(this.words.say("retry"), () => this.load(), { kind: "outlined" }));
  }

  #pages(facts, consents) {
    const { words } = this;
    const given = new Set(consents.filter((consent) => LIVE.includes(consent.state)).map((consent) => consent.purpose));
    return [
      el("h3", {}, words.say("facts")),
      el("p", { class: "lead" }, words.say(facts.items.length ? "know_lead" : "know_empty")),
      this.#facts(facts, given),
      el("h3", {}, words.say("permissions")),
      el("p", { class: "lead" }, words.say("permissions_lead")),
      el("ul", { class: "switches card" }, PURPOSES.map((purpose) => this.#switch(purpose, given.has(purpose)))),
      el("h3", {}, words.say("yours")),
      this.#yours(),
    ];
  }

  #facts(page, given) {
    const list = el("ul", { class: "facts" }, page.items.map((fact) => this.#fact(fact, given)));
    if (!page.next) return list;
    const turn = async () => more.replaceWith(this.#facts(await this.api.facts(page.next), given));
    const more = button(this.words.say("know_more"), turn, { kind: "outlined" });
    return el("div", {}, list, more);
  }

  #fact(fact, given) {
    return el("li", { class: "fact card" },
      fact.words ? el("blockquote", { dir: "auto" }, fact.words) : null,
      this.#meaning(fact),
      [this.#origin(fact), this.#uses(fact, given)].map((line) => el("p", { class: "origin" }, line)),
      this.#notes(fact).map((line) => el("p", { class: "origin note" }, line)),
      this.factTools(fact.id, fact.words, fact.restricted));
  }

  /** What was understood, where it is more than the words turned round to "you". */
  #meaning(fact) {
    const { words } = this;
    const meaning = fact.kind === "language" ? words.say("fact_language", { language: fact.text }) : fact.text;
    return meaning && !words.repeats(meaning, fact.words ?? "") ? el("p", { class: "meaning", dir: "auto" }, meaning) : null;
  }

  factTools(fact, own, held) {
    return new FactTools(this.words, this.api, { tell: this.hooks.tell, changed: () => this.load() }, fact, own, held).element;
  }

  #notes(fact) {
    const { words } = this;
    return [
      fact.subject && fact.subject !== "self" && words.say("fact_of", { subject: fact.subject }),
      fact.sensitivity === "special" && words.say("fact_special"),
      fact.sensitivity === "confidence" && words.say("fact_confidence"),
      fact.disputed && words.say("fact_disputed"),
    ].filter(Boolean);
  }

  #origin(fact) {
    const key = this.words.has(`fact_${fact.provenance}`) ? `fact_${fact.provenance}` : "fact_stated";
    return this.words.say(key, { day: this.words.day(fact.said_at), channel: this.words.channel(fact.channel) });
  }

  #uses(fact, given) {
    if (fact.restricted) return this.words.say("fact_unused_held");
    if (!given.has("memory")) return this.words.say("fact_unused_memory");
    const live = (fact.purposes?.length ? fact.purposes : PURPOSES).filter((purpose) => given.has(purpose));
    if (!live.length) return this.words.say("fact_unused");
    const names = live.map((purpose) => this.words.say(`use_${purpose}`));
    return this.words.say("fact_used", { uses: new Intl.ListFormat(this.words.locale).format(names) });
  }

  #switch(purpose, on) {
    const { words } = this;
    const state = el("span", { class: "switch-state" });
    const control = el("button", { type: "button", role: "switch", class: "switch", id: `consent-${purpose}`,
      "aria-label": words.say(`consent_${purpose}`), "aria-describedby": `consent-${purpose}-line`,
      onclick: () => this.#flip(purpose, control, show) },
    el("span", { class: "switch-name" }, words.say(`consent_${purpose}`)), state, el("span", { class: "track" }));
    const show = (is) => {
      control.setAttribute("aria-checked", String(is));
      state.textContent = words.say(is ? "switch_on" : "switch_off");
    };
    show(on);
    return el("li", {}, control, el("p", { class: "line", id: `consent-${purpose}-line` }, words.say(`consent_${purpose}_line`)));
  }

  /** Shows the wish at once, and takes it back in words when the house didn't hear it. */
  async #flip(purpose, control, show) {
    const wanted = control.getAttribute("aria-checked") !== "true";
    show(wanted);
    try {
      await this.api.consent(purpose, wanted ? "given" : "withdrawn", `${this.words.language}/consent_${purpose}`);
    } catch (error) {
      show(!wanted);
      this.hooks.tell(error.detail ?? this.words.say("switch_failed"));
      return;
    }
    this.load();
  }

  #yours() {
    const { words } = this;
    return el("div", { class: "yours card" },
      el("p", {}, words.say("download_line")),
      el("div", { class: "tools" },
        button(words.say("download"), () => this.#download("application/json"), { kind: "outlined" }),
        button(words.say("download_page"), () => this.#download("text/html"), { kind: "outlined" })),
      el("p", {}, words.say("forget_me_line")),
      el("div", { class: "tools" }, button(words.say("forget_me"), () => this.askToForget(), { kind: "outlined danger", id: "forget-me" })));
  }

  async #download(type) {
    try {
      const file = await this.api.exported(type);
      saveFile(`shoebox.${file.type.includes("html") ? "html" : "json"}`, file);
      this.hooks.tell(this.words.say("downloaded"));
    } catch (error) {
      this.hooks.tell(error.detail ?? this.words.say("know_failed"));
    }
  }
}
