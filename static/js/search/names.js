/**
 * @typedef {{
 *   codes: string[], names: string[], other_names?: string[] | null, within: (number | null)[] | null,
 * }} Columns of a level; within are places in the order of its parent's areas
 * @typedef {{levels: Record<string, Columns>, postcodes: boolean}} SearchFile by level, and whether there are postcodes
 * @typedef {{level: string, code: string, name: string, otherName: string, within: string}} Place an area, its name in a
 *   second language, and the name of the area that it lies in
 * @typedef {Place & {key: string, own: string[], around: string}} Entry its folded code, its folded names each after a
 *   space, and these with the folded names of the area around it
 * @typedef {{slug: string, parent: string | null}} Level
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
 * @param {Level[]} order the levels from the coarsest
 * @returns {Entry[]}
 */
export function makeIndex({levels}, order) {
  return order.flatMap(({slug, parent}) => entriesOf(slug, levels[slug], parent === null ? null : levels[parent]));
}

/** @param {string} level @param {Columns} columns @param {Columns | null} above @returns {Entry[]} */
function entriesOf(level, columns, above) {
  const {codes, names, other_names: otherNames, within} = columns;
  const foldedAround = above ? foldedNames(above) : [];
  const entries = foldedNames(columns).map((own, row) => {
    const place = within?.[row] ?? -1;
    const around = [...own, ...(foldedAround[place] ?? [])].join('');
    const [code, name, otherName] = [codes[row], names[row], otherNames?.[row] ?? ''];
    return {level, code, name, otherName, within: above?.names[place] ?? '', key: fold(code), own, around};
  });
  // An area of two levels has one code and one name, and is one place.
  const once = entries.filter(({code, name, within: around}, row) =>
    code !== above?.codes[within?.[row] ?? -1] || name !== around);
  return once.sort(({own: [one]}, {own: [other]}) => (one < other ? -1 : Number(one > other)));
}

/** @param {Columns} columns @returns {string[][]} each area's names, folded, after a space */
function foldedNames({names, other_names: otherNames}) {
  return names.map((name, row) => [name, otherNames?.[row] ?? ''].filter(Boolean).map((each) => ` ${fold(each)}`));
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
  return {text, start: ` ${text}`, words: text.split(' ').map((word) => ` ${word}`)};
}

/** @param {Entry} entry @param {ReturnType<typeof queryOf>} query */
function strengthOf({key, own, around}, {text, start, words}) {
  if (key === text) return 0;
  let strength = NOT_FOUND;
  for (const name of own) strength = Math.min(strength, nameStrength(name, text, start));
  if (strength !== NOT_FOUND) return strength;
  const isFound = words.every((word) => around.includes(word)) &&
    words.some((word) => own.some((name) => name.includes(word)));
  return isFound ? 4 : NOT_FOUND;
}

/** @param {string} name folded @param {string} text @param {string} start */
function nameStrength(name, text, start) {
  if (name.startsWith(start)) return name.length === start.length ? 0 : 1;
  if (name.includes(start)) return 2;
  return name.includes(text) ? 3 : NOT_FOUND;
}
