import {misspelt, Words} from './misspelt.js';

/**
 * @typedef {{
 *   codes: string[], names: string[], other_names?: string[] | null, within: (number | null)[] | null,
 * }} Columns of a level; within are places in the order of its parent's areas
 * @typedef {[number, number, number, number]} Box west, south, east and north
 * @typedef {{name: string, areas: [string, string][], boxes: Record<string, Box>}} CommonName what people call the areas
 *   of these levels and codes, and where these lie, by the shape they are drawn in
 * @typedef {{levels: Record<string, Columns>, postcodes: boolean, common_names?: CommonName[], letters?: string[],
 *   stem?: number}} SearchFile names by level, whether there are postcodes, and what tells others from wrong ones
 * @typedef {{level: string, code: string, name: string, otherName: string, within: string}} Area its name in a second
 *   language, and the name of the area that it lies in
 * @typedef {Area & {areas?: Area[], boxes?: Record<string, Box>}} Place an area; or several that have a common name, of
 *   no level and code
 * @typedef {Place & {key: string, own: string[], around: string}} Entry its folded code, its folded names each after a
 *   space, and these with the folded names of the area around it
 * @typedef {{entries: Entry[], words: () => Words}} Index their words are taken once they are asked for
 * @typedef {{slug: string, parent: string | null}} Level
 */

const LONGEST = 100; // characters of a query that are read
const NOT_FOUND = 5;
const INSIDE = 3;

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
 * Make ready to find areas: common names of several, then every area once, the coarser first, each level's by name.
 * @param {Pick<SearchFile, 'levels' | 'common_names'>} file
 * @param {Level[]} order the levels from the coarsest
 * @returns {Index}
 */
export function makeIndex({levels, common_names: common = []}, order) {
  /** @type {Map<string, string[]>} */
  const also = new Map();
  for (const {name, areas: [[level, code], ...others]} of common) {
    const key = `${level} ${code}`;
    if (!others.length) also.set(key, [...also.get(key) ?? [], name]);
  }
  const areas = order.flatMap(({slug, parent}) => entriesOf(slug, levels, parent, also));
  const known = new Map(areas.map((entry) => [`${entry.level} ${entry.code}`, entry]));
  const several = common.filter((each) => each.areas.length > 1).map((each) => entryOfSeveral(each, known));
  const entries = [...several, ...areas];
  /** @type {Words | null} */
  let words = null;
  return {entries, words: () => (words ??= new Words(entries))};
}

/** @param {CommonName} common @param {Map<string, Entry>} known @returns {Entry} */
function entryOfSeveral({name, areas, boxes}, known) {
  const own = ` ${fold(name)}`;
  const its = areas.map(([level, code]) => known.get(`${level} ${code}`)).filter((area) => area !== undefined);
  return {level: '', code: '', name, otherName: '', within: '', areas: its, boxes, key: '', own: [own], around: own};
}

/**
 * @param {string} level @param {Record<string, Columns>} levels @param {string | null} parent
 * @param {Map<string, string[]>} also common names by level and code
 * @returns {Entry[]}
 */
function entriesOf(level, levels, parent, also) {
  const {codes, names, other_names: otherNames, within} = levels[level];
  const above = parent === null ? null : levels[parent];
  const foldedAround = parent === null ? [] : foldedNames(parent, levels[parent], also);
  const entries = foldedNames(level, levels[level], also).map((own, row) => {
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

/**
 * @param {string} level @param {Columns} columns @param {Map<string, string[]>} also
 * @returns {string[][]} each area's names, folded, after a space
 */
function foldedNames(level, {codes, names, other_names: otherNames}, also) {
  return names.map((name, row) => {
    const its = [name, otherNames?.[row] ?? '', ...also.get(`${level} ${codes[row]}`) ?? []];
    return its.filter(Boolean).map((each) => ` ${fold(each)}`);
  });
}

/**
 * Return the places that a text names, the likeliest first.
 *
 * First those of that very name (or code), then those whose name begins with it, has a word that does, or has it inside,
 * then those that have the words in their name and in the name of the area they lie in; among these in the index's order.
 * Where there are none but those that have it inside, those come before them whose name is the text but for slips.
 * @param {Index} index
 * @param {string} text
 * @returns {Entry[]}
 */
export function findAreas({entries, words}, text) {
  const spellings = spellingsOf(text);
  const queries = spellings.map(queryOf);
  /** @type {Entry[][]} */
  const byStrength = [[], [], [], [], []];
  for (const entry of entries) {
    let strength = NOT_FOUND;
    for (const query of queries) strength = Math.min(strength, strengthOf(entry, query));
    if (strength !== NOT_FOUND) byStrength[strength].push(entry);
  }
  const found = byStrength.flat();
  return found.length > byStrength[INSIDE].length ? found : [...new Set([...misspelt(words(), spellings), ...found])];
}

/**
 * Return a query's spellings: while it is being written, its last word may be St or begin with these letters. A "the" before
 * it need not be in the name.
 * @param {string} text
 */
function spellingsOf(text) {
  const folded = fold(text);
  if (!folded) return [];
  const spellings = /(^| )st$/i.test(text) ? [folded, folded.replace(/saint$/, 'st')] : [folded];
  return folded.startsWith('the ') ? [...spellings, folded.slice(4)] : spellings;
}

/** @param {string} text folded */
function queryOf(text) {
  return {text, start: ` ${text}`, words: text.split(' ').map((word) => ` ${word}`)};
}

/** @param {Entry} entry @param {ReturnType<typeof queryOf>} query */
function strengthOf({key, own, around}, {text, start, words}) {
  if (key === text) return 0;
  let strength = NOT_FOUND;
  for (const name of own) if (name.includes(text)) strength = Math.min(strength, nameStrength(name, start));
  if (strength !== NOT_FOUND || words.length === 1) return strength;
  const isFound = words.every((word) => around.includes(word)) &&
    words.some((word) => own.some((name) => name.includes(word)));
  return isFound ? 4 : NOT_FOUND;
}

/** @param {string} name folded, with the text in it @param {string} start */
function nameStrength(name, start) {
  if (name.startsWith(start)) return name.length === start.length ? 0 : 1;
  return name.includes(start) ? 2 : INSIDE;
}
