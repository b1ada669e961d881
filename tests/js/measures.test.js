import assert from 'node:assert/strict';
import test from 'node:test';
import {change, classOf, rate, rounded} from '../../static/js/measures.js';

const CLASSES = [
  {from: 4, below: 10, colour: '#a', label: '4 to 9'},
  {from: 10, below: 25, colour: '#b', label: '10 to 24'},
  {from: 25, below: null, colour: '#c', label: '25 and over'},
];

test('a rate is not rounded, so that its class does not depend on how it is shown', () => {
  assert.equal(rate(1, 3), 100_000 / 3);
});

test('a rate at the start of a class is in it', () => {
  for (let thousands = 1; thousands < 400; thousands += 1) assert.equal(rate(thousands, thousands * 2000), 50);
});

test('halves round away from zero', () => {
  assert.equal(rounded(1, 20), 0.1);
  assert.equal(rounded(-1, 20), -0.1);
  assert.equal(rounded(5 * 100_000, 16_000), 31.3);
});

test('rounding to nothing gives zero without a sign', () => {
  assert.ok(Object.is(rounded(-1, 1000), 0));
});

test('rounding is exact where a quotient of floats is not', () => {
  assert.equal(rounded(100_449_999_999, 1_000_000_000), 100.4);
  assert.equal(rounded(100_450_000_000, 1_000_000_000), 100.5);
});

test('a change has a difference and a per cent', () => {
  assert.deepEqual(change(135, 123, true), {difference: 12, percent: 9.8});
  assert.deepEqual(change(12, 15, true), {difference: -3, percent: -20});
});

test('a change from none has no per cent', () => {
  assert.deepEqual(change(7, 0, true), {difference: 7, percent: null});
});

test('a change needs both weeks', () => {
  assert.deepEqual(change(7, null, false), {reason: 'not on record'});
  assert.deepEqual(change(7, 'not published', true), {reason: 'not on record'});
  assert.deepEqual(change(7, 'hidden', true), {reason: 'hidden'});
  assert.deepEqual(change(7, 'missing', true), {reason: 'missing'});
  assert.deepEqual(change('hidden', 7, true), {reason: 'hidden'});
});

test('a class holds its first value and not the next class\'s', () => {
  assert.equal(classOf(4, CLASSES)?.label, '4 to 9');
  assert.equal(classOf(9.99, CLASSES)?.label, '4 to 9');
  assert.equal(classOf(10, CLASSES)?.label, '10 to 24');
  assert.equal(classOf(1_000_000, CLASSES)?.label, '25 and over');
});

test('a value below every class is in none', () => {
  assert.equal(classOf(3, CLASSES), null);
});
