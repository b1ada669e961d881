import assert from 'node:assert/strict';
import test from 'node:test';
import {levelsAt, weeksOf} from '../../static/js/tools/steps.js';
import {ENGLAND, MONTHS} from './vocabularies.js';

const STEP = {day: '2020-10-28', weeks: {utla: '2020-10-28', msoa: '2020-10-27'}, before: ['msoa']};

/** @type {Record<string, import('../../static/js/tools/steps.js').WeekFile>} */
const FILES = {
  '2020-10-28': {utla: {cases: [9]}},
  '2020-10-27': {utla: {cases: [8]}, msoa: {cases: [5, 'hidden']}},
  '2020-10-20': {msoa: {cases: ['missing', 4]}},
};

test('a step needs the weeks that its levels take, and those before them that are on record', () => {
  assert.deepEqual(weeksOf(STEP, ENGLAND.period), ['2020-10-28', '2020-10-27', '2020-10-20']);
});

test('each level has its own week, and none where it has no record', () => {
  assert.deepEqual(levelsAt(STEP, (week) => FILES[week], ENGLAND.drawn, ENGLAND.period), {
    utla: {weekEnd: '2020-10-28', cases: [9], before: null},
    ltla: {weekEnd: '2020-10-28', cases: null, before: null},
    msoa: {weekEnd: '2020-10-27', cases: [5, 'hidden'], before: ['missing', 4]},
  });
});

test('the month before is a calendar month', () => {
  const step = {day: '2020-03-31', weeks: {ward: '2020-03-31'}, before: ['ward']};
  assert.deepEqual(weeksOf(step, MONTHS.period), ['2020-03-31', '2020-02-29']);
});
