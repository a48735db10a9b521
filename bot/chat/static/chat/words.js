// The page's words: they come from the server's word sheet, never from this script.

export class Words {
  constructor(sheet) {
    this.language = sheet.language;
    this.locale = sheet.locale;
    this.direction = sheet.direction;
    this.languages = sheet.languages;
    this.house = sheet.house;
    this.limits = sheet.limits;
    this.table = sheet.words;
    this.plural = new Intl.PluralRules(this.locale);
  }

  static async load(base, language) {
    const url = new URL("chat/words.json", base);
    if (language) url.searchParams.set("language", language);
    const answer = await fetch(url, { credentials: "omit" });
    if (!answer.ok) throw new Error(`words: ${answer.status}`);
    return new Words(await answer.json());
  }

  /** The words under `key` with {names} filled in; unknown keys are empty, so that no key is ever shown. */
  say(key, values = {}) {
    const known = { house: this.house.name, ...values };
    return (this.table[key] ?? "").replace(/\{(\w+)\}/g, (whole, name) => known[name] ?? whole);
  }

  has(key) {
    return key in this.table;
  }

  count(key, number, values = {}) {
    const form = this.plural.select(number) === "one" ? "one" : "other";
    return this.say(`${key}_${form}`, { count: number.toLocaleString(this.locale), ...values });
  }

  /** Whether `text` says all that `meaning` does, be it turned round from "you" to "I". */
  holds(text, meaning) {
    const said = [...partsOf(text), ...partsOf(this.say("turned_round"))];
    return partsOf(meaning).every((part) => said.includes(part));
  }

  /** Whether `meaning` is `quote` once more, and nothing picked out of it. */
  repeats(meaning, quote) {
    return this.holds(quote, meaning) && partsOf(quote).length <= partsOf(meaning).length + 1;
  }

  channel(name) {
    return this.say(this.has(`channel_${name}`) ? `channel_${name}` : "channel_web");
  }

  /** A place of the receipt in words; one that has none yet is named as the house names it. */
  place(name) {
    return this.has(`place_${name}`) ? this.say(`place_${name}`) : name.replaceAll("_", " ");
  }

  /** Why something is kept after an erasure: in this language where it is ours, as they wrote it where it is a shop's. */
  reason({ place, reason }) {
    return this.has(`kept_${place}`) ? this.say(`kept_${place}`) : reason;
  }

  time(moment) {
    return new Date(moment).toLocaleTimeString(this.locale, { hour: "2-digit", minute: "2-digit" });
  }

  /** "21 November", with the year only where it is another one. */
  day(moment) {
    const date = new Date(moment);
    const year = date.getFullYear() === new Date().getFullYear() ? undefined : "numeric";
    return date.toLocaleDateString(this.locale, { day: "numeric", month: "long", year });
  }

  dayHeading(moment) {
    const ago = daysAgo(new Date(moment));
    if (ago === 0) return this.say("today");
    if (ago === 1) return this.say("yesterday");
    return this.day(moment);
  }

  size(bytes) {
    const unit = bytes >= 1_000_000 ? ["megabyte", 1_000_000] : ["kilobyte", 1_000];
    const amount = Math.max(1, Math.round(bytes / unit[1]));
    return amount.toLocaleString(this.locale, { style: "unit", unit: unit[0] });
  }
}

function partsOf(text) {
  return text.toLowerCase().replaceAll("’", "'").match(/[\p{L}\p{N}']+/gu) ?? [];
}

function daysAgo(date) {
  const midnight = (day) => new Date(day.getFullYear(), day.getMonth(), day.getDate());
  return Math.round((midnight(new Date()) - midnight(date)) / 86_400_000);
}
