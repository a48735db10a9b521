// House notes: what staff know about products, told where the product is spoken of; nobody's data.

import { get, post } from "./api.js";
import { weekday } from "./clocks.js";
import { sentence } from "./dialogs.js";
import { button, el, field, words } from "./dom.js";
import { state } from "./state.js";
import { t } from "./words.js";

class DeskNotes extends HTMLElement {
  connectedCallback() {
    this.lead = el("p", { class: "lead", role: "status" }, t("notes_reading"));
    this.board = el("div", { class: "board" });
    this.replaceChildren(el("h1", {}, t("view_notes")), this.lead, this.form(), this.board);
    this.read();
  }

  form() {
    const about = el("input", { maxlength: "60", required: true });
    const text = el("textarea", { maxlength: "300", rows: "3", required: true });
    const form = el("form", { class: "card" }, field(t("note_about"), about), field(t("note_text"), text),
      el("div", { class: "tools" }, button(t("note_keep"), null, { kind: "filled small", type: "submit" })));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (await this.does("notes", { about: about.value, text: text.value })) form.reset();
    });
    return form;
  }

  async read() {
    try {
      const { items } = await get("notes");
      this.lead.textContent = t(items.length ? "notes_lead" : "notes_none");
      this.board.replaceChildren(...items.map((note) => this.card(note)));
    } catch (error) {
      this.lead.textContent = t("failed_load", { detail: sentence(error) });
    }
  }

  card(note) {
    return el("article", { class: "card" }, el("h2", {}, words(note.about)), el("p", {}, words(note.text)),
      el("p", { class: "quiet" }, weekday(note.at)),
      el("div", { class: "tools" }, button(t("note_retire"), () => this.does(`notes/${note.id}/retire`, {}), { kind: "outlined small" })));
  }

  async does(path, wish) {
    try {
      await post(path, wish);
      await this.read();
      return true;
    } catch (error) {
      state.say("toast", { words: sentence(error), bad: true });
      return false;
    }
  }
}

customElements.define("desk-notes", DeskNotes);
