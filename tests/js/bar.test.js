import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import test from 'node:test';
import {figureText, placeIn} from '../../static/js/map/bar.js';

const {classes} = JSON.parse(readFileSync(new URL('../data/classes.json', import.meta.url), 'utf8'));
const {rate, cases, change} = classes;

/** @param {number} place @param {number} steps */
const stepAt = (place, steps) => Math.floor(place * steps);

test('a figure lies in the step of its class, further right the larger it is', () => {
  const places = [0, 49.9, 50, 120, 145, 999, 1000, 5000].map((size) => Number(placeIn({size, sign: 1}, rate)));
  assert.deepEqual(places.map((place) => stepAt(place, rate.length)), [0, 0, 1, 3, 3, 6, 7, 7]);
  assert.deepEqual(places, [...places].sort((a, b) => a - b));
  assert.ok(places.every((place) => place > 0 && place < 1));
});

test('falls lie left of no change, the largest first', () => {
  const figures = [{size: 80, sign: -1}, {size: 30, sign: -1}, {size: 1, sign: -1}, {size: 0, sign: 0},
    {size: 1, sign: 1}, {size: Infinity, sign: 1}];
  const places = figures.map((figure) => Number(placeIn(figure, change)));
  assert.deepEqual(places.map((place) => stepAt(place, change.length)), [0, 1, 2, 3, 4, 7]);
  assert.deepEqual(places, [...places].sort((a, b) => a - b));
});

test('a count below every class has no place', () => assert.equal(placeIn({size: 3, sign: 1}, cases), null));

test('figures beside marks have a real minus sign', () => {
  assert.equal(figureText({size: 152.25, sign: 1}, 'rate'), '152.3');
  assert.equal(figureText({size: 12.1, sign: -1}, 'change'), '\u221212.1%');
  assert.equal(figureText({size: 0, sign: 0}, 'change'), '0.0%');
  assert.equal(figureText({size: Infinity, sign: 1}, 'change'), 'up from none');
});
