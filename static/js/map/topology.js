import {isInBox, project} from './world.js';

/**
 * @typedef {import('./world.js').Point} Point
 * @typedef {Point[][]} Polygon an outer ring and its holes
 * @typedef {{type: string, id: string, arcs: any[]}} Geometry
 * @typedef {{
 *   transform: {scale: number[], translate: number[]},
 *   arcs: number[][][],
 *   objects: {areas: {geometries: Geometry[]}},
 * }} Topology
 */

const SHARES = [0, 0.25, 0.5, 0.75, 1];

/**
 * Decode a topology's arcs to points of the world.
 * @param {Pick<Topology, 'arcs' | 'transform'>} topology
 * @returns {Point[][]}
 */
export function decodeArcs({arcs, transform: {scale: [across, up], translate: [west, south]}}) {
  return arcs.map((deltas) => {
    let x = 0;
    let y = 0;
    return deltas.map((delta) => {
      x += delta[0];
      y += delta[1];
      return project(x * across + west, y * up + south);
    });
  });
}

/**
 * Return each area's polygons, in the order of the topology's areas.
 * @param {Topology} topology
 * @param {Point[][]} arcs the topology's, decoded
 * @returns {Polygon[][]}
 */
export function shapes(topology, arcs) {
  return topology.objects.areas.geometries.map((geometry) =>
    polygonsOf(geometry).map((rings) => rings.map((ring) => joined(ring, arcs))));
}

/**
 * Return the places of the areas on either side of each arc.
 * @param {Topology} topology
 * @returns {number[][]}
 */
export function sidesOf(topology) {
  /** @type {number[][]} */
  const sides = topology.arcs.map(() => []);
  topology.objects.areas.geometries.forEach((geometry, place) => {
    for (const arc of polygonsOf(geometry).flat(2)) sides[numberOf(arc)].push(place);
  });
  return sides;
}

/**
 * Return the middle of the largest of an area's polygons.
 * @param {Polygon[]} polygons
 * @returns {Point}
 */
export function middle(polygons) {
  const sums = polygons.map(([outer]) => momentsOf(outer));
  const largest = sums.reduce((a, b) => (Math.abs(b.size) > Math.abs(a.size) ? b : a));
  return [largest.x / largest.size / 3, largest.y / largest.size / 3];
}

/**
 * Return whether a point lies in an area.
 * @param {Polygon[]} polygons
 * @param {Point} point
 */
export function contains(polygons, [x, y]) {
  let isInside = false;
  for (const ring of polygons.flat()) {
    ring.forEach(([endX, endY], place) => {
      const [startX, startY] = ring[(place || ring.length) - 1];
      if (endY > y === startY > y) return;
      if (x < ((startX - endX) * (y - endY)) / (startY - endY) + endX) isInside = !isInside;
    });
  }
  return isInside;
}

/**
 * Return whether an area reaches into a box, as far as points tell: its own, or those of a grid over the box.
 * @param {Polygon[]} polygons
 * @param {import('./world.js').Box} box
 */
export function meets(polygons, box) {
  if (polygons.some((rings) => rings.some((ring) => ring.some((point) => isInBox(box, point))))) return true;
  const across = SHARES.map((share) => box.west + share * (box.east - box.west));
  const down = SHARES.map((share) => box.north + share * (box.south - box.north));
  return across.some((x) => down.some((y) => contains(polygons, [x, y])));
}

/** @param {Geometry} geometry @returns {number[][][]} */
function polygonsOf({type, arcs}) {
  return type === 'Polygon' ? [arcs] : arcs;
}

/** @param {number} arc */
function numberOf(arc) {
  return arc < 0 ? ~arc : arc;
}

/** @param {number[]} ring @param {Point[][]} arcs @returns {Point[]} */
function joined(ring, arcs) {
  // Each arc ends where the next begins, and the last where the first began. By index, as in boxAround: this runs once,
  // before the browser has compiled it, where iterators and short-lived arrays cost a phone tens of milliseconds.
  /** @type {Point[]} */
  const points = [];
  for (const arc of ring) {
    const along = arcs[numberOf(arc)];
    const last = along.length - 1;
    for (let at = 0; at < last; at += 1) points.push(along[arc < 0 ? last - at : at]);
  }
  return points;
}

/** @param {Point[]} ring */
function momentsOf(ring) {
  const [[x0, y0]] = ring;
  const moments = {size: 0, x: 0, y: 0};
  ring.forEach(([x, y], place) => {
    const [nextX, nextY] = ring[(place + 1) % ring.length];
    // Measured from the first point: the products of whole coordinates would lose the digits that matter.
    const cross = (x - x0) * (nextY - y0) - (nextX - x0) * (y - y0);
    moments.size += cross;
    moments.x += cross * (x + nextX + x0);
    moments.y += cross * (y + nextY + y0);
  });
  return moments;
}
