import {readAreas} from '../map/areas.js';
import {contains, decodeArcs, shapes} from '../map/topology.js';
import {project} from '../map/world.js';
import {capitalizeFirst} from '../words/wording.js';

/**
 * @typedef {{level: string, code: string}} AreaKey
 * @typedef {AreaKey & {name: string, within: string}} Place the name of an area, and that of the one it lies in
 * @typedef {{latitude: number, longitude: number}} Position
 * @typedef {Position & {accuracy: number}} Reading within how many metres of it the reader is
 * @typedef {import('../page/page.js').LayerElement} LayerElement
 * @typedef {{area: Place | null, reading: Reading | null, sentence: string}} Located the area and where the reader is in
 *   it, and a sentence that says so or why neither is known
 */

const NOT_LOADED = 'The areas around you did not load. Check your connection and try again.';
const KILOMETRE = 1000;

/**
 * Find the area where the reader is, on their device; the browser asks them first.
 * @param {(position: Position) => Promise<Place | null>} areaAt rejects where what it needs did not load
 * @param {import('../words/vocabulary.js').Finder | null} finder
 * @param {Geolocation | undefined} [geolocation]
 * @returns {Promise<Located>}
 */
export async function locate(areaAt, finder, geolocation = navigator.geolocation) {
  const said = sentences(finder ? `search by name or ${finder.name}` : 'search by name');
  const nowhere = (/** @type {string} */ sentence) => ({area: null, reading: null, sentence});
  if (!geolocation) return nowhere(said.unsupported);
  let position;
  try {
    position = await positionOf(geolocation);
  } catch (error) {
    const {code} = /** @type {GeolocationPositionError} */ (error);
    return nowhere(said[/** @type {1 | 2 | 3} */ (code)]);
  }
  try {
    const reading = position.coords;
    const area = await areaAt(reading);
    return area ? {area, reading, sentence: sayWhere(area, reading)} : nowhere(said.outside);
  } catch {
    return nowhere(NOT_LOADED);
  }
}

/** @param {Place} area @param {Reading} reading */
function sayWhere({name, within}, reading) {
  const place = within && within !== name ? `${name}, ${within}` : name;
  return `The dot shows where you are${accuracyOf(reading)}: ${place}.`;
}

/**
 * Say how far off a place may be, in round figures; nothing where the device does not know.
 * @param {Reading} reading
 */
export function accuracyOf({accuracy}) {
  if (!(accuracy > 0)) return '';
  if (accuracy < KILOMETRE) return `, to about ${Math.max(10, rounded(accuracy))} metres`;
  const far = rounded(accuracy / KILOMETRE);
  return `, to about ${far} ${far === 1 ? 'kilometre' : 'kilometres'}`;
}

/** @param {number} number @returns {number} it with one digit */
function rounded(number) {
  return Number(number.toPrecision(1));
}

/** @param {string} search what the reader may do instead */
function sentences(search) {
  const instead = `${capitalizeFirst(search)} instead.`;
  return {
    outside: `You seem to be outside the areas of this map. ${instead}`,
    unsupported: `This browser cannot tell where you are. ${instead}`,
    1: `Your browser may not tell this page where you are. Allow it in its settings, or ${search}.`,
    2: `Your device could not find out where you are. ${instead}`,
    3: `It took too long to find out where you are. Try again, or ${search}.`,
  };
}

/** @param {Geolocation} geolocation @returns {Promise<GeolocationPosition>} */
function positionOf(geolocation) {
  const options = {timeout: 15_000, maximumAge: 300_000};
  return new Promise((resolve, reject) => geolocation.getCurrentPosition(resolve, reject, options));
}

/**
 * Find the smallest area at a position, loading the layers around it.
 * @param {LayerElement[]} layers
 * @param {(layer: LayerElement) => Promise<import('../map/areas.js').LayerFile>} load
 * @param {Position} position
 * @returns {Promise<Place | null>}
 */
export async function areaAt(layers, load, {latitude, longitude}) {
  const point = project(longitude, latitude);
  const around = layers.filter(({boxes}) => boxes?.some(([west, south, east, north]) =>
    west <= longitude && longitude <= east && south <= latitude && latitude <= north));
  for (const layer of around) {
    const file = await load(layer);
    const row = shapes(file, decodeArcs(file)).findIndex((polygons) => contains(polygons, point));
    if (row >= 0) return placeOf(file, row);
  }
  return null;
}

/** @param {import('../map/areas.js').LayerFile} file @param {number} row @returns {Place} */
function placeOf(file, row) {
  const {level, code, name, authority} = readAreas(file)[row];
  return {level, code, name, within: authority?.name ?? ''};
}
