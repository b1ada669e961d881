import {WORLD_ZOOM} from './world.js';

const MARGIN = 12; // pixels between what is shown whole and the map's sides; map.css has the same

/**
 * Return the zoom, not rounded, at which a map just holds a box of the world with a margin.
 * @param {{width: number, height: number}} size of the map
 * @param {import('./world.js').Box} box
 * @param {number} closest the zoom that the map goes no closer than
 */
export function zoomToFit({width, height}, {west, north, east, south}, closest) {
  const scale = Math.min((width - 2 * MARGIN) / (east - west), (height - 2 * MARGIN) / (south - north));
  return Math.min(closest, WORLD_ZOOM + Math.log2(Math.max(scale, 2 ** -WORLD_ZOOM)));
}
