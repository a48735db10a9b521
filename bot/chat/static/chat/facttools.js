// Correct, Forget and "Don't use this for now" beside one remembered fact: each asks once, in its place, and says what came of it.

import { button, el } from "./dom.js";

export class FactTools {
  /** `hooks`: tell(sentence), changed(). `own`: the customer's own words for it; `held`: whether it is used for nothing now. */
  constructor(words, api, hooks, fact, own = "", held = null) {
    Object.assign(this, { words, api, hooks, fact, own, held });
    this.element = el("div", { class: "tools" });
    this.#rest();
  }

  #rest() {
    const { words } = this;
    this.correctButton = button(words.say("correct"), () => this.#correcting(), { kind: "outlined" });
    this.forgetButton = button(words.say("forget"), () => this.#forgetting(), { kind: "outlined" });
    this.element.replaceChildren(this.correctButton, this.forgetButton, ...this.#holding());
  }

  /** Nothing where it is not known how the fact stands. */
  #holding() {
    if (this.held === null) return [];
    const hold = () => this.#act(() => this.api.hold(this.fact, !this.held), this.held ? "released" : "held");
    return [button(this.words.say(this.held ? "release" : "hold"), hold, { kind: "outlined" })];
  }

  #correcting() {
    const { words } = this;
    const area = el("textarea", { rows: "2", dir: "auto", maxlength: "500", "aria-label": words.say("correct_label") });
    area.value = this.own;
    const save = () => area.value.trim() && this.#act(() => this.api.correct(this.fact, area.value.trim()), "corrected");
    this.element.replaceChildren(el("p", { class: "ask" }, words.say("correct_label")), area,
      button(words.say("correct_save"), save, { kind: "filled" }),
      button(words.say("cancel"), () => this.#back("correctButton"), { kind: "outlined" }));
    area.focus();
    area.select();
  }

  #forgetting() {
    const { words } = this;
    const yes = button(words.say("forget_yes"), () => this.#act(() => this.api.forget(this.fact), "forgot"), { kind: "filled" });
    this.element.replaceChildren(el("p", { class: "ask" }, words.say("forget_ask")), yes,
      button(words.say("keep"), () => this.#back("forgetButton"), { kind: "outlined" }));
    yes.focus();
  }

  #back(which) {
    this.#rest();
    this[which].focus();
  }

  async #act(deed, doneKey) {
    try {
      await deed();
    } catch (error) {
      this.hooks.tell(error.detail ?? this.words.say("know_failed"));
      return;
    }
    const done = el("p", { class: "done", tabindex: "-1" }, this.words.say(doneKey));
    this.element.replaceChildren(done);
    done.focus();
    this.hooks.tell(this.words.say(doneKey));
    this.hooks.changed();
  }
}
