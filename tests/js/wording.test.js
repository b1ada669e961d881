import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import test from 'node:test';
import {day, sentences, sevenDays} from '../../static/js/wording.js';

const examples = JSON.parse(readFileSync(new URL('../data/wording.json', import.meta.url), 'utf8'));

for (const example of examples) {
  test(`the sentences of an area agree with the server's: ${example.why}`, () => {
    const area = {
      ...example.area,
      code: 'E00000001',
      authority: null,
      beforeOnRecord: example.before_on_record,
      weekEnd: example.week_end,
      hiddenWords: example.hidden_words,
    };
    assert.deepEqual(sentences(area), example.sentences);
  });
}

test('a date has no zero before its day', () => {
  assert.equal(day('2020-03-05'), '5 March 2020');
});

test('a week is said with both its ends', () => {
  assert.equal(sevenDays('2020-10-27'), 'seven days to 27 October 2020 (21 to 27 October)');
  assert.equal(sevenDays('2020-11-03'), 'seven days to 3 November 2020 (28 October to 3 November)');
});
