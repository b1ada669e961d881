import {findAreas, makeIndex} from './names.js';
import {areasOf, isWhole, readPostcode, written} from './postcodes.js';

/**
 * @typedef {import('./names.js').Place} Place
 * @typedef {import('./names.js').Entry} Entry
 * @typedef {import('./postcodes.js').Postcode} Postcode
 * @typedef {import('./postcodes.js').District} District
 * @typedef {{places: Place[], sentence: string}} Answer the places to choose from, the likeliest first, and what to say
 * @typedef {(path: string) => Promise<any>} FetchJson gives one of the edition's files, null where there is none
 * @typedef {{index: Entry[], byCode: Map<string, Entry>, hasPostcodes: boolean}} Names
 */

const LISTED = 8;
const CHECK = 'Check it, or search by name.';

/** Answer what a reader types, on their device: of a postcode its outward half alone is asked of the server. */
export class Places {
  #fetchJson;

  /** @type {Promise<Names> | null} */
  #names = null;

  /** @type {Map<string, Promise<District | null>>} by outward code */
  #districts = new Map();

  /** @param {FetchJson} fetchJson */
  constructor(fetchJson) {
    this.#fetchJson = fetchJson;
  }

  /** Load the names ahead of what is typed. */
  load() {
    this.#names ??= this.#fetchJson('search.json').then((file) => {
      const index = makeIndex(file);
      return {index, byCode: new Map(index.map((entry) => [entry.code, entry])), hasPostcodes: file.postcodes};
    });
    this.#names.catch(() => (this.#names = null));
    return this.#names;
  }

  /**
   * Answer a text; rejects where what it needs did not load.
   * @param {string} text
   * @returns {Promise<Answer>}
   */
  async answer(text) {
    if (!text.trim()) return {places: [], sentence: ''};
    const names = await this.load();
    const readings = readPostcode(text);
    if (!readings.length) return answerName(findAreas(names.index, text));
    if (!names.hasPostcodes) return {places: [], sentence: 'Postcodes are not known here. Search by name.'};
    return this.#answerPostcode(names, readings);
  }

  /** @param {Names} names @param {Postcode[]} readings @returns {Promise<Answer>} */
  async #answerPostcode({byCode}, readings) {
    for (const postcode of readings) {
      const district = await this.#district(postcode.outward);
      const found = district ? areasOf(district, postcode.inward) : [];
      const places = found.map(({code}) => byCode.get(code)).filter((entry) => entry !== undefined);
      if (places.length) return {places, sentence: sayFound(postcode, places, found[0].inUse === 0)};
    }
    const [postcode] = readings;
    const sentence = isWhole(postcode)
      ? `The postcode ${written(postcode)} is not known here. ${CHECK}`
      : `No postcode known here begins with ${written(postcode)}. ${CHECK}`;
    return {places: [], sentence};
  }

  /** @param {string} outward */
  #district(outward) {
    const district = this.#districts.get(outward) ?? this.#fetchJson(`postcodes/${outward}.json`);
    this.#districts.set(outward, district);
    district.catch(() => this.#districts.delete(outward));
    return district;
  }
}

/** @param {Place[]} found @returns {Answer} */
function answerName(found) {
  const sentence = found.length
    ? `${found.length === 1 ? '1 area' : `${found.length} areas`} found${found.length > LISTED ? `, the first ${LISTED} listed` : ''}.`
    : 'No area has that name. Try a part of it, or its authority.';
  return {places: found.slice(0, LISTED), sentence};
}

/** @param {Postcode} postcode @param {Place[]} places the areas that have such postcodes @param {boolean} isRetired */
function sayFound(postcode, places, isRetired) {
  const [{name, within}] = places;
  if (!isWhole(postcode)) {
    const areas = places.length === 1 ? '1 area has' : `${places.length} areas have`;
    return `${areas} postcodes that begin with ${written(postcode)}.`;
  }
  return isRetired
    ? `${written(postcode)} is no longer in use. It was in ${name}, ${within}.`
    : `${written(postcode)} is in ${name}, ${within}.`;
}
