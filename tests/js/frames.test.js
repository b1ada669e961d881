import assert from 'node:assert/strict';
import {test} from 'node:test';
import {framesIn, heightIn} from '../../static/js/page/frames.js';
import {messages} from '../../static/js/page/height.js';

test('a height is a whole number of pixels within reason', () => {
  assert.equal(heightIn({casemap: 'height', height: 480}), 480);
});

for (const data of [
  null, undefined, 480, '480', [480], {}, {height: 480}, {casemap: 'height'}, {casemap: 'other', height: 480},
  {casemap: 'height', height: '480'}, {casemap: 'height', height: -1}, {casemap: 'height', height: 0},
  {casemap: 'height', height: 4.5}, {casemap: 'height', height: NaN}, {casemap: 'height', height: 1e9},
  {casemap: 'height', height: {valueOf: () => 480}}, '{"casemap":"height","height":480}',
]) {
  test(`no height is in ${JSON.stringify(data)}`, () => assert.equal(heightIn(data), null));
}

test('a height is told in our own words, and in those of AMP and Medium', () => {
  const [own, amp, medium] = messages(480, 'https://cases.example/embed');
  assert.equal(heightIn(own), 480);
  assert.deepEqual(amp, {sentinel: 'amp', type: 'embed-size', height: 480});
  assert.deepEqual(JSON.parse(/** @type {string} */ (medium)),
    {src: 'https://cases.example/embed', context: 'iframe.resize', height: 480});
});

test('frames are found in shadow roots too', () => {
  const element = (/** @type {boolean} */ isFrame, /** @type {unknown} */ shadowRoot = null) =>
    ({shadowRoot, matches: () => isFrame});
  const inside = element(true);
  const outside = element(true);
  const host = element(false, {querySelectorAll: () => [inside]});
  const root = /** @type {any} */ ({querySelectorAll: () => [element(false), outside, host]});
  assert.deepEqual(framesIn(root), [outside, inside]);
});
