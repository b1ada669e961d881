import assert from 'node:assert/strict';
import test from 'node:test';
import {betweenRows, inkOn, writeCounts} from '../../static/js/map/counts.js';

const FRAME = {scale: 1, zoom: 9, box: {west: 0, north: 0, east: 200, south: 200}};

/** @param {number} west @param {number} north @param {number} size @param {unknown} cases @returns {any} */
function hexagon(west, north, size, cases) {
  const [east, south] = [west + size, north + size];
  const ring = [[west, north], [east, north], [east, south], [west, south]];
  return {area: {cases}, polygons: [[ring]], box: {west, north, east, south}};
}

/** Remember what is written, in letters as wide as half their height. */
function context() {
  /** @type {[string, string][]} text and ink */
  const written = [];
  const made = {
    canvas: null,
    font: '',
    fillStyle: '',
    save() {},
    restore() {},
    getTransform: () => ({a: 1}),
    setTransform() {},
    measureText: (/** @type {string} */ text) => ({width: (text.length * parseFloat(made.font.split(' ')[1])) / 2}),
    fillText: (/** @type {string} */ text) => written.push([text, made.fillStyle]),
  };
  return {made: /** @type {any} */ (made), written};
}

/** @param {any[]} shapes @param {DOMRect[]} [names] */
function writtenIn(shapes, names = []) {
  globalThis.getComputedStyle = /** @type {any} */ (() => ({fontFamily: 'sans-serif'}));
  const {made, written} = context();
  const look = {fill: (/** @type {any} */ {cases}) => (cases > 50 ? '#2a1140' : '#f9e3b4'), week: null};
  writeCounts(made, /** @type {any} */ ([{shapes}]), look, FRAME, names);
  return written;
}

test('each hexagon carries its count, light on a dark fill and dark on a light one', () => {
  const shapes = [hexagon(0, 0, 30, 7), hexagon(40, 0, 30, 135)];
  assert.deepEqual(writtenIn(shapes), [['7', '#14181b'], ['135', '#fff']]);
});

test('what is hidden or missing carries nothing', () => {
  assert.deepEqual(writtenIn([hexagon(0, 0, 30, 'hidden'), hexagon(40, 0, 30, 'missing')]), []);
});

test('hexagons in which a count could not be read carry none, nor do any where one is too long', () => {
  assert.deepEqual(writtenIn([hexagon(0, 0, 18, 7)]), []);
  assert.deepEqual(writtenIn([hexagon(0, 0, 30, 7), hexagon(40, 0, 30, 1_234_567)]), []);
});

test('a count under a name is left out, and one beside whose letters it stands is not', () => {
  const name = (/** @type {number} */ top) =>
    /** @type {DOMRect} */ ({left: 0, right: 30, top, bottom: top + 13, height: 13});
  const written = (/** @type {DOMRect} */ over) =>
    writtenIn([hexagon(0, 0, 30, 7), hexagon(40, 0, 30, 8)], [over]).map(([text]) => text);
  assert.deepEqual(written(name(9)), ['8']);
  assert.deepEqual(written(name(17)), ['7', '8']);
});

test('hexagons of a phone have their counts', () => {
  assert.deepEqual(writtenIn([hexagon(0, 0, 21, 7), hexagon(21, 0, 21, 135)]).map(([text]) => text), ['7', '135']);
});

test('a name moves to the nearer gap between rows of hexagons', () => {
  const shapes = [hexagon(0, 0, 40, 7), hexagon(0, 30, 40, 8)];
  const [up, down] = betweenRows(
    [{name: 'Long Hill', at: [20, 19]}, {name: 'B', at: [20, 60]}], shapes);
  assert.deepEqual([up.at, up.name], [[20, 5], 'Long\u00a0Hill']);
  assert.deepEqual(down.at, [20, 65]);
});

test('the ink on every class of a ramp can be read', () => {
  for (let grey = 0; grey < 256; grey += 1) {
    const fill = `#${grey.toString(16).padStart(2, '0').repeat(3)}`;
    const light = (grey / 255) <= 0.04045 ? grey / 255 / 12.92 : ((grey / 255 + 0.055) / 1.055) ** 2.4;
    const contrast = inkOn(fill) === '#fff' ? 1.05 / (light + 0.05) : (light + 0.05) / (0.0091 + 0.05);
    assert.ok(contrast > 4.2, `${fill}: ${contrast}`);
  }
});
