// What stays in this tab: drafts and what could not be sent. It is gone with the tab, and never on the disk of a shared desk.

const DRAFT = "desk.draft.";
const UNSENT = "desk.unsent";

export const draft = (conversation, kind) => sessionStorage.getItem(`${DRAFT}${kind}.${conversation}`) ?? "";

export function keepDraft(conversation, kind, text) {
  const key = `${DRAFT}${kind}.${conversation}`;
  if (text) sessionStorage.setItem(key, text);
  else sessionStorage.removeItem(key);
}

/** What was said and is not with the house yet: {id, conversation, kind, text, after}. */
export const unsent = () => JSON.parse(sessionStorage.getItem(UNSENT) ?? "[]");

export function keepUnsent(items) {
  if (items.length) sessionStorage.setItem(UNSENT, JSON.stringify(items));
  else sessionStorage.removeItem(UNSENT);
}

/** Signing out leaves nothing behind. */
export function forgetAll() {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith("desk.")) sessionStorage.removeItem(key);
}

const PREFERENCES = { theme: "auto", keys: "on" };

export const preference = (name) => localStorage.getItem(`desk.${name}`) ?? PREFERENCES[name];
export const prefer = (name, value) => localStorage.setItem(`desk.${name}`, value);
