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
    this.heading = el("h2", { hidden: true }, t("wall_shown"));
    this.shown = el("div", { class: "board shown" });
    this.replaceChildren(el("h1", {}, t("view_wall")), this.lead, this.board, this.heading, this.shown);
    this.read();
  }

  async read() {
    try {
      const { items } = await get("wall");
      const waiting = items.filter((message) => message.state === "waiting");
      const shown = items.filter((message) => message.state === "accepted");
      this.lead.textContent = t(waiting.length ? "wall_lead" : "wall_none");
      this.board.replaceChildren(...waiting.map((message) => this.card(message)));
      this.shown.replaceChildren(...shown.map((message) => this.card(message)));
      this.heading.hidden = !shown.length;
    } catch (error) {
      this.lead.textContent = t("failed_load", { detail: sentence(error) });
    }
  }

  card(message) {
    return el("article", { class: "card" }, el("blockquote", {}, words(message.text)), el("p", { class: "quiet" }, weekday(message.at)),
      el("div", { class: "tools" }, ...this.decisions(message)));
  }

  decisions(message) {
    if (message.state === "accepted")
      return [button(t("wall_take_down"), () => this.decide(message, "taken_down"), { kind: "outlined small" })];
    return [button(t("wall_accept"), () => this.decide(message, "accepted"), { kind: "filled small" }),
      button(t("wall_refuse"), () => this.decide(message, "refused"), { kind: "outlined small" })];
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
