import {LatLngBounds, LeafletMap} from './leaflet.js';

/**
 * @typedef {import('leaflet').Map} Map
 * @typedef {import('leaflet').LatLngBounds} Bounds
 */

const CLOSEST = 13;
const MARGIN = 12;

/**
 * Make a map that shows the bounds whole and cannot stray far from where it reaches.
 * @param {HTMLElement} container with a size
 * @param {import('./page.js').Corners} corners
 * @param {import('./page.js').Corners} reach
 */
export function makeMap(container, corners, reach) {
  const bounds = new LatLngBounds(corners);
  const furthest = new LatLngBounds(reach);
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const map = new LeafletMap(container, {
    zoomSnap: 0.25,
    maxZoom: CLOSEST,
    maxBounds: furthest.pad(0.6),
    zoomAnimation: !isStill,
    fadeAnimation: !isStill,
    inertia: !isStill,
  });
  if (isStill) stopPanning(map);
  map.fitBounds(bounds, {padding: [MARGIN, MARGIN], animate: false});
  map.setMinZoom(Math.min(map.getZoom(), map.getBoundsZoom(furthest)));
  let isMoved = false;
  for (const move of ['pointerdown', 'wheel', 'keydown']) container.addEventListener(move, () => (isMoved = true));
  new ResizeObserver(() => keepSize(map, bounds, furthest, isMoved)).observe(container);
  return map;
}

/**
 * Call back once an element has a size: a frame that is not shown yet has none.
 * @param {HTMLElement} element
 * @param {() => void} callback
 */
export function whenSized(element, callback) {
  if (element.clientWidth && element.clientHeight) return callback();
  const observer = new ResizeObserver(() => {
    if (!element.clientWidth || !element.clientHeight) return;
    observer.disconnect();
    callback();
  });
  observer.observe(element);
}

/**
 * Fit the map to its new size: anew while the reader has not moved it, else without moving what they look at.
 * @param {Map} map
 * @param {Bounds} bounds
 * @param {Bounds} furthest
 * @param {boolean} isMoved
 */
function keepSize(map, bounds, furthest, isMoved) {
  map.invalidateSize({animate: false, pan: false});
  map.options.minZoom = 0; // It would be the least that getBoundsZoom answers.
  map.setMinZoom(Math.min(isMoved ? map.getZoom() : Infinity, map.getBoundsZoom(furthest)));
  if (!isMoved) map.fitBounds(bounds, {padding: [MARGIN, MARGIN], animate: false});
}

/** @param {Map} map */
function stopPanning(map) {
  // Keys and popups pan without asking.
  const {panBy} = map;
  map.panBy = (offset, options) => panBy.call(map, offset, {...options, animate: false});
}
