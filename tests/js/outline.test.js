import assert from 'node:assert/strict';
import test from 'node:test';
import {linesRound} from '../../static/js/tools/outline.js';

/** @param {number} x @param {number} y @returns {[number, number][]} */
const square = (x, y) => [[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1]];
const size = (/** @type {[number, number][][]} */ lines) => lines.map((line) => line.length - 1);

test('a line goes round areas side by side, without the sides that they share', () => {
  const [line, ...others] = linesRound([square(0, 0), square(1, 0)]);
  assert.deepEqual(others, []);
  assert.deepEqual(line[0], line[line.length - 1]);
  assert.deepEqual(new Set(line.map(String)), new Set([[0, 0], [1, 0], [2, 0], [2, 1], [1, 1], [0, 1]].map(String)));
});

test('a ring that ends where it began says nothing else', () => {
  const closed = square(0, 0);
  assert.deepEqual(linesRound([[...closed, closed[0]]]), linesRound([closed]));
});

test('areas apart have a line each, and a hole has its own', () => {
  assert.deepEqual(size(linesRound([square(0, 0), square(5, 5)])), [4, 4]);
  const around = [0, 1, 2].flatMap((x) => [0, 1, 2].map((y) => square(x, y))).filter((_, place) => place !== 4);
  assert.deepEqual(size(linesRound(around)).sort((one, other) => one - other), [4, 12]);
});

test('it does not matter which way round a ring goes', () => {
  const turned = linesRound([square(0, 0), square(1, 0).reverse()]);
  assert.deepEqual(size(turned), [6]);
  assert.deepEqual(turned[0][0], turned[0][6]);
});
