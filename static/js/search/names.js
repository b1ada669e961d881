/**
 * @typedef {{codes: string[], names: string[], within: (number | null)[] | null}} Columns
 * @typedef {{levels: Record<string, Columns>, postcodes: boolean}} SearchFile levels from the coarsest, and whether
 *   there are postcodes
 * @typedef {{level: string, code: string, name: string, within: string}} Place an area, and the name of the one that it
 *   lies in
 * @typedef {Place & {key: string, around: string}} Entry its folded name, and that with the folded name around it
 */

const LONGEST = 100; // characters of a query that are read

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
    const key = fold(names[row]);
    const around = ` ${key} ${aroundNames[place] ?? ''}`;
    return {level, code, name: names[row], within: above?.names[place] ?? '', key, around};
  });
  // An authority of both tiers has one code, and is one place.
  const once = entries.filter(({code}, row) => code !== above?.codes[within?.[row] ?? -1]);
  return once.sort((one, other) => (one.key < other.key ? -1 : Number(one.key > other.key)));
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
  const queries = spellingsOf(text).map((query) => ({
    query,
    code: query.toUpperCase(),
    words: query.split(' ').map((word) => ` ${word}`),
  }));
  /** @type {Entry[][]} */
  const byStrength = [[], [], [], [], []];
  for (const entry of index) {
    const strength = Math.min(...queries.map((query) => strengthOf(entry, query)));
    byStrength[strength]?.push(entry);
  }
  return byStrength.flat();
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

/** @param {Entry} entry @param {{query: string, code: string, words: string[]}} query */
function strengthOf(entry, {query, code, words}) {
  const {key, around} = entry;
  if (key === query || entry.code === code) return 0;
  if (key.startsWith(query)) return 1;
  if (key.includes(` ${query}`)) return 2;
  if (key.includes(query)) return 3;
  const isFound = words.every((word) => around.includes(word)) && words.some((word) => ` ${key}`.includes(word));
  return isFound ? 4 : Infinity;
}
