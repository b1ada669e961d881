import assert from 'node:assert/strict';
import test from 'node:test';
import {rowOf, trendText, weekAt} from '../../static/js/past.js';

/** @type {import('../../static/js/past.js').Past} */
const PAST = {
  level: 'msoa',
  code: 'E02000001',
  name: 'Old Quay',
  population: 8000,
  weeks: [null, '2020-10-13', '2020-10-20', '2020-10-28', '2020-11-04'],
  cases: [null, 'hidden', 1000, 1204, 1300],
};

test('a week is compared with the step before where that is seven days earlier', () => {
  assert.deepEqual(weekAt(PAST, 4).before, 1204);
  assert.deepEqual([weekAt(PAST, 3).before, weekAt(PAST, 3).beforeOnRecord], [null, false]);
});

test('where a level has no record, nothing is published', () => {
  assert.deepEqual([weekAt(PAST, 0).cases, weekAt(PAST, 0).weekEnd], ['not published', null]);
});

test('a row has cases, the rate and the change, or says why not', () => {
  assert.deepEqual(rowOf(weekAt(PAST, 4), ''), ['Old Quay', '1,300', '16,250.0', 'up 8.0%']);
  assert.deepEqual(rowOf(weekAt(PAST, 2), ''), ['Old Quay', '1,000', '12,500.0', 'not calculable']);
  assert.deepEqual(rowOf(weekAt(PAST, 1), 'Three or fewer cases'), ['Old Quay', 'Three or fewer cases', '–', '–']);
});

test('what the picture of the weeks shows is said', () => {
  assert.equal(
    trendText(PAST),
    'Each bar is seven days, the last to 4 November 2020. ' +
      'The most, 1,300 cases, came in the seven days to 4 November 2020. 1 week is hidden, shown as gaps.',
  );
});
