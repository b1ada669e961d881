import assert from 'node:assert/strict';
import test from 'node:test';
import {change, rate, rounded} from '../../static/js/words/measures.js';

test('a rate is rounded as it is printed', () => {
  assert.equal(rate(40, 80_064, 100_000), 50);
  assert.equal(rate(7, 137_150, 100_000), 5.1);
  assert.equal(rate(7, 137_150, 10_000), 0.5);
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
