import assert from 'node:assert/strict';
import test from 'node:test';
import {endBefore} from '../../static/js/words/periods.js';
import {allOf, days, ends, periodText, sentences, thePeriod} from '../../static/js/words/wording.js';
import {DEATHS, ENGLAND, EXAMPLES, MONTHS} from './vocabularies.js';

for (const example of EXAMPLES.examples) {
  test(`the sentences of an area agree with the server's: ${example.why}`, () => {
    const area = {
      ...example.area,
      code: 'E00000001',
      authority: null,
      beforeOnRecord: example.before_on_record,
      weekEnd: example.week_end,
    };
    assert.deepEqual(sentences(area, EXAMPLES.vocabularies[example.vocabulary]), example.sentences);
  });
}

for (const {vocabulary, end, ...said} of EXAMPLES.periods) {
  test(`a period is said as the server says it: ${said.period}`, () => {
    const {period} = EXAMPLES.vocabularies[vocabulary];
    assert.deepEqual(said, {
      before: endBefore(end, period),
      period: periodText(end, period),
      days: days(end, period),
      in_full: thePeriod(end, period),
    });
  });
}

test('a date has no zero before its day', () => {
  assert.equal(ends('2020-03-05', ENGLAND.period), '5 March 2020');
  assert.equal(ends('2020-03-31', MONTHS.period), 'March 2020');
});

test('a single day has no other end', () => {
  assert.equal(thePeriod('2020-03-05', {...DEATHS.period, days: 1}), '5 March 2020');
});

test('where nothing is hidden a hidden count is not published', () => {
  const area = /** @type {any} */ ({level: 'city', cases: 'hidden', weekEnd: '2020-10-31'});
  assert.deepEqual(sentences(area, MONTHS), ['Not published for October 2020']);
});

test('names are listed with an and', () => {
  assert.deepEqual([['a'], ['a', 'b'], ['a', 'b', 'c']].map(allOf), ['a', 'a and b', 'a, b and c']);
});
