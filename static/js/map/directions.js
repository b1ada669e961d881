/** @typedef {import('./world.js').Point} Point */

/** @type {Record<string, Point>} the way of each arrow key: x eastward, y southward */
export const WAYS = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};

/**
 * Find which of the points comes next, going one way: near, and straight ahead rather than aside.
 * @param {Point} from
 * @param {Point} way
 * @param {Point[]} points
 * @returns {number} its place among the points, -1 where none lies that way
 */
export function nextOf([fromX, fromY], [wayX, wayY], points) {
  let best = -1;
  let least = Infinity;
  points.forEach(([x, y], place) => {
    const [dx, dy] = [x - fromX, y - fromY];
    const ahead = dx * wayX + dy * wayY;
    // The width of the circle that runs through both points and lies straight ahead of the first.
    const width = (dx * dx + dy * dy) / ahead;
    if (ahead <= 0 || width >= least) return;
    best = place;
    least = width;
  });
  return best;
}
