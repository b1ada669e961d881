import {inlinedLayer} from '../page/page.js';
import {authorityCode, narrow, readAreas} from './areas.js';
import {outlinesOf} from './outlines.js';

/** @typedef {{areas: import('./areas.js').Area[], outlines: import('./outlines.js').Outlines}} Decoded */

/** @type {Map<string, Decoded>} */
const decoded = new Map();

/**
 * Decode what the page holds of a map, all that does not draw: it is there when the map wants it.
 * @param {import('../page/page.js').Elements} elements
 */
export function decodeHeld({element, layers}) {
  const authorities = element.authorities ?? null;
  for (const {level} of levelsOf(element)) {
    for (const {name} of layersOf(layers, level)) heldLayer(name, authorities);
  }
}

/**
 * Return a layer that the page holds, decoded once; null where it does not hold it.
 * @param {string} name
 * @param {string[] | null} authorities the only authorities to keep, null meaning all
 * @returns {Decoded | null}
 */
export function heldLayer(name, authorities) {
  const key = `${name} ${authorities ?? ''}`;
  const known = decoded.get(key);
  if (known) return known;
  const file = inlinedLayer(name);
  if (!file) return null;
  const layer = decodeLayer(file, authorities);
  decoded.set(key, layer);
  return layer;
}

/**
 * Decode a layer file.
 * @param {import('./areas.js').LayerFile} whole
 * @param {string[] | null} authorities the only authorities to keep, null meaning all
 * @returns {Decoded}
 */
export function decodeLayer(whole, authorities) {
  const file = authorities ? narrow(whole, authorities) : whole;
  const areas = readAreas(file);
  const codesOfAuthorities = new Map(areas.map((area) => [area.code, authorityCode(area)]));
  const outlines = outlinesOf(file, (_, codes) =>
    codes.length === 1 || new Set(codes.map((code) => codesOfAuthorities.get(code))).size > 1);
  return {areas, outlines};
}

/**
 * List a map's levels, or the only one to draw.
 * @param {import('../page/page.js').MapElement} element
 */
export function levelsOf({levels, locked = null}) {
  return levels.filter(({level}) => !locked || level === locked);
}

/**
 * List a level's layers.
 * @param {import('../page/page.js').LayerElement[]} layers
 * @param {string} level
 */
export function layersOf(layers, level) {
  return layers.filter((layer) => layer.level === level);
}

/**
 * Return the level that is drawn at a zoom.
 * @template L
 * @param {L[]} levels from the coarsest
 * @param {(level: L) => number} fromZoom
 * @param {number} zoom
 */
export function levelAt(levels, fromZoom, zoom) {
  return levels.filter((level) => fromZoom(level) <= zoom).pop() ?? levels[0];
}
