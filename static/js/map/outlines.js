import {decodeArcs, shapes, sidesOf} from './topology.js';
import {boxAround} from './world.js';

/**
 * @typedef {import('./topology.js').Polygon} Polygon
 * @typedef {import('./world.js').Point} Point
 * @typedef {{polygons: Polygon[], box: import('./world.js').Box, path?: Path2D}} Outline of an area; ask pathOf for its path
 * @typedef {{points: Point[], codes: string[], isBorder: boolean}} Line an arc, the areas on either side of it, and
 *   whether it is a border of the reporting level's areas, or the end of the land
 * @typedef {{areas: Map<string, Outline>, lines: Line[]}} Outlines by the codes of areas
 */

/**
 * Decode the outlines of a topology's areas.
 * @param {import('./topology.js').Topology} topology
 * @param {(number: number, codes: string[]) => boolean} isBorder tells of an arc, by the areas beside it
 * @returns {Outlines}
 */
export function outlinesOf(topology, isBorder) {
  const arcs = decodeArcs(topology);
  const {geometries} = topology.objects.areas;
  const polygons = shapes(topology, arcs);
  const areas = new Map(geometries.map(({id}, row) => [id, outlineOf(polygons[row])]));
  const lines = sidesOf(topology).map((sides, number) => {
    const codes = sides.map((row) => geometries[row].id);
    return {points: arcs[number], codes, isBorder: isBorder(number, codes)};
  });
  return {areas, lines: lines.filter(({codes}) => codes.length)};
}

/** @param {Point[][]} lines */
export function pathOfLines(lines) {
  const path = new Path2D();
  for (const line of lines) follow(path, line);
  return path;
}

/**
 * Return an outline as a path, made when it is first drawn: an early tap is answered without.
 * @param {Outline} outline
 */
export function pathOf(outline) {
  outline.path ??= pathOfRings(outline.polygons.flat());
  return outline.path;
}

/** @param {Polygon[]} polygons @returns {Outline} */
function outlineOf(polygons) {
  const [[outer]] = polygons;
  return {polygons, box: boxAround(polygons.length > 1 ? polygons.flatMap(([ring]) => ring) : outer)};
}

/** @param {Point[][]} rings */
function pathOfRings(rings) {
  const path = new Path2D();
  for (const ring of rings) {
    follow(path, ring);
    path.closePath();
  }
  return path;
}

/** @param {Path2D} path @param {Point[]} points */
function follow(path, points) {
  path.moveTo(...points[0]);
  for (let at = 1; at < points.length; at += 1) path.lineTo(points[at][0], points[at][1]);
}
