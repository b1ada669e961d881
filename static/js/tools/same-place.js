/** @typedef {[number, number, number, number]} Box west, south, east and north */

/**
 * Return the box around the authorities that a view shows, as they lie in another shape.
 * @param {Box} view
 * @param {Box[]} here where authorities lie in the shape that the view shows
 * @param {Box[]} there where the same authorities lie in the other
 * @returns {Box}
 */
export function sameAuthorities(view, here, there) {
  const [x, y] = middleOf(view);
  const away = here.map(middleOf).map(([east, north]) => Math.hypot(east - x, north - y));
  const nearest = away.indexOf(Math.min(...away));
  return there.filter((_, place) => place === nearest || isInside(middleOf(here[place]), view)).reduce(around);
}

/**
 * Return the middle of a box.
 * @param {Box} box
 * @returns {[number, number]} longitude and latitude
 */
export function middleOf([west, south, east, north]) {
  return [(west + east) / 2, (south + north) / 2];
}

/** @param {[number, number]} point @param {Box} box */
function isInside([x, y], [west, south, east, north]) {
  return west <= x && x <= east && south <= y && y <= north;
}

/** @param {Box} one @param {Box} other @returns {Box} */
function around([west, south, east, north], other) {
  return [Math.min(west, other[0]), Math.min(south, other[1]), Math.max(east, other[2]), Math.max(north, other[3])];
}
