import {wordsOf} from '../words/vocabulary.js';
import {findAreas, makeIndex} from './names.js';
import {areasOf, isWhole, readPostcode, written} from './postcodes.js';
import {counted, sayBegun, sayNone, sayNotLoaded, sayUnknown, sayWhole, sayWithout, sayWrong} from './sentences.js';
import {isTyped, keysOf, typed} from './table.js';

/**
 * @typedef {import('./names.js').Place} Place
 * @typedef {import('./names.js').Entry} Entry
 * @typedef {import('./names.js').Index} Index
 * @typedef {import('./postcodes.js').Postcode} Postcode
 * @typedef {import('./postcodes.js').District} District
 * @typedef {import('./table.js').Table} Table
 * @typedef {Pick<import('../words/vocabulary.js').Vocabulary, 'levels' | 'finest' | 'reportsBy' | 'finder'>} Vocabulary
 * @typedef {import('../words/vocabulary.js').Finder} Finder
 * @typedef {{places: Place[], sentence: string}} Answer the places to choose from, the likeliest first, and what to say
 * @typedef {(path: string) => Promise<any>} FetchJson gives one of the edition's files, null where there is none
 * @typedef {{
 *   index: Index, byCode: Map<string, Entry>, finest: string[], hasPostcodes: boolean, letters: string[], stem: number,
 * }} Names finest: the codes of the finest level's areas, in their order; letters: what British postcodes begin with, any
 *   where there are none; stem: how many characters tell where others are
 */

const LISTED = 8;
const LATER = 300; // milliseconds after which words are made ready for slips: names can be found before
const LETTERS = /^[A-Z]+/;

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

  #hasTable = false;
  #offersSeveral;

  /**
   * @param {FetchJson} fetchJson
   * @param {Vocabulary} vocabulary
   * @param {boolean} [offersSeveral] whether a common name of several areas is a place, or else each of them
   */
  constructor(fetchJson, vocabulary, offersSeveral = true) {
    this.#fetchJson = fetchJson;
    this.#vocabulary = vocabulary;
    this.#offersSeveral = offersSeveral;
  }

  /** Load the names ahead of what is typed. */
  load() {
    const {levels, finest} = this.#vocabulary;
    this.#names ??= this.#fetchJson('search.json').then((file) => {
      const index = makeIndex(file, levels);
      setTimeout(index.words, LATER);
      const byCode = new Map(index.entries.map((entry) => [entry.code, entry]));
      const {postcodes: hasPostcodes, letters = [], stem = 0} = file;
      return {index, byCode, finest: file.levels[finest].codes, hasPostcodes, letters, stem};
    });
    this.#names.catch(() => (this.#names = null));
    return this.#names;
  }

  /**
   * Return whether a text is asked of the server in part, so that it had better be whole.
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
    if (finder && readings.length) return this.#answerPostcode(names, readings, finder);
    const found = this.#offered(findAreas(names.index, text));
    if (finder && !finder.isBritish && (isTyped(text, finder) || !found.length)) {
      const answer = await this.#answerTable(names, text, finder);
      if (answer) return answer;
    }
    return this.#answerName(found, finder && !finder.isBritish && this.#hasTable ? finder.name : '');
  }

  /** @param {Place[]} found */
  #offered(found) {
    return this.#offersSeveral ? found : [...new Set(found.flatMap((place) => place.areas ?? [place]))];
  }

  /** @param {string} text */
  #readings(text) {
    return this.#vocabulary.finder?.isBritish ? readPostcode(text) : [];
  }

  /** @param {Names} names @param {Postcode[]} readings @param {Finder} finder @returns {Promise<Answer>} */
  async #answerPostcode({byCode, hasPostcodes, letters}, readings, finder) {
    let isLoaded = false;
    for (const postcode of hasPostcodes ? readings : []) {
      /** @type {District | null} */
      const district = await this.#file(`postcodes/${postcode.outward}.json`);
      isLoaded ||= district !== null;
      const found = district ? areasOf(district, postcode.inward) : [];
      const places = placesOf(found.map(({code}) => code), byCode);
      if (!places.length) continue;
      const sentence = isWhole(postcode)
        ? sayWhole(written(postcode), places, found[0].inUse === 0)
        : sayBegun(written(postcode), places, finder);
      return {places, sentence};
    }
    const [postcode] = readings;
    const isOne = !letters.length || letters.includes(LETTERS.exec(postcode.outward)?.[0] ?? '');
    return {places: [], sentence: this.#sayNoPostcode(postcode, finder, {isLoaded, isOne, hasPostcodes})};
  }

  /**
   * Say why there is no area to a postcode.
   * @param {Postcode} postcode
   * @param {Finder} finder
   * @param {{isLoaded: boolean, isOne: boolean, hasPostcodes: boolean}} about whether others of its outward half are
   *   loaded, whether any begin with its letters, and whether any are loaded at all
   */
  #sayNoPostcode(postcode, finder, {isLoaded, isOne, hasPostcodes}) {
    const text = written(postcode);
    if (isOne && !isLoaded) return hasPostcodes ? sayNotLoaded(postcode.outward, finder) : sayUnknown(finder);
    if (!isWhole(postcode)) return sayNone(text, finder);
    return isLoaded ? sayWithout(text, finder, this.#finestNoun) : sayWrong(text, finder);
  }

  /** @param {Names} names @param {string} text @param {Finder} finder @returns {Promise<Answer | null>} */
  async #answerTable({byCode, finest, stem}, text, finder) {
    /** @type {Table | null} */
    const table = await this.#file('finder.json');
    const isWholeText = isTyped(text, finder);
    this.#hasTable = table !== null;
    if (!table) return isWholeText ? {places: [], sentence: sayUnknown(finder)} : null;
    const keys = keysOf(table, text);
    const rows = [...new Set(keys.flatMap((key) => table[key]))];
    const places = placesOf(rows.map((row) => finest[row]), byCode);
    if (places.length) {
      const sentence = keys.length === 1 && isWholeText
        ? sayWhole(keys[0], places, false)
        : sayBegun(typed(text), places, finder);
      return {places: places.slice(0, LISTED), sentence};
    }
    if (!isWholeText) return null;
    const start = typed(text).slice(0, stem);
    const isNear = !stem || Object.keys(table).some((key) => typed(key).startsWith(start));
    const sentence = isNear ? sayWithout(typed(text), finder, this.#finestNoun) : sayNotLoaded(start, finder);
    return {places: [], sentence};
  }

  /** @param {Place[]} found @param {string} orBy what else a table was asked for @returns {Answer} */
  #answerName(found, orBy) {
    const {finest, reportsBy} = this.#vocabulary;
    const around = finest === reportsBy ? '' : `, or its ${wordsOf(this.#vocabulary, reportsBy)?.noun}`;
    const listed = found.length > LISTED ? `, the first ${LISTED} listed` : '';
    const noun = found.some((place) => place.areas) ? 'place' : 'area';
    const sentence = found.length
      ? `${counted(found.length, noun)} found${listed}.`
      : `No area has that name${orBy && ` or ${orBy}`}. Try a part of it${around}.`;
    return {places: found.slice(0, LISTED), sentence};
  }

  get #finestNoun() {
    return wordsOf(this.#vocabulary, this.#vocabulary.finest)?.noun ?? '';
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
