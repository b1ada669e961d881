import assert from 'node:assert/strict';
import test from 'node:test';
import {contains, decodeArcs, middle, shapes, sidesOf} from '../../static/js/map/topology.js';
import {project} from '../../static/js/map/world.js';

// Two squares side by side, west and east, and a smaller island with a hole that belongs to the east.
const TOPOLOGY = {
  transform: {scale: [0.5, 0.25], translate: [-2, 50]},
  arcs: [
    [[4, 0], [0, 4]],
    [[4, 4], [-4, 0], [0, -4], [4, 0]],
    [[4, 0], [4, 0], [0, 4], [-4, 0]],
    [[20, 0], [3, 0], [0, 3], [-3, 0], [0, -3]],
    [[21, 1], [0, 1], [1, 0], [0, -1], [-1, 0]],
  ],
  objects: {
    areas: {
      geometries: [
        {type: 'Polygon', id: 'W', arcs: [[0, 1]]},
        {type: 'MultiPolygon', id: 'E', arcs: [[[2, -1]], [[3], [4]]]},
      ],
    },
  },
};
const ARCS = decodeArcs(TOPOLOGY);

/** @param {[number, number][]} places latitude and longitude */
const points = (...places) => places.map(([latitude, longitude]) => project(longitude, latitude));
/** @param {number} latitude @param {number} longitude */
const point = (latitude, longitude) => project(longitude, latitude);

test('an arc is decoded from steps on the grid to points of the world', () => {
  assert.deepEqual(ARCS[0], points([50, 0], [51, 0]));
});

test('a ring joins its arcs without repeating a point', () => {
  const [[[west]]] = shapes(TOPOLOGY, ARCS);
  assert.deepEqual(west, points([50, 0], [51, 0], [51, -2], [50, -2]));
});

test('a shared arc is run backwards by the neighbour', () => {
  const [, [[east]]] = shapes(TOPOLOGY, ARCS);
  assert.deepEqual(east, points([50, 0], [50, 2], [51, 2], [51, 0]));
});

test('an area of several parts keeps them apart, with their holes', () => {
  const [, east] = shapes(TOPOLOGY, ARCS);
  assert.deepEqual(east.map((polygon) => polygon.length), [1, 2]);
});

test('an arc has the areas on either side of it, and one at the edge', () => {
  assert.deepEqual(sidesOf(TOPOLOGY), [[0, 1], [0], [1], [1], [1]]);
});

test('the middle of an area is that of its largest part', () => {
  const [west, east] = shapes(TOPOLOGY, ARCS).map(middle);
  const [[left, top], [right, bottom]] = points([51, -1], [50, 1]);
  assert.ok(Math.abs(west[0] - left) < 1e-6 && Math.abs(east[0] - right) < 1e-6);
  assert.ok(west[1] > top && west[1] < bottom);
});

test('a point lies in the area around it, and in no hole', () => {
  const [west, east] = shapes(TOPOLOGY, ARCS);
  assert.ok(contains(west, point(50.5, -1)));
  assert.ok(!contains(east, point(50.5, -1)));
  assert.ok(contains(east, point(50.1, 8.1)));
  assert.ok(!contains(east, point(50.3, 8.75)));
});
