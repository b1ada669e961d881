import assert from 'node:assert/strict';
import test from 'node:test';
import {zoomAt} from '../../static/js/map/levels.js';
import {middleOf, sameAuthorities} from '../../static/js/tools/same-place.js';

/** @typedef {import('../../static/js/tools/same-place.js').Box} Box */

/** @type {Box[]} */
const HERE = [[0, 0, 2, 2], [2, 0, 4, 2], [8, 0, 10, 2]];

/** @type {Box[]} */
const THERE = [[10, 10, 11, 11], [11, 10, 13, 12], [20, 10, 21, 11]];

test('the authorities whose middle is in view are gone to', () => {
  assert.deepEqual(sameAuthorities([0, 0, 4, 2], HERE, THERE), [10, 10, 13, 12]);
  assert.deepEqual(sameAuthorities([-5, -5, 15, 5], HERE, THERE), [10, 10, 21, 12]);
});

test('where none is in view the nearest is', () => {
  assert.deepEqual(sameAuthorities([3.5, 1.5, 3.6, 1.6], HERE, THERE), [11, 10, 13, 12]);
  assert.deepEqual(sameAuthorities([50, 50, 60, 60], HERE, THERE), [20, 10, 21, 11]);
});

test('there and back leads to the same place', () => {
  assert.deepEqual(sameAuthorities(sameAuthorities([0, 0, 4, 2], HERE, THERE), THERE, HERE), [0, 0, 4, 2]);
});

test('a box has its middle', () => {
  assert.deepEqual(middleOf([-2, 50, 0, 53]), [-1, 51.5]);
});

const LEVELS = [
  {level: 'utla', from_zoom: 0, measure: 'rate'},
  {level: 'ltla', from_zoom: 7, measure: 'rate'},
  {level: 'msoa', from_zoom: 9, measure: 'cases'},
];

for (const [level, zoom, wanted] of /** @type {[string, number, number][]} */ ([
  ['utla', 9.5, 6.75], ['utla', 5, 5], ['ltla', 5, 7], ['ltla', 12, 8.75], ['msoa', 6, 9], ['msoa', 12, 12],
  ['region', 5.3, 5.3],
])) {
  test(`a zoom of ${zoom} becomes ${wanted} so that ${level} is drawn`, () => {
    assert.equal(zoomAt(LEVELS, level, zoom), wanted);
  });
}
