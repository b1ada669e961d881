import {wordsOf} from '../words/vocabulary.js';
import {capitalizeFirst} from '../words/wording.js';
import {findAreas, makeIndex} from './names.js';
import {areasOf, isWhole, readPostcode, written} from './postcodes.js';
import {isTyped, keysOf, typed} from './table.js';

/**
 * @typedef {import('./names.js').Place} Place
 * @typedef {import('./names.js').Entry} Entry
 * @typedef {import('./postcodes.js').Postcode} Postcode
 * @typedef {import('./postcodes.js').District} District
 * @typedef {import('./table.js').Table} Table
 * @typedef {Pick<import('../words/vocabulary.js').Vocabulary, 'levels' | 'finest' | 'reportsBy' | 'finder'>} Vocabulary
 * @typedef {import('../words/vocabulary.js').Finder} Finder
 * @typedef {{places: Place[], sentence: string}} Answer the places to choose from, the likeliest first, and what to say
 * @typedef {(path: string) => Promise<any>} FetchJson gives one of the edition's files, null where there is none
 * @typedef {{index: Entry[], byCode: Map<string, Entry>, finest: string[], hasPostcodes: boolean}} Names finest: the codes
 *   of the finest level's areas, in their order
 */

const LISTED = 8;
const CHECK = 'Check it, or search by name.';

/**
 * Answer what a reader types, on their device: of a British postcode its outward half alone is asked of the server, of
 * anything else nothing.
 */
export class Places {
  #fetchJson;
  #vocabulary;

  /** @type {Promise<Names> | null} */
  #names = null;

  /** @type {Map<string, Promise<any>>} what was asked for, by its path */
  #files = new Map();

  /** @param {FetchJson} fetchJson @param {Vocabulary} vocabulary */
  constructor(fetchJson, vocabulary) {
    this.#fetchJson = fetchJson;
    this.#vocabulary = vocabulary;
  }

  /** Load the names ahead of what is typed. */
  load() {
    const {levels, finest} = this.#vocabulary;
    this.#names ??= this.#fetchJson('search.json').then((file) => {
      const index = makeIndex(file, levels);
      const byCode = new Map(index.map((entry) => [entry.code, entry]));
      return {index, byCode, finest: file.levels[finest].codes, hasPostcodes: file.postcodes};
    });
    this.#names.catch(() => (this.#names = null));
    return this.#names;
  }

  /**
   * Tell whether a text is asked of the server in part, so that it had better be whole.
   * @param {string} text
   */
  isAsked(text) {
    return this.#readings(text).length > 0;
  }

  /**
   * Answer a text; rejects where what it needs did not load.
   * @param {string} text
   * @returns {Promise<Answer>}
   */
  async answer(text) {
    if (!text.trim()) return {places: [], sentence: ''};
    const names = await this.load();
    const {finder} = this.#vocabulary;
    const readings = this.#readings(text);
    if (finder && readings.length) {
      return names.hasPostcodes ? this.#answerPostcode(names, readings, finder) : unknown(finder);
    }
    const found = findAreas(names.index, text);
    if (finder && !finder.isBritish && (isTyped(text, finder) || !found.length)) {
      const answer = await this.#answerTable(names, text, finder);
      if (answer) return answer;
    }
    return this.#answerName(found);
  }

  /** @param {string} text */
  #readings(text) {
    return this.#vocabulary.finder?.isBritish ? readPostcode(text) : [];
  }

  /** @param {Names} names @param {Postcode[]} readings @param {Finder} finder @returns {Promise<Answer>} */
  async #answerPostcode({byCode}, readings, finder) {
    for (const postcode of readings) {
      /** @type {District | null} */
      const district = await this.#file(`postcodes/${postcode.outward}.json`);
      const found = district ? areasOf(district, postcode.inward) : [];
      const places = placesOf(found.map(({code}) => code), byCode);
      if (!places.length) continue;
      const sentence = isWhole(postcode)
        ? sayWhole(written(postcode), places, found[0].inUse === 0)
        : sayBegun(written(postcode), places, finder);
      return {places, sentence};
    }
    const [postcode] = readings;
    return {places: [], sentence: sayNone(written(postcode), isWhole(postcode), finder)};
  }

  /** @param {Names} names @param {string} text @param {Finder} finder @returns {Promise<Answer | null>} */
  async #answerTable({byCode, finest}, text, finder) {
    /** @type {Table | null} */
    const table = await this.#file('finder.json');
    const isWholeText = isTyped(text, finder);
    if (!table) return isWholeText ? unknown(finder) : null;
    const keys = keysOf(table, text);
    const rows = [...new Set(keys.flatMap((key) => table[key]))];
    const places = placesOf(rows.map((row) => finest[row]), byCode);
    if (places.length) {
      const sentence = keys.length === 1 && isWholeText
        ? sayWhole(keys[0], places, false)
        : sayBegun(typed(text), places, finder);
      return {places: places.slice(0, LISTED), sentence};
    }
    return isWholeText ? {places: [], sentence: sayNone(typed(text), true, finder)} : null;
  }

  /** @param {Place[]} found @returns {Answer} */
  #answerName(found) {
    const {finest, reportsBy} = this.#vocabulary;
    const around = finest === reportsBy ? '' : `, or its ${wordsOf(this.#vocabulary, reportsBy)?.noun}`;
    const listed = found.length > LISTED ? `, the first ${LISTED} listed` : '';
    const sentence = found.length
      ? `${areas(found.length)} found${listed}.`
      : `No area has that name. Try a part of it${around}.`;
    return {places: found.slice(0, LISTED), sentence};
  }

  /** @param {string} path */
  #file(path) {
    const file = this.#files.get(path) ?? this.#fetchJson(path);
    this.#files.set(path, file);
    file.catch(() => this.#files.delete(path));
    return file;
  }
}

/** @param {string[]} codes @param {Map<string, Entry>} byCode */
function placesOf(codes, byCode) {
  return codes.map((code) => byCode.get(code)).filter((entry) => entry !== undefined);
}

/** @param {number} number */
function areas(number) {
  return number === 1 ? '1 area' : `${number} areas`;
}

/** @param {Finder} finder @returns {Answer} */
function unknown({names}) {
  return {places: [], sentence: `${capitalizeFirst(names)} are not known here. Search by name.`};
}

/** @param {string} text @param {boolean} isWholeText @param {Finder} finder */
function sayNone(text, isWholeText, {name}) {
  return isWholeText
    ? `The ${name} ${text} is not known here. ${CHECK}`
    : `No ${name} known here begins with ${text}. ${CHECK}`;
}

/** @param {string} text @param {Place[]} places @param {Finder} finder */
function sayBegun(text, places, {names}) {
  return `${areas(places.length)} ${places.length === 1 ? 'has' : 'have'} ${names} that begin with ${text}.`;
}

/** @param {string} text @param {Place[]} places where it lies, or the likeliest of these first @param {boolean} isRetired */
function sayWhole(text, places, isRetired) {
  const [{name, within}] = places;
  const where = within ? `${name}, ${within}` : name;
  return isRetired ? `${text} is no longer in use. It was in ${where}.` : `${text} is in ${where}.`;
}
