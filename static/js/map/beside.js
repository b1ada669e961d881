/**
 * @typedef {{left: number, top: number, right: number, bottom: number}} Edges in pixels of the map
 * @typedef {'right' | 'left' | 'top' | 'bottom'} Side
 * @typedef {{side: Side | null, left: number, top: number, tip: [number, number], shift: [number, number]}} Stand where
 *   something stands beside an area: its left and top corner and where its tip is once the map has been moved by `shift`;
 *   no side where it cannot stand beside the area
 * @typedef {Record<Side, [number, number]>} Tips where the area reaches furthest on each side
 */

export const GAP = 10; // pixels between the area and what stands beside it: its tip is there
const FURTHEST = 0.4; // share of the room by which the map is moved at most

/**
 * Find where something stands beside an area: on the first side that has room, or else on that for which the map has to
 * be moved least; over a corner of an area that fills the room.
 * @param {Tips} tips
 * @param {{width: number, height: number}} size of what stands there
 * @param {Edges} room in which it is to be
 * @param {Side[]} [sides] to choose from
 * @returns {Stand}
 */
export function standBeside(tips, size, room, sides = ['right', 'left', 'top', 'bottom']) {
  const stands = sides.map((side) => standOn(side, tips[side], size, room));
  const best = stands.reduce((a, b) => (length(b.shift) < length(a.shift) ? b : a));
  const [across, down] = best.shift.map(Math.abs);
  const isFar = across > FURTHEST * (room.right - room.left) || down > FURTHEST * (room.bottom - room.top);
  if (!isFar) return best;
  const left = room.right - size.width;
  return {side: null, left, top: room.top, tip: [left, room.top], shift: [0, 0]};
}

/** @param {Side} side @param {[number, number]} tip @param {{width: number, height: number}} size @param {Edges} room @returns {Stand} */
function standOn(side, [x, y], {width, height}, room) {
  const isBeside = side === 'right' || side === 'left';
  // What is beside moves up or down to be in the room, as long as its tip is; what is above or below, to either side.
  const left = {right: x + GAP, left: x - GAP - width}[/** @type {string} */ (side)] ??
    within(x - width / 2, room.left, room.right - width, isWithin(x, room.left, room.right));
  const top = {bottom: y + GAP, top: y - GAP - height}[/** @type {string} */ (side)] ??
    within(y - height / 2, room.top, room.bottom - height, isWithin(y, room.top, room.bottom));
  /** @type {[number, number]} */
  const shift = [over(left, left + width, room.left, room.right), over(top, top + height, room.top, room.bottom)];
  if (isBeside) shift[1] ||= over(y, y, room.top, room.bottom);
  else shift[0] ||= over(x, x, room.left, room.right);
  return {side, left: left - shift[0], top: top - shift[1], tip: [x - shift[0], y - shift[1]], shift};
}

/** @param {number} start @param {number} end @param {number} least @param {number} most */
function over(start, end, least, most) {
  return start < least ? start - least : Math.max(0, end - most);
}

/** @param {number} at @param {number} least @param {number} most */
function isWithin(at, least, most) {
  return at >= least && at <= most;
}

/** @param {number} at @param {number} least @param {number} most @param {boolean} isToBe */
function within(at, least, most, isToBe) {
  return isToBe ? Math.max(least, Math.min(at, most)) : at;
}

/** @param {[number, number]} shift */
function length([x, y]) {
  return Math.abs(x) + Math.abs(y);
}
