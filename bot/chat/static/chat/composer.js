// Where the customer writes: grows to five lines, never loses what was typed.

import { el, icon, iconButton } from "./dom.js";

const LINES = 5;
const WARN_BELOW = 200;

export class Composer {
  /** `hooks`: send(text, files), typed(), tell(sentence). */
  constructor(words, hooks) {
    this.words = words;
    this.hooks = hooks;
    this.files = [];
    this.area = el("textarea", { rows: "1", dir: "auto", id: "composer", "aria-label": words.say("composer"),
      placeholder: words.say("composer_hint"), "aria-describedby": "composer-note", autocomplete: "off",
      oninput: () => this.#input(), onkeydown: (event) => this.#key(event), onpaste: (event) => this.#paste(event) });
    this.note = el("p", { class: "note", id: "composer-note" });
    this.chosen = el("ul", { class: "attached" });
    this.picker = el("input", { type: "file", multiple: true, hidden: true, accept: words.limits.file_types.join(","),
      onchange: () => this.#pick() });
    this.sendButton = iconButton("send", words.say("send"), () => this.#send(), { class: "icon-button send" });
    this.attachButton = iconButton("clip", words.say("attach"), () => this.picker.click(), {
      title: words.say("attach_limit", { size: words.size(words.limits.file) }), hidden: words.limits.file === 0,
    });
    this.element = el("div", { class: "composer" }, this.chosen,
      el("div", { class: "write" }, this.attachButton, this.picker, this.area, this.sendButton), this.note);
    this.#input();
  }

  focus() {
    this.area.focus();
  }

  get text() {
    return this.area.value;
  }

  set text(value) {
    this.area.value = value;
    this.#input();
  }

  #input() {
    this.grow();
    const left = this.words.limits.text - this.area.value.length;
    const key = left < 0 ? "too_long" : "left";
    this.note.textContent = left < WARN_BELOW ? this.words.say(key, { count: Math.abs(left).toLocaleString(this.words.locale) }) : "";
    this.note.classList.toggle("bad", left < 0);
    this.sendButton.setAttribute("aria-disabled", String(!this.#ready));
    if (this.area.value) this.hooks.typed();
  }

  get #ready() {
    const length = this.area.value.trim().length;
    return length <= this.words.limits.text && (length > 0 || this.files.length > 0);
  }

  /** As high as its words, up to five lines; called again when the panel is unfolded, since nothing hidden has a height. */
  grow() {
    if (!this.area.offsetParent) return;
    this.area.style.height = "auto";
    const { lineHeight, paddingTop, paddingBottom } = getComputedStyle(this.area);
    const most = LINES * parseFloat(lineHeight) + parseFloat(paddingTop) + parseFloat(paddingBottom);
    this.area.style.height = `${Math.min(this.area.scrollHeight, most || this.area.scrollHeight)}px`;
  }

  // While an input method composes (Japanese, Chinese …), Enter chooses a word and must not send.
  #key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#send();
  }

  #send() {
    if (!this.#ready) return;
    const { files } = this;
    const text = this.area.value.trim() || this.words.say("file_alone");
    this.files = [];
    this.text = "";
    this.#showFiles();
    this.hooks.send(text, files);
    this.focus();
  }

  #paste(event) {
    const files = [...event.clipboardData.files];
    if (!files.length) return;
    event.preventDefault();
    this.#add(files);
  }

  #pick() {
    this.#add([...this.picker.files]);
    this.picker.value = "";
    this.focus();
  }

  #add(files) {
    const { limits } = this.words;
    for (const file of files) {
      if (!limits.file_types.includes(file.type)) this.hooks.tell(this.words.say("file_wrong_kind", { name: file.name }));
      else if (file.size > limits.file) this.hooks.tell(this.words.say("file_too_big", { name: file.name, size: this.words.size(limits.file) }));
      else this.files.push(file);
    }
    this.#showFiles();
    this.#input();
  }

  #showFiles() {
    this.chosen.replaceChildren(...this.files.map((file) => el("li", {}, icon("clip"), el("span", { dir: "auto" }, file.name),
      iconButton("close", this.words.say("attach_remove", { name: file.name }), () => this.#remove(file)))));
  }

  #remove(file) {
    this.files = this.files.filter((other) => other !== file);
    this.#showFiles();
    this.#input();
    this.focus();
  }
}
