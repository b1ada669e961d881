import {contains, decodeArcs, shapes} from '../map/topology.js';
import {project} from '../map/world.js';
import {capitalizeFirst} from '../words/wording.js';

/**
 * @typedef {{level: string, code: string}} AreaKey
 * @typedef {{latitude: number, longitude: number}} Position
 * @typedef {import('../page/page.js').LayerElement} LayerElement
 * @typedef {{area: AreaKey | null, sentence: string}} Located the area, or else a sentence that says why there is none
 */

const NOT_LOADED = 'The areas around you did not load. Check your connection and try again.';


/**
 * Find the area where the reader is, on their device; the browser asks them first.
 * @param {(position: Position) => Promise<AreaKey | null>} areaAt rejects where what it needs did not load
 * @param {import('../words/vocabulary.js').Finder | null} finder
 * @param {Geolocation | undefined} [geolocation]
 * @returns {Promise<Located>}
 */
export async function locate(areaAt, finder, geolocation = navigator.geolocation) {
  const said = sentences(finder ? `search by name or ${finder.name}` : 'search by name');
  if (!geolocation) return {area: null, sentence: said.unsupported};
  let position;
  try {
    position = await positionOf(geolocation);
  } catch (error) {
    const {code} = /** @type {GeolocationPositionError} */ (error);
    return {area: null, sentence: said[/** @type {1 | 2 | 3} */ (code)]};
  }
  try {
    const area = await areaAt(position.coords);
    return {area, sentence: area ? '' : said.outside};
  } catch {
    return {area: null, sentence: NOT_LOADED};
  }
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
 * @returns {Promise<AreaKey | null>}
 */
export async function areaAt(layers, load, {latitude, longitude}) {
  const point = project(longitude, latitude);
  const around = layers.filter(({boxes}) => boxes?.some(([west, south, east, north]) =>
    west <= longitude && longitude <= east && south <= latitude && latitude <= north));
  for (const layer of around) {
    const file = await load(layer);
    const row = shapes(file, decodeArcs(file)).findIndex((polygons) => contains(polygons, point));
    if (row >= 0) return {level: layer.level, code: file.objects.areas.geometries[row].id};
  }
  return null;
}
