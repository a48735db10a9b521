// The page's words, from one sheet.

let sheet = {};

export async function loadWords() {
  sheet = await (await fetch("/desk/words.json")).json();
}

/** The words of a key with its values put in; they are text, whatever is in them. */
export function t(key, values = {}) {
  const words = sheet[key];
  if (words === undefined) return key.replaceAll("_", " ");
  return words.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name] ?? "") : whole));
}

/** The words of a key, or `otherwise` where there are none. */
export function known(key, otherwise) {
  return sheet[key] ?? otherwise;
}
