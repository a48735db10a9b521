// Signing in.

import { Offline, Refused, post } from "./api.js";
import { el, field, icon } from "./dom.js";
import { t } from "./words.js";

class DeskSignIn extends HTMLElement {
  connectedCallback() {
    const email = el("input", { type: "email", autocomplete: "username", required: true });
    const password = el("input", { type: "password", autocomplete: "current-password", required: true });
    const code = el("input", { type: "text", inputmode: "numeric", autocomplete: "one-time-code", maxlength: 8 });
    const problem = el("p", { class: "problem", role: "alert" }, this.dataset.problem ?? "");
    const submit = el("button", { type: "submit", class: "button filled large" }, el("span", {}, t("signin")));
    const form = el("form", { class: "card signin", novalidate: true }, el("div", { class: "mark" }, icon("box")), el("h1", {}, t("signin_title")), el("p", { class: "lead" }, t("signin_lead")),
      field(t("email"), email), field(t("password"), password), field(t("code"), code), problem, submit);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      submit.disabled = true;
      problem.textContent = "";
      const slow = setTimeout(() => { problem.textContent = t("signing_in"); }, 1_000);
      try {
        const { agent } = await post("login", { email: email.value, password: password.value, code: code.value });
        clearTimeout(slow);
        this.dispatchEvent(new CustomEvent("signed_in", { detail: agent }));
      } catch (error) {
        clearTimeout(slow);
        problem.textContent = said(error);
        password.select();
      } finally {
        submit.disabled = false;
      }
    });
    this.append(el("main", {}, form));
    email.focus();
  }
}

function said(error) {
  if (error instanceof Offline) return t("away_line");
  if (!(error instanceof Refused)) throw error;
  return error.status === 429 ? t("signin_slow", { seconds: error.retryAfter }) : t("signin_wrong");
}

customElements.define("desk-signin", DeskSignIn);
