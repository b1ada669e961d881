import assert from 'node:assert/strict';
import {test} from 'node:test';
import {framesIn, heightIn, isFrom} from '../../static/js/page/frames.js';
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

test('WordPress is told a height with the secret that it gave the frame, others are not', () => {
  const told = messages(480, 'https://cases.example/embed?within=E12000001#?secret=a1B2c3');
  assert.deepEqual(told.slice(3), [{message: 'height', value: 480, secret: 'a1B2c3'}]);
  assert.equal(messages(480, 'https://cases.example/embed#elsewhere').length, 3);
});

/** @param {string} origin @param {string[]} sandbox */
function isOfFrame(origin, ...sandbox) {
  const tokens = {length: sandbox.length, contains: (/** @type {string} */ token) => sandbox.includes(token)};
  return isFrom(/** @type {any} */ ({src: 'https://cases.example/embed', sandbox: tokens}), origin);
}

test('a frame speaks from the origin of its address, or from none where a sandbox takes it away', () => {
  assert.ok(isOfFrame('https://cases.example'));
  assert.ok(isOfFrame('https://cases.example', 'allow-scripts', 'allow-same-origin'));
  assert.ok(isOfFrame('null', 'allow-scripts', 'allow-popups'));
});

test('another origin is not the frame\'s, nor is none where it has one', () => {
  assert.ok(!isOfFrame('https://cases.example.evil'));
  assert.ok(!isOfFrame('null'));
  assert.ok(!isOfFrame('null', 'allow-scripts', 'allow-same-origin'));
  assert.ok(!isOfFrame('https://cases.example', 'allow-scripts'));
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
