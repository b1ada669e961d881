/**
 * @typedef {[number, number]} Point latitude, longitude
 * @typedef {Point[][]} Polygon an outer ring and its holes
 * @typedef {{type: string, id: string, arcs: any[]}} Geometry
 * @typedef {{
 *   transform: {scale: number[], translate: number[]},
 *   arcs: number[][][],
 *   objects: {areas: {geometries: Geometry[]}},
 * }} Topology
 */

/**
 * Decode a topology's arcs to points.
 * @param {Topology} topology
 * @returns {Point[][]}
 */
export function decodeArcs({arcs, transform: {scale, translate}}) {
  return arcs.map((deltas) => {
    let x = 0;
    let y = 0;
    return deltas.map(([dx, dy]) => {
      x += dx;
      y += dy;
      return [y * scale[1] + translate[1], x * scale[0] + translate[0]];
    });
  });
}

/**
 * Give each area's polygons, in the order of the topology's areas.
 * @param {Topology} topology
 * @param {Point[][]} arcs the topology's, decoded
 * @returns {Polygon[][]}
 */
export function shapes(topology, arcs) {
  return topology.objects.areas.geometries.map((geometry) =>
    polygonsOf(geometry).map((rings) => rings.map((ring) => joined(ring, arcs))));
}

/**
 * Give the arcs that lie between areas of different authorities, or at the edge of what is drawn.
 * @param {Topology} topology
 * @param {Point[][]} arcs the topology's, decoded
 * @param {string[]} authorities each area's authority
 * @returns {Point[][]}
 */
export function outlines(topology, arcs, authorities) {
  /** @type {string[][]} */
  const users = arcs.map(() => []);
  topology.objects.areas.geometries.forEach((geometry, place) => {
    for (const arc of polygonsOf(geometry).flat(2)) users[numberOf(arc)].push(authorities[place]);
  });
  return arcs.filter((_, number) => users[number].length === 1 || new Set(users[number]).size > 1);
}

/**
 * Give the middle of the largest of an area's polygons.
 * @param {Polygon[]} polygons
 * @returns {Point}
 */
export function middle(polygons) {
  const sums = polygons.map(([outer]) => momentsOf(outer));
  const largest = sums.reduce((a, b) => (Math.abs(b.size) > Math.abs(a.size) ? b : a));
  return [largest.latitude / largest.size / 3, largest.longitude / largest.size / 3];
}

/**
 * Tell whether a point lies in an area.
 * @param {Polygon[]} polygons
 * @param {Point} point
 */
export function contains(polygons, [latitude, longitude]) {
  let isInside = false;
  for (const ring of polygons.flat()) {
    ring.forEach(([y, x], place) => {
      const [lastY, lastX] = ring[(place || ring.length) - 1];
      if (y > latitude === lastY > latitude) return;
      if (longitude < ((lastX - x) * (latitude - y)) / (lastY - y) + x) isInside = !isInside;
    });
  }
  return isInside;
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
  // Each arc ends where the next begins, and the last where the first began.
  return ring.flatMap((arc) => (arc < 0 ? arcs[~arc].slice(1).reverse() : arcs[arc].slice(0, -1)));
}

/** @param {Point[]} ring */
function momentsOf(ring) {
  const [latitude0, longitude0] = ring[0];
  const moments = {size: 0, latitude: 0, longitude: 0};
  ring.forEach(([y, x], place) => {
    const [nextY, nextX] = ring[(place + 1) % ring.length];
    // Measured from the first point: the products of whole coordinates would lose the digits that matter.
    const cross = (x - longitude0) * (nextY - latitude0) - (nextX - longitude0) * (y - latitude0);
    moments.size += cross;
    moments.latitude += cross * (y + nextY + latitude0);
    moments.longitude += cross * (x + nextX + longitude0);
  });
  return moments;
}
