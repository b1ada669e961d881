/**
 * @typedef {Record<string, number[]>} Table by what a reader may type, places in the order of the finest level's areas
 * @typedef {import('../words/vocabulary.js').Finder} Finder
 */

/**
 * Spell what is typed as a table has it: in capitals, without needless spaces.
 * @param {string} text
 */
export function typed(text) {
  return text.trim().replace(/\s+/g, ' ').toUpperCase();
}

/**
 * Return whether a text is what the finder takes, as a whole.
 * @param {string} text
 * @param {Finder} finder
 */
export function isTyped(text, {pattern}) {
  return [text.trim(), typed(text)].some((each) => new RegExp(`^(?:${pattern})$`).test(each));
}

/**
 * List what stands in a table for a text: that alone, or else all that begins with it.
 * @param {Table} table
 * @param {string} text
 */
export function keysOf(table, text) {
  const start = typed(text);
  const keys = Object.keys(table).filter((key) => typed(key).startsWith(start));
  const whole = keys.filter((key) => typed(key) === start);
  return whole.length ? whole : keys;
}
