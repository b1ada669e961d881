/**
 * @typedef {[number, number]} Point pixels of Web Mercator at WORLD_ZOOM: x eastward, y southward
 * @typedef {{west: number, north: number, east: number, south: number}} Box in such pixels
 */

// Shapes are projected once, to this zoom; the canvas scales them to any other.
export const WORLD_ZOOM = 8;
export const WORLD_SIZE = 256 * 2 ** WORLD_ZOOM;

/**
 * Project a place.
 * @param {number} longitude
 * @param {number} latitude
 * @returns {Point}
 */
export function project(longitude, latitude) {
  const sine = Math.sin((latitude * Math.PI) / 180);
  return [(longitude / 360 + 0.5) * WORLD_SIZE, (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * WORLD_SIZE];
}

/**
 * Return the box around points.
 * @param {Point[]} points
 * @returns {Box}
 */
export function boxAround(points) {
  // In variables and by index: this runs once, before the browser has compiled it.
  let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < points.length; at += 1) {
    const x = points[at][0];
    const y = points[at][1];
    if (x < west) west = x;
    if (x > east) east = x;
    if (y < north) north = y;
    if (y > south) south = y;
  }
  return {west, north, east, south};
}

/**
 * Return whether a point lies in a box.
 * @param {Box} box
 * @param {Point} point
 */
export function isInBox({west, north, east, south}, [x, y]) {
  return x >= west && x <= east && y >= north && y <= south;
}

/**
 * Return whether two boxes have a point in common.
 * @param {Box} one
 * @param {Box} other
 */
export function overlap(one, other) {
  const isBeside = one.east < other.west || other.east < one.west;
  return !isBeside && one.north <= other.south && other.north <= one.south;
}
