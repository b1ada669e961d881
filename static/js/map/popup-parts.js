import {areaAddress, readVocabulary} from '../page/page.js';
import {inLanguage} from '../words/vocabulary.js';
import {countSentence, figureSentence} from '../words/wording.js';
import {GAP} from './beside.js';

/**
 * @typedef {import('./areas.js').Area} Area
 * @typedef {import('./world.js').Point} Point
 * @typedef {import('./topology.js').Polygon} Polygon
 */

const WIDEST = 256;
const MARGIN = 10;
const GUTTER = 66; // at the left, where the zoom buttons lie over the map
const NARROW = 480; // a map's width below which the buttons make way for a popup; leaflet.css has the same
const CORNER = 14; // pixels of the popup's sides that its tip keeps from

/**
 * Return the part of a map in which its popup is to be.
 * @param {number} width of the map
 * @param {number} height
 */
export function roomFor(width, height) {
  return {left: width < NARROW ? MARGIN : GUTTER, top: MARGIN, right: width - MARGIN, bottom: height - MARGIN};
}

/**
 * Return how large a popup's content may be.
 * @param {number} width of the map
 * @param {number} height
 */
export function largestIn(width, height) {
  return {maxWidth: Math.min(WIDEST, width - 2 * (MARGIN + GAP)), maxHeight: height - 2 * (MARGIN + GAP)};
}

/**
 * Lay a popup out round its tip, which its position is.
 * @param {HTMLElement} popup
 * @param {import('./beside.js').Stand} stand
 * @param {{width: number, height: number}} size of the popup
 */
export function layRoundTip(popup, {side, left, top, tip}, {width, height}) {
  const [across, down] = [left - tip[0], top - tip[1]].map(Math.round);
  Object.assign(popup.style, {left: `${across}px`, top: `${down}px`, bottom: 'auto'});
  popup.dataset.side = side ?? '';
  const isBeside = side === 'left' || side === 'right';
  const along = Math.max(CORNER, Math.min(isBeside ? -down : -across, (isBeside ? height : width) - CORNER));
  popup.style.setProperty('--tip', `${along}px`);
}

/**
 * Return the points at which an area reaches furthest on each side.
 * @param {Polygon[]} polygons
 * @returns {Record<import('./beside.js').Side, Point>}
 */
export function tipsOf(polygons) {
  const points = polygons.flat(2);
  const furthest = (/** @type {0 | 1} */ axis, /** @type {1 | -1} */ way) => {
    const most = points.reduce((sofar, point) => (way * (point[axis] - sofar) > 0 ? point[axis] : sofar), -way * Infinity);
    const ends = points.filter((point) => point[axis] === most); // of a straight side, whose middle it is
    const mean = (/** @type {0 | 1} */ of) => ends.reduce((sum, point) => sum + point[of], 0) / ends.length;
    return /** @type {Point} */ ([mean(0), mean(1)]);
  };
  return {right: furthest(0, 1), left: furthest(0, -1), top: furthest(1, -1), bottom: furthest(1, 1)};
}

/**
 * Write what a popup says of an area.
 * @param {Area} area
 */
export function contentOf(area) {
  const content = document.createElement('div');
  content.append(nameElement('p', 'area-name', area.name));
  content.append(textElement('p', 'area-count', countSentence(area, readVocabulary())));
  if (document.getElementById('area-panel')) return content; // The rest is there.
  const legend = /** @type {HTMLElement | null} */ (document.querySelector('[data-legend]:not([hidden])'));
  const figure = figureSentence(area, legend?.dataset.legend?.split(':')[0] ?? '', readVocabulary());
  if (figure) content.append(textElement('p', 'area-fact', figure));
  content.append(linkTo(area));
  return content;
}

/** @param {Area} area */
function linkTo(area) {
  const link = /** @type {HTMLAnchorElement} */ (textElement('a', 'area-link', 'More about '));
  link.append(nameElement('span', '', area.name));
  link.href = areaAddress(area, area.cases === 'not published' ? null : area.weekEnd);
  return Object.assign(link, {target: '_blank', rel: 'noopener'});
}

/** @param {string} tag @param {string} className @param {string} name */
function nameElement(tag, className, name) {
  return inLanguage(textElement(tag, className, name), readVocabulary().language);
}

/** @param {string} tag @param {string} className @param {string} text */
function textElement(tag, className, text) {
  return Object.assign(document.createElement(tag), {className, textContent: text});
}
