import {zoomToFit} from './fit.js';
import {LatLngBounds, LeafletMap} from './leaflet.js';
import {WORLD_ZOOM} from './world.js';

/**
 * @typedef {import('leaflet').Map} Map
 * @typedef {import('leaflet').LatLngBounds} Bounds
 * @typedef {import('./world.js').Point} Point
 * @typedef {{latitude: number, longitude: number, zoom: number}} View where the map is
 */

/** @type {WeakSet<Map>} those that are being fitted: nobody moves them */
const fitting = new WeakSet();

/**
 * Return whether a map moves to show all of it as it opens.
 * @param {Map} map
 */
export function isFitting(map) {
  return fitting.has(map);
}

/**
 * Make a map that shows the bounds whole, or opens at a view, and cannot stray far from where it reaches.
 * @param {HTMLElement} container with a size
 * @param {{
 *   bounds: import('../page/page.js').Corners, reach: import('../page/page.js').Corners, closest: number,
 *   view: View | null,
 * }} places closest is the zoom that the map goes no closer than
 */
export function makeMap(container, {bounds: corners, reach, closest, view}) {
  const bounds = new LatLngBounds(corners);
  const furthest = new LatLngBounds(reach);
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const map = new LeafletMap(container, {
    trackResize: false, // keepSize does more
    zoomSnap: 0.25,
    maxZoom: closest,
    maxBounds: furthest.pad(0.6),
    zoomAnimation: !isStill,
    fadeAnimation: !isStill,
    inertia: !isStill,
  });
  container.tabIndex = 0;
  if (isStill) stopPanning(map);
  showWhole(map, bounds);
  map.setMinZoom(Math.min(map.getZoom(), zoomOf(map, furthest)));
  if (view) show(map, view);
  let isMoved = view !== null;
  // A finger that scrolls the page past the map is never lifted, for us: it is cancelled.
  for (const move of ['mousedown', 'pointerup', 'wheel', 'keydown']) container.addEventListener(move, () => (isMoved = true));
  map.on('moveend', () => (isMoved ||= !isFitting(map)));
  new ResizeObserver(() => keepSize(map, bounds, furthest, isMoved)).observe(container);
  return map;
}

/**
 * Show the bounds whole, as large as they can be: the placeholder in the page lies under them.
 * @param {Map} map
 * @param {Bounds} bounds
 */
export function showWhole(map, bounds) {
  fit(map, () => show(map, viewOver(map, bounds)));
}

/**
 * Return the view that just holds the bounds.
 * @param {Map} map
 * @param {Bounds} bounds
 * @returns {View}
 */
export function viewOver(map, bounds) {
  const corners = [bounds.getSouthWest(), bounds.getNorthEast()].map((corner) => map.project(corner, WORLD_ZOOM));
  const {lat, lng} = map.unproject(corners[0].add(corners[1]).divideBy(2), WORLD_ZOOM);
  return {latitude: lat, longitude: lng, zoom: zoomOf(map, bounds)};
}

/**
 * Show a view just so, its zoom not rounded.
 * @param {Map} map
 * @param {View} view
 */
export function show(map, {latitude, longitude, zoom}) {
  const {zoomSnap} = map.options;
  map.options.zoomSnap = 0;
  map.setView([latitude, longitude], zoom, {animate: false});
  map.options.zoomSnap = zoomSnap;
}

/**
 * Return the zoom, not rounded, at which the view just holds the bounds with a margin.
 * @param {Map} map
 * @param {Bounds} bounds
 */
function zoomOf(map, bounds) {
  const [west, south] = pointAt(map, bounds.getSouthWest());
  const [east, north] = pointAt(map, bounds.getNorthEast());
  const {x: width, y: height} = map.getSize();
  return zoomToFit({width, height}, {west, north, east, south}, map.getMaxZoom());
}

/**
 * Return the part of the world that the map shows.
 * @param {Map} map
 * @returns {import('./world.js').Box}
 */
export function boxInView(map) {
  const {min, max} = map.getPixelBounds();
  const scale = map.getZoomScale(map.getZoom(), WORLD_ZOOM);
  if (!min || !max) return {west: 0, north: 0, east: 0, south: 0};
  return {west: min.x / scale, north: min.y / scale, east: max.x / scale, south: max.y / scale};
}

/**
 * Return the part of the world that the map would show in a view.
 * @param {Map} map
 * @param {View} view
 * @returns {import('./world.js').Box}
 */
export function boxAt(map, {latitude, longitude, zoom}) {
  const {x, y} = map.project([latitude, longitude], WORLD_ZOOM);
  const half = map.getSize().divideBy(2 * map.getZoomScale(zoom, WORLD_ZOOM));
  return {west: x - half.x, north: y - half.y, east: x + half.x, south: y + half.y};
}

/**
 * Return the point of the world at a place.
 * @param {Map} map
 * @param {import('leaflet').LatLng} place
 * @returns {Point}
 */
export function pointAt(map, place) {
  const {x, y} = map.project(place, WORLD_ZOOM);
  return [x, y];
}

/**
 * Return the place of a point of the world.
 * @param {Map} map
 * @param {Point} point
 */
export function placeOf(map, point) {
  return map.unproject(point, WORLD_ZOOM);
}

/**
 * Return where a point of the world lies on the map's layers, in pixels.
 * @param {Map} map
 * @param {Point} point
 */
export function layerPoint(map, point) {
  return map.latLngToLayerPoint(placeOf(map, point));
}

/**
 * Fit the map to its new size: anew while the reader has not moved it, else without moving what they look at.
 * @param {Map} map
 * @param {Bounds} bounds
 * @param {Bounds} furthest
 * @param {boolean} isMoved
 */
function keepSize(map, bounds, furthest, isMoved) {
  const size = map.getSize();
  fit(map, () => map.invalidateSize({animate: false, pan: false}));
  if (size.equals(map.getSize())) return;
  map.setMinZoom(0); // Leaflet would zoom in to a closer one of its own accord, rounded, and after us.
  if (!isMoved) showWhole(map, bounds);
  map.setMinZoom(Math.min(map.getZoom(), zoomOf(map, furthest)));
}

/** @param {Map} map @param {() => void} move */
function fit(map, move) {
  fitting.add(map);
  move();
  fitting.delete(map);
}

/** @param {Map} map */
function stopPanning(map) {
  // Keys and popups pan without asking.
  const {panBy} = map;
  map.panBy = (offset, options) => panBy.call(map, offset, {...options, animate: false});
}
