import {authorityCode} from '../map/areas.js';
import {boxAround} from '../map/world.js';
import {readVocabulary} from '../page/page.js';

/**
 * @typedef {import('../map/world.js').Point} Point
 * @typedef {import('../map/topology.js').Polygon} Polygon
 */

/**
 * Draw a line round the selected area where authorities or areas in them are drawn, and it is none of these: round those
 * that lie in it.
 * @param {import('../map/case-map.js').CaseMap} caseMap
 * @param {import('./panel.js').AreaPanel} panel
 */
export function addOutline(caseMap, panel) {
  const {levels, reportsBy} = readVocabulary();
  const order = levels.map(({slug}) => slug);
  /** @type {Set<string>} */
  let authorities = new Set();
  /** @type {Polygon[][]} */
  let drawn = [];
  const draw = () => {
    const level = caseMap.drawn?.level ?? '';
    const isOfOthers = level !== caseMap.selected?.level && order.indexOf(level) >= order.indexOf(reportsBy);
    const inside = isOfOthers ? caseMap.shapes.filter(({area}) => authorities.has(authorityCode(area))) : [];
    const polygons = inside.map((shape) => shape.polygons);
    if (polygons.length === drawn.length && polygons.every((each, row) => each === drawn[row])) return;
    drawn = polygons;
    caseMap.surround(polygons.length ? outlineOf(polygons.flat()) : null);
  };
  const take = async () => {
    authorities = new Set();
    draw();
    const {selected} = caseMap;
    const codes = await panel.authorities();
    if (caseMap.selected !== selected) return;
    authorities = new Set(codes);
    draw();
  };
  caseMap.addEventListener('select', take);
  caseMap.addEventListener('draw', draw);
  if (caseMap.selected) take();
}

/** @param {Polygon[]} polygons @returns {import('../map/outlines.js').Outline} */
function outlineOf(polygons) {
  const lines = linesRound(polygons.flat());
  return {polygons: [lines], box: boxAround(lines.flat())};
}

/**
 * Return the lines round all rings together: the sides that only one of them has.
 * @param {Point[][]} rings
 * @returns {Point[][]} closed lines
 */
export function linesRound(rings) {
  /** @type {Map<string, [Point, Point]>} */
  const sides = new Map();
  for (const ring of rings) {
    ring.forEach((from, at) => {
      const to = ring[(at + 1) % ring.length];
      const [one, other] = [String(from), String(to)];
      if (one === other) return; // where a ring says its first point again
      const key = one < other ? `${one} ${other}` : `${other} ${one}`;
      if (!sides.delete(key)) sides.set(key, [from, to]);
    });
  }
  return joined([...sides.values()]);
}

/** @param {[Point, Point][]} sides of which an even number meets in every point @returns {Point[][]} */
function joined(sides) {
  /** @type {Map<string, Map<string, Point>>} */
  const beside = new Map();
  const link = (/** @type {Point} */ from, /** @type {Point} */ to) => {
    const key = String(from);
    beside.set(key, (beside.get(key) ?? new Map()).set(String(to), to));
  };
  for (const [from, to] of sides) {
    link(from, to);
    link(to, from);
  }
  const lines = [];
  for (const [start] of sides) {
    const line = [start];
    for (let here = String(start); beside.get(here)?.size; here = String(line[line.length - 1])) {
      const [[key, next]] = /** @type {Map<string, Point>} */ (beside.get(here));
      beside.get(here)?.delete(key);
      beside.get(key)?.delete(here);
      line.push(next);
    }
    if (line.length > 1) lines.push(line);
  }
  return lines;
}
