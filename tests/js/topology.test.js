import assert from 'node:assert/strict';
import test from 'node:test';
import {contains, decodeArcs, middle, outlines, shapes} from '../../static/js/topology.js';

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

test('an arc is decoded from steps on the grid to latitude and longitude', () => {
  assert.deepEqual(ARCS[0], [[50, 0], [51, 0]]);
});

test('a ring joins its arcs without repeating a point', () => {
  const [[[west]]] = shapes(TOPOLOGY, ARCS);
  assert.deepEqual(west, [[50, 0], [51, 0], [51, -2], [50, -2]]);
});

test('a shared arc is run backwards by the neighbour', () => {
  const [, [[east]]] = shapes(TOPOLOGY, ARCS);
  assert.deepEqual(east, [[50, 0], [50, 2], [51, 2], [51, 0]]);
});

test('an area of several parts keeps them apart, with their holes', () => {
  const [, east] = shapes(TOPOLOGY, ARCS);
  assert.deepEqual(east.map((polygon) => polygon.length), [1, 2]);
});

test('an outline runs between authorities and along the edge', () => {
  assert.deepEqual(outlines(TOPOLOGY, ARCS, ['one', 'two']), ARCS);
});

test('no outline runs between areas of one authority', () => {
  assert.deepEqual(outlines(TOPOLOGY, ARCS, ['one', 'one']), ARCS.slice(1));
});

test('the middle of an area is that of its largest part', () => {
  const [west, east] = shapes(TOPOLOGY, ARCS);
  assert.deepEqual(middle(west).map((degrees) => Number(degrees.toFixed(9))), [50.5, -1]);
  assert.deepEqual(middle(east).map((degrees) => Number(degrees.toFixed(9))), [50.5, 1]);
});

test('a point lies in the area around it, and in no hole', () => {
  const [west, east] = shapes(TOPOLOGY, ARCS);
  assert.ok(contains(west, [50.5, -1]));
  assert.ok(!contains(east, [50.5, -1]));
  assert.ok(contains(east, [50.1, 8.1]));
  assert.ok(!contains(east, [50.3, 8.75]));
});
