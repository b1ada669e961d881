/**
 * @typedef {{left: number, top: number, right: number, bottom: number}} Rect
 * @typedef {{width: number, height: number}} Size
 * @typedef {Size & {rank: 'town' | 'group' | 'area', x: number, y: number, most?: Size}} Sized a name's middle, or its
 *   town's dot, its size, and the most that it may have, in pixels
 * @typedef {{left: number, top: number}} Corner
 */

const GAP = 4; // pixels beside a name
const GAP_ABOVE = 2; // pixels above and below it
const DOT = 7; // pixels from the middle of a town's dot to its name
const RADIUS = 3.5; // pixels of the dot
const STEPS = [0, -1.5, 1.5]; // heights by which the name of a group may stand beside its middle
const FURTHEST = 0.15; // of a group's own height: further, its name would stand in another

/**
 * Place names, the first before the others: none over another, over what is taken, or beyond the edge, and none that is
 * too large. Of the places that a name may have, it takes the one over the fewest dots of towns.
 * @param {Sized[]} names
 * @param {Rect} edge
 * @param {Rect[]} taken
 * @param {(rect: Rect) => boolean} isFree tells whether a name may stand in a rectangle
 * @returns {(Corner | null)[]} null for a name without a place
 */
export function place(names, edge, taken, isFree) {
  const full = [...taken];
  const dots = names.filter(({rank}) => rank === 'town').map(dotOf);
  return names.map((name) => {
    const {width, height, most} = name;
    if (most && (width > most.width || height > most.height)) return null;
    const own = dotOf(name);
    let [best, fewest] = [/** @type {{corner: Corner, rect: Rect} | null} */ (null), Infinity];
    for (const corner of cornersOf(name)) {
      const rect = around(name, corner);
      if (!isWithin(rect, edge) || full.some((other) => overlap(rect, other)) || !isFree(rect)) continue;
      const over = dots.filter((dot) => overlap(rect, dot) && !overlap(dot, own)).length;
      if (over < fewest) [best, fewest] = [{corner, rect}, over];
    }
    if (best) full.push(best.rect);
    return best?.corner ?? null;
  });
}

/** @param {Sized} name @returns {Corner[]} the best first */
function cornersOf({rank, x, y, width, height, most}) {
  const [middle, top] = [x - width / 2, y - height / 2].map(Math.round);
  if (rank === 'area') return [{left: middle, top}];
  if (rank === 'group') {
    return STEPS.map((step) => step * height).filter((step) => Math.abs(step) <= FURTHEST * (most?.height ?? 0))
      .map((step) => ({left: middle, top: Math.round(top + step)}));
  }
  return [
    {left: Math.round(x + DOT), top},
    {left: Math.round(x - DOT - width), top},
    {left: middle, top: Math.round(y - DOT / 2 - height)},
    {left: middle, top: Math.round(y + DOT / 2)},
  ];
}

/** @param {Sized} name @param {Corner} corner @returns {Rect} of the name and, for a town, of its dot */
function around(name, {left, top}) {
  const [right, bottom] = [left + name.width, top + name.height];
  const rect = {left: left - GAP, top: top - GAP_ABOVE, right: right + GAP, bottom: bottom + GAP_ABOVE};
  if (name.rank !== 'town') return rect;
  const dot = dotOf(name);
  return {
    left: Math.min(rect.left, dot.left),
    top: Math.min(rect.top, dot.top),
    right: Math.max(rect.right, dot.right),
    bottom: Math.max(rect.bottom, dot.bottom),
  };
}

/** @param {Sized} name @returns {Rect} */
function dotOf({x, y}) {
  return {left: x - RADIUS, top: y - RADIUS, right: x + RADIUS, bottom: y + RADIUS};
}

/** @param {Rect} a @param {Rect} b */
function overlap(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** @param {Rect} inner @param {Rect} outer */
function isWithin(inner, outer) {
  const isAcross = inner.left >= outer.left && inner.right <= outer.right;
  return isAcross && inner.top >= outer.top && inner.bottom <= outer.bottom;
}
