// The customer's rights over HTTP, with the customer's own token.

export class Refused extends Error {
  constructor(status, detail) {
    super(detail ?? `status ${status}`);
    this.status = status;
    this.detail = detail;
  }
}

export class Api {
  /** `bearer` answers with the token of the moment, or null for a stranger. */
  constructor(base, bearer) {
    this.base = base;
    this.bearer = bearer;
    this.language = "en";
  }

  get stranger() {
    return this.bearer() === null;
  }

  async ask(method, path, { body, form, accept = "application/json" } = {}) {
    const headers = { Authorization: `Bearer ${this.bearer()}`, Accept: accept, "Accept-Language": this.language };
    if (body) headers["Content-Type"] = "application/json";
    const answer = await fetch(new URL(path, this.base), {
      method, headers, body: form ?? (body && JSON.stringify(body)), credentials: "omit", cache: "no-store",
    });
    if (answer.ok) return answer;
    throw new Refused(answer.status, (await answer.json().catch(() => ({}))).detail);
  }

  async facts(after = null) {
    const page = await this.ask("GET", `api/v1/me/memory${after ? `?after=${encodeURIComponent(after)}` : ""}`);
    return page.json();
  }

  correct(fact, words) {
    return this.ask("PATCH", `api/v1/me/memory/${encodeURIComponent(fact)}`, { body: { words } });
  }

  forget(fact) {
    return this.ask("DELETE", `api/v1/me/memory/${encodeURIComponent(fact)}`);
  }

  async consents() {
    return (await (await this.ask("GET", "api/v1/me/consents")).json()).items;
  }

  /** `notice` names the words beside the switch, so that the receipt has them. */
  consent(purpose, state, notice) {
    return this.ask("PUT", `api/v1/me/consents/${purpose}`, { body: { state, notice } });
  }

  hold(fact, restricted) {
    return this.ask("PATCH", `api/v1/me/memory/${encodeURIComponent(fact)}`, { body: { restricted } });
  }

  async exported(accept) {
    return (await this.ask("GET", "api/v1/me/export", { accept })).blob();
  }

  async forgetMe() {
    return (await this.ask("DELETE", "api/v1/me")).json();
  }

  async identities() {
    return (await (await this.ask("GET", "api/v1/me/identities")).json()).items;
  }

  eraseIdentity(identity) {
    return this.ask("DELETE", `api/v1/me/identities?id=${encodeURIComponent(identity)}`);
  }

  part(identity) {
    return this.ask("DELETE", `api/v1/me/links?id=${encodeURIComponent(identity)}`);
  }

  async linkCode() {
    return (await (await this.ask("POST", "api/v1/me/links", { body: {} })).json()).code;
  }

  useLinkCode(code) {
    return this.ask("POST", "api/v1/me/links", { body: { code } });
  }

  async upload(file) {
    const form = new FormData();
    form.append("file", file);
    return (await this.ask("POST", "chat/files", { form })).json();
  }

  async fileContent(id) {
    return (await this.ask("GET", `chat/files/${encodeURIComponent(id)}`, { accept: "*/*" })).blob();
  }
}
