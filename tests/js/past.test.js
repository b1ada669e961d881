import assert from 'node:assert/strict';
import test from 'node:test';
import {headings, rowOf, weekAt} from '../../static/js/tools/past.js';
import {DEATHS, ENGLAND, MONTHS, PEOPLE} from './vocabularies.js';

const SEVEN_DAYS = ENGLAND.period;

/** @type {import('../../static/js/tools/past.js').Past} */
const PAST = {
  level: 'msoa',
  code: 'E02000001',
  name: 'Old Quay',
  in_a_sentence: 'Old Quay',
  population: 8000,
  weeks: [null, '2020-10-13', '2020-10-20', '2020-10-28', '2020-11-04'],
  cases: [null, 'hidden', 1000, 1204, 1300],
};

test('a week is compared with the step before where that is seven days earlier', () => {
  assert.deepEqual(weekAt(PAST, 4, SEVEN_DAYS).before, 1204);
  assert.deepEqual([weekAt(PAST, 3, SEVEN_DAYS).before, weekAt(PAST, 3, SEVEN_DAYS).beforeOnRecord], [null, false]);
});

test('where a level has no record, nothing is published', () => {
  assert.deepEqual([weekAt(PAST, 0, SEVEN_DAYS).cases, weekAt(PAST, 0, SEVEN_DAYS).weekEnd], ['not published', null]);
});

test('a row has cases, the rate and the change, or says why not', () => {
  assert.deepEqual(rowOf(weekAt(PAST, 4, SEVEN_DAYS), ENGLAND), ['Old Quay', '1,300', '16,250.0', 'up 8.0%']);
  assert.deepEqual(rowOf(weekAt(PAST, 2, SEVEN_DAYS), ENGLAND), ['Old Quay', '1,000', '12,500.0', 'not calculable']);
  assert.deepEqual(rowOf(weekAt(PAST, 1, SEVEN_DAYS), ENGLAND), ['Old Quay', 'Three or fewer cases', '–', '–']);
});

test('fortnights that end weekly are compared with the step but one before', () => {
  const past = {...PAST, weeks: ['2020-10-21', '2020-10-28', '2020-11-04'], cases: [7, 8, 9]};
  assert.equal(weekAt(past, 2, PEOPLE.period).before, 7);
  assert.equal(weekAt(past, 1, PEOPLE.period).beforeOnRecord, false);
});

test('months are compared with the month before, however long', () => {
  const past = {...PAST, weeks: ['2020-01-31', '2020-02-29', '2020-03-31'], cases: [7, 8, 9]};
  assert.equal(weekAt(past, 2, MONTHS.period).before, 8);
  assert.equal(weekAt(past, 1, MONTHS.period).before, 7);
});

test('a row says what may be hidden in its level', () => {
  const past = {...PAST, level: 'zip', weeks: ['2025-01-23'], cases: [/** @type {const} */ ('hidden')]};
  assert.deepEqual(rowOf(weekAt(past, 0, DEATHS.period), DEATHS), ['Old Quay', '1 to 4 deaths', '–', '–']);
});

test('rows are headed by what they have', () => {
  assert.deepEqual(headings(ENGLAND), ['Area', 'Cases', 'Per 100,000', 'Change']);
  assert.deepEqual(headings(PEOPLE), ['Area', 'People', 'Per 1,000', 'Change']);
  assert.deepEqual(headings(MONTHS), ['Area', 'Deaths', 'Change']);
});
