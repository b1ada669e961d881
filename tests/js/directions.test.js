import assert from 'node:assert/strict';
import test from 'node:test';
import {nextOf, WAYS} from '../../static/js/map/directions.js';

/** @type {[number, number][]} */
const AROUND = [[10, 1], [0, -10], [-10, 0], [1, 10], [30, 0], [9, 9]];

test('each arrow key goes to the nearest point on its way', () => {
  const ways = ['ArrowRight', 'ArrowUp', 'ArrowLeft', 'ArrowDown'];
  assert.deepEqual(ways.map((key) => nextOf([0, 0], WAYS[key], AROUND)), [0, 1, 2, 3]);
});

test('a point straight ahead comes before a nearer one aside', () => {
  assert.equal(nextOf([0, 0], WAYS.ArrowRight, [[2, 9], [12, 0]]), 1);
});

test('where nothing lies that way there is nothing to go to', () => {
  assert.equal(nextOf([0, 0], WAYS.ArrowUp, [[0, 0], [5, 3]]), -1);
});
