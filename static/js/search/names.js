/**
 * @typedef {{codes: string[], names: string[], within: (number | null)[] | null}} Columns
 * @typedef {{levels: Record<string, Columns>, postcodes: boolean}} SearchFile levels from the coarsest, and whether
 *   there are postcodes
 * @typedef {{level: string, code: string, name: string, within: string}} Place an area, and the name of the one that it
 *   lies in
 * @typedef {Place & {own: string, around: string}} Entry its folded name after a space, and that with the folded name of
 *   the one around it
 */

const LONGEST = 100; // characters of a query that are read
const NOT_FOUND = 5;

/**
 * Spell a name one way: without accents, case or punctuation, `&` and St written out.
 * @param {string} text
 */
export function fold(text) {
  const plain = text.slice(0, LONGEST).normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain.replace(/['‘’ʼ`]/g, '').replace(/&/g, ' and ').split(/[^\p{L}\p{N}]+/u);
  return words.filter(Boolean).map((word) => (word === 'st' ? 'saint' : word)).join(' ');
}

/**
 * Make ready to find areas: every area once, the coarser first, each level's by name.
 * @param {SearchFile} file
 * @returns {Entry[]}
 */
export function makeIndex({levels}) {
  /** @type {Columns | null} */
  let above = null;
  const entries = [];
  for (const [level, columns] of Object.entries(levels)) {
    entries.push(...entriesOf(level, columns, above));
    above = columns;
  }
  return entries;
}

/** @param {string} level @param {Columns} columns @param {Columns | null} above @returns {Entry[]} */
function entriesOf(level, {codes, names, within}, above) {
  const aroundNames = above?.names.map(fold) ?? [];
  const entries = codes.map((code, row) => {
    const place = within?.[row] ?? -1;
    const own = ` ${fold(names[row])}`;
    const around = `${own} ${aroundNames[place] ?? ''}`;
    return {level, code, name: names[row], within: above?.names[place] ?? '', own, around};
  });
  // An authority of both tiers has one code, and is one place.
  const once = entries.filter(({code}, row) => code !== above?.codes[within?.[row] ?? -1]);
  return once.sort((one, other) => (one.own < other.own ? -1 : Number(one.own > other.own)));
}

/**
 * Give the areas that a text names, the likeliest first.
 *
 * First those of that very name (or code), then those whose name begins with it, has a word that does, or has it inside,
 * then those that have the words in their name and in the name of the area they lie in; among these in the index's order.
 * @param {Entry[]} index
 * @param {string} text
 * @returns {Entry[]}
 */
export function findAreas(index, text) {
  const queries = spellingsOf(text).map(queryOf);
  /** @type {Entry[][]} */
  const byStrength = [[], [], [], [], []];
  for (const entry of index) {
    let strength = NOT_FOUND;
    for (const query of queries) strength = Math.min(strength, strengthOf(entry, query));
    if (strength !== NOT_FOUND) byStrength[strength].push(entry);
  }
  const [likeliest, ...others] = byStrength;
  return likeliest.concat(...others);
}

/**
 * Give a query's spellings: while it is being written, its last word may be St or begin with these letters.
 * @param {string} text
 */
function spellingsOf(text) {
  const folded = fold(text);
  if (!folded) return [];
  return /(^| )st$/i.test(text) ? [folded, folded.replace(/saint$/, 'st')] : [folded];
}

/** @param {string} text folded */
function queryOf(text) {
  return {text, code: text.toUpperCase(), start: ` ${text}`, words: text.split(' ').map((word) => ` ${word}`)};
}

/** @param {Entry} entry @param {ReturnType<typeof queryOf>} query */
function strengthOf(entry, {text, code, start, words}) {
  const {own, around} = entry;
  if (entry.code === code) return 0;
  if (own.startsWith(start)) return own.length === start.length ? 0 : 1;
  if (own.includes(start)) return 2;
  if (own.includes(text)) return 3;
  const isFound = words.every((word) => around.includes(word)) && words.some((word) => own.includes(word));
  return isFound ? 4 : NOT_FOUND;
}
