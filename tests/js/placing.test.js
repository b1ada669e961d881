import assert from 'node:assert/strict';
import test from 'node:test';
import {place} from '../../static/js/map/placing.js';

/** @typedef {import('../../static/js/map/placing.js').Sized} Sized */
/** @typedef {import('../../static/js/map/placing.js').Rect} Rect */

const EDGE = {left: 0, top: 0, right: 400, bottom: 300};
const anywhere = () => true;

/** @param {number} x @param {number} y @param {Partial<Sized>} [other] @returns {Sized} */
const town = (x, y, other = {}) => ({rank: 'town', x, y, width: 60, height: 14, ...other});

/** @param {Sized[]} names @param {Rect[]} [taken] @param {(rect: Rect) => boolean} [isFree] */
function placed(names, taken = [], isFree = anywhere) {
  return place(names, EDGE, taken, isFree).map((corner, row) => corner && {
    left: corner.left, top: corner.top, right: corner.left + names[row].width, bottom: corner.top + names[row].height,
  });
}

/** @param {Rect} a @param {Rect} b */
const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** Give numbers that look thrown, the same each time. @param {number} seed */
function* thrown(seed) {
  for (let at = seed; ; at = (at * 16807) % 2147483647) yield at / 2147483647;
}

test('no name stands over another or beyond the edge, however many there are', () => {
  const numbers = thrown(7);
  const next = () => Number(numbers.next().value);
  /** @type {Sized['rank'][]} */
  const ranks = ['town', 'group', 'area'];
  const names = Array.from({length: 300}, (_, row) =>
    ({rank: ranks[row % 3], x: next() * 400, y: next() * 300, width: 20 + next() * 80, height: 12 + next() * 14}));
  const written = /** @type {Rect[]} */ (placed(names).filter(Boolean));
  assert.ok(written.length > 20);
  written.forEach((rect, row) => {
    assert.ok(rect.left >= 0 && rect.top >= 0 && rect.right <= 400 && rect.bottom <= 300);
    assert.ok(!written.some((other, at) => at > row && overlap(rect, other)));
  });
});

test('the first name is placed, and another in its way is not', () => {
  const [first, second] = placed([{...town(200, 150), rank: 'area'}, {...town(210, 152), rank: 'area'}]);
  assert.ok(first);
  assert.equal(second, null);
});

test('a town is named beside its dot: on the right, or on the left at the edge', () => {
  const [inside, atEdge] = placed([town(100, 50), town(390, 200)]);
  assert.ok(inside && inside.left > 100 && atEdge && atEdge.right < 390);
});

test('a name makes way for the dot of a smaller town', () => {
  const [large, small] = placed([town(100, 50), town(140, 50)]);
  assert.ok(large && small && large.right < 100 && small.left > 140);
});

test('no dot is written over', () => {
  const [large, small] = placed([town(100, 50, {width: 250}), town(140, 50)]);
  assert.ok(large && (!small || !overlap(large, {left: 138, top: 48, right: 142, bottom: 52})));
});

test('nothing is written over what lies over the map, or where it may not be', () => {
  const control = {left: 0, top: 0, right: 120, bottom: 300};
  const [behind, beside] = placed([{...town(60, 150), rank: 'area'}, town(180, 150)], [control]);
  assert.equal(behind, null);
  assert.ok(beside && beside.left > 120);
  assert.deepEqual(placed([town(200, 150)], [], () => false), [null]);
});

test('a name that is larger than what it is of is left out', () => {
  const names = [30, 90].map((width) => ({...town(200, 150), rank: /** @type {const} */ ('area'), most: {width, height: 40}}));
  assert.deepEqual(placed(names).map(Boolean), [false, true]);
});

test('the name of a group moves aside for a town, but not out of the group', () => {
  const most = {width: 200, height: 160};
  const [, large] = placed([town(170, 150), {...town(200, 150), rank: 'group', most}]);
  const [, small] = placed([town(170, 150), {...town(200, 150), rank: 'group', most: {width: 200, height: 40}}]);
  assert.ok(large && Math.abs((large.top + large.bottom) / 2 - 150) <= 24);
  assert.equal(small, null);
});
