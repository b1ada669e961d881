import assert from 'node:assert/strict';
import test from 'node:test';
import {GAP, standBeside} from '../../static/js/map/beside.js';
import {shiftInto} from '../../static/js/tools/sight.js';

const ROOM = {left: 0, top: 0, right: 600, bottom: 400};
const SIZE = {width: 200, height: 80};

/**
 * Give the tips of an area that is a box.
 * @param {number} left @param {number} top @param {number} right @param {number} bottom
 * @returns {import('../../static/js/map/beside.js').Tips}
 */
function tipsOf(left, top, right, bottom) {
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  return {right: [right, y], left: [left, y], top: [x, top], bottom: [x, bottom]};
}

for (const [where, box, side] of /** @type {[string, [number, number, number, number], string][]} */ ([
  ['in the middle', [250, 150, 350, 250], 'right'],
  ['at the right', [450, 150, 550, 250], 'left'],
  ['across the width, at the foot', [20, 300, 580, 390], 'top'],
  ['across the width, at the head', [20, 10, 580, 100], 'bottom'],
  ['at the upper left', [0, 0, 60, 60], 'right'],
  ['at the lower right', [540, 340, 600, 400], 'left'],
])) {
  test(`beside an area ${where} it stands on the ${side}, whole, and the map does not move`, () => {
    const stand = standBeside(tipsOf(...box), SIZE, ROOM);
    const [right, bottom] = [stand.left + SIZE.width, stand.top + SIZE.height];

    assert.equal(stand.side, side);
    assert.deepEqual(stand.shift, [0, 0]);
    assert.ok(stand.left >= ROOM.left && stand.top >= ROOM.top && right <= ROOM.right && bottom <= ROOM.bottom);
    assert.ok(right <= box[0] - GAP || stand.left >= box[2] + GAP || bottom <= box[1] - GAP || stand.top >= box[3] + GAP);
  });
}

test('where no side has room the map moves as little as it may', () => {
  const stand = standBeside(tipsOf(150, 60, 450, 350), SIZE, ROOM);

  assert.equal(stand.side, 'top');
  assert.deepEqual(stand.shift, [0, 60 - GAP - SIZE.height]);
  assert.equal(stand.top, ROOM.top);
});

test('an area that fills the view has it in a corner, and stays where it is', () => {
  assert.deepEqual(standBeside(tipsOf(-900, -900, 1500, 1300), SIZE, ROOM), {
    side: null, left: 400, top: 0, tip: [400, 0], shift: [0, 0],
  });
});

test('an area is moved out from under a sheet, and no further', () => {
  const room = {left: 0, top: 0, right: 400, bottom: 200};

  assert.deepEqual(shiftInto({left: 100, top: 150, right: 150, bottom: 250}, room), [0, 62]);
  assert.deepEqual(shiftInto({left: 100, top: 50, right: 150, bottom: 100}, room), [0, 0]);
  assert.deepEqual(shiftInto({left: -20, top: 50, right: 10, bottom: 100}, room), [-32, 0]);
  assert.deepEqual(shiftInto({left: 0, top: 0, right: 50, bottom: 300}, room), [-12, 50]);
});
