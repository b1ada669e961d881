import {zoomToFit} from './fit.js';
import {levelAt, levelsOf} from './held.js';
import {boxAround, project, WORLD_ZOOM} from './world.js';

/**
 * Give the view that the map will open with, moved by so many pixels, before there is a map.
 * @param {HTMLElement} container of the map
 * @param {import('../page/page.js').MapElement} element
 * @param {[number, number]} shift
 */
export function openingView({clientWidth: width, clientHeight: height}, {bounds, closest}, [across, down] = [0, 0]) {
  const box = boxAround(bounds.map(([latitude, longitude]) => project(longitude, latitude)));
  const zoom = zoomToFit({width, height}, box, closest);
  const scale = 2 ** (zoom - WORLD_ZOOM);
  // In whole pixels, as Leaflet has it.
  const west = Math.round((scale * (box.west + box.east)) / 2 - width / 2) + across;
  const north = Math.round((scale * (box.north + box.south)) / 2 - height / 2) + down;
  return {
    zoom,
    size: {x: width, y: height},
    corner: {x: west, y: north},
    box: {west: west / scale, north: north / scale, east: (west + width) / scale, south: (north + height) / scale},
    /** @param {number} x @param {number} y @returns {import('./world.js').Point} */
    pointAt: (x, y) => [(x + west) / scale, (y + north) / scale],
    /** @param {import('./world.js').Point} point */
    pixelAt: ([x, y]) => [Math.round(x * scale) - west, Math.round(y * scale) - north],
  };
}

/**
 * Give the level that the map opens with at a zoom.
 * @param {import('../page/page.js').MapElement} element
 * @param {number} zoom
 */
export function openingLevel(element, zoom) {
  return levelAt(levelsOf(element), ({from_zoom: from}) => from, zoom);
}
