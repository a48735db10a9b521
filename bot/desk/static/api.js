// The desk's part of the house's API.

export class Refused extends Error {
  constructor(status, detail, headers) {
    super(detail);
    this.status = status;
    this.retryAfter = Number(headers.get("Retry-After") ?? 0);
  }
}

/** The line to the house is down, or the house is. */
export class Offline extends Error {}

/** One call; answers with the JSON, or null where there is none. Raises Refused or Offline. */
export async function call(method, path, body = undefined) {
  const answer = await reach(method, path, body);
  if (answer.status === 204) return null;
  if (answer.ok) return answer.json();
  if (answer.status >= 500) throw new Offline(String(answer.status));
  const problem = await answer.json().catch(() => ({}));
  throw new Refused(answer.status, problem.detail ?? String(answer.status), answer.headers);
}

async function reach(method, path, body) {
  const headers = body === undefined ? {} : { "Content-Type": "application/json" };
  try {
    return await fetch(`/api/v1/desk/${path}`, {
      method, headers, body: body === undefined ? undefined : JSON.stringify(body), credentials: "same-origin",
    });
  } catch (error) {
    throw new Offline(String(error));
  }
}

export const get = (path) => call("GET", path);
export const post = (path, body = {}) => call("POST", path, body);
export const put = (path, body = {}) => call("PUT", path, body);
export const patch = (path, body = {}) => call("PATCH", path, body);
export const remove = (path, body = undefined) => call("DELETE", path, body);
