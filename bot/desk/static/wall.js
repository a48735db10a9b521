// Messages that customers sent for the wall: each is shown to others only after somebody here said yes.

import { get, post } from "./api.js";
import { weekday } from "./clocks.js";
import { sentence } from "./dialogs.js";
import { button, el, words } from "./dom.js";
import { state } from "./state.js";
import { t } from "./words.js";

class DeskWall extends HTMLElement {
  connectedCallback() {
    this.lead = el("p", { class: "lead", role: "status" }, t("wall_reading"));
    this.board = el("div", { class: "board" });
    this.replaceChildren(el("h1", {}, t("view_wall")), this.lead, this.board);
    this.read();
  }

  async read() {
    try {
      const { items } = await get("wall");
      this.lead.textContent = t(items.length ? "wall_lead" : "wall_none");
      this.board.replaceChildren(...items.map((message) => this.card(message)));
    } catch (error) {
      this.lead.textContent = t("failed_load", { detail: sentence(error) });
    }
  }

  card(message) {
    return el("article", { class: "card" }, el("blockquote", {}, words(message.text)), el("p", { class: "quiet" }, weekday(message.at)),
      el("div", { class: "tools" }, button(t("wall_accept"), () => this.decide(message, "accepted"), { kind: "filled small" }),
        button(t("wall_refuse"), () => this.decide(message, "refused"), { kind: "outlined small" })));
  }

  async decide(message, decision) {
    try {
      await post(`wall/${message.id}`, { decision });
      await this.read();
    } catch (error) {
      state.say("toast", { words: sentence(error), bad: true });
    }
  }
}

customElements.define("desk-wall", DeskWall);
