import {LatLngBounds, LeafletMap} from './leaflet.js';

/**
 * @typedef {import('leaflet').Map} Map
 * @typedef {import('leaflet').LatLngBounds} Bounds
 */

const CLOSEST = 13;
const MARGIN = 12;

/**
 * Make a map that shows the bounds whole and cannot stray far from them.
 * @param {HTMLElement} container with a size
 * @param {import('./page.js').Corners} corners
 */
export function makeMap(container, corners) {
  const bounds = new LatLngBounds(corners);
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const map = new LeafletMap(container, {
    zoomSnap: 0.25,
    maxZoom: CLOSEST,
    maxBounds: bounds.pad(0.6),
    zoomAnimation: !isStill,
    fadeAnimation: !isStill,
    inertia: !isStill,
  });
  if (isStill) stopPanning(map);
  map.fitBounds(bounds, {padding: [MARGIN, MARGIN], animate: false});
  map.setMinZoom(map.getZoom());
  new ResizeObserver(() => keepSize(map, bounds)).observe(container);
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

/** @param {Map} map @param {Bounds} bounds */
function keepSize(map, bounds) {
  map.invalidateSize({animate: false, pan: false});
  const {minZoom = 0} = map.options;
  map.options.minZoom = 0; // It would be the least that getBoundsZoom answers.
  map.setMinZoom(Math.min(minZoom, map.getBoundsZoom(bounds)));
}

/** @param {Map} map */
function stopPanning(map) {
  // Keys and popups pan without asking.
  const {panBy} = map;
  map.panBy = (offset, options) => panBy.call(map, offset, {...options, animate: false});
}
