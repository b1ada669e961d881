import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import test from 'node:test';
import {day, sentences} from '../../static/js/wording.js';

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
