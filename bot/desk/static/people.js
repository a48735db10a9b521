// Who works at the desk and what they may do, and which keys of other systems open the house.

import { get, post, put, remove } from "./api.js";
import { sentence, sheet } from "./dialogs.js";
import { button, el, field } from "./dom.js";
import { Panel } from "./panel.js";
import { state } from "./state.js";
import { t } from "./words.js";

class DeskPeople extends Panel {
  connectedCallback() {
    this.keys = el("section", { class: "keys-held" });
    this.follow(["agents"], () => this.draw());
    this.draw();
    this.readKeys();
  }

  draw() {
    if (this.contains(document.activeElement)) return;
    this.replaceChildren(el("div", { class: "board-head" }, el("h1", {}, t("view_people")), button(t("people_add"), add, { kind: "outlined small", drawing: "person" })), el("p", { class: "lead" }, t("people_lead")),
      el("div", { class: "board" }, ...state.agents.map((agent) => person(agent))), this.keys);
  }

  /** The keys of other systems, by fingerprint; they are changed where they lie, not here. */
  async readKeys() {
    try {
      const { items } = await get("keys");
      this.keys.replaceChildren(el("h2", {}, t("keys_held")), el("p", { class: "lead" }, t("keys_held_lead")), el("div", { class: "board" }, ...items.map((held) => keysOf(held))),
        el("p", { class: "lead" }, t("keys_change")));
    } catch (error) {
      this.keys.replaceChildren(el("h2", {}, t("keys_held")), el("p", { class: "lead", role: "status" }, t("failed_load", { detail: sentence(error) })));
    }
  }
}

function keysOf({ role, fingerprints }) {
  return el("article", { class: "card" }, el("p", { class: "strong" }, t(`keys_${role}`)), el("p", { class: "quiet" }, t(`keys_${role}_for`)),
    el("p", {}, t(fingerprints.length === 1 ? "keys_one" : "keys_many", { n: fingerprints.length })),
    el("ul", { class: "lines prints" }, ...fingerprints.map((print) => el("li", {}, print))));
}

function person(agent) {
  const name = el("input", { type: "text", maxlength: 80, value: agent.name, autocomplete: "off" });
  const role = el("select", {}, ...["agent", "supervisor"].map((one) => el("option", { value: one, selected: one === agent.role }, t(`role_${one}`))));
  const departments = el("input", { type: "text", value: agent.departments.join(" "), autocomplete: "off" });
  const languages = el("input", { type: "text", value: agent.languages.join(" "), autocomplete: "off" });
  const capacity = el("input", { type: "number", min: 1, max: 50, value: agent.capacity });
  const said = el("span", { class: "quiet", role: "status" });
  const save = async () => {
    try {
      await put(`agents/${agent.id}`, { name: name.value, role: role.value, departments: parted(departments), languages: parted(languages), capacity: Number(capacity.value) });
      said.textContent = t("saved");
      await state.readAgents();
    } catch (error) {
      said.textContent = sentence(error);
    }
  };
  return el("article", { class: "card person" },
    el("p", { class: "strong" }, agent.name, " ", el("span", { class: `presence is-${agent.presence}` }, t(agent.presence))), el("p", { class: "quiet" }, agent.email),
    field(t("col_name"), name), field(t("role"), role), field(t("departments"), departments, t("departments_hint")), field(t("languages"), languages, t("languages_hint")), field(t("capacity"), capacity),
    el("div", { class: "tools" }, button(t("save"), save, { kind: "filled small" }),
      agent.id !== state.me.id && button(t("new_password"), () => renew(agent), { kind: "outlined small", drawing: "lock" }),
      agent.id !== state.me.id && button(t("dismiss"), () => dismiss(agent), { kind: "outlined small danger" }), said));
}

const parted = (area) => area.value.split(/[\s,]+/).filter(Boolean);

function add() {
  const name = el("input", { type: "text", maxlength: 80, required: true, autocomplete: "off" });
  const email = el("input", { type: "email", maxlength: 256, required: true, autocomplete: "off" });
  const role = el("select", {}, ...["agent", "supervisor"].map((one) => el("option", { value: one }, t(`role_${one}`))));
  sheet({
    title: t("people_add"), lead: t("people_add_lead"), action: t("people_add"), body: [field(t("col_name"), name), field(t("email"), email), field(t("role"), role)],
    send: async () => tell(name.value, await post("agents", { name: name.value, email: email.value, role: role.value })),
  });
}

function renew(agent) {
  sheet({
    title: t("new_password"), lead: t("new_password_lead", { name: agent.name }), action: t("new_password"),
    send: async () => tell(agent.name, await post(`agents/${agent.id}/password`)),
  });
}

/** The password, once: it is kept by nobody. */
async function tell(name, { password }) {
  await state.readAgents();
  sheet({ title: t("password_of", { name }), lead: t("password_once"), body: [el("p", { class: "secret" }, password)] });
}

function dismiss(agent) {
  sheet({
    title: t("dismiss"), lead: t("dismiss_lead", { name: agent.name }), action: t("dismiss"), danger: true,
    send: async () => {
      await remove(`agents/${agent.id}`);
      await state.readAgents();
    },
  });
}

customElements.define("desk-people", DeskPeople);
