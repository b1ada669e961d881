import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import test from 'node:test';
import {makeFill} from '../../static/js/paint.js';
import {rowOf} from '../../static/js/past.js';

const {classes, examples} = JSON.parse(readFileSync(new URL('../data/classes.json', import.meta.url), 'utf8'));
const PATTERNS = /** @type {any} */ ({missing: 'hatched', notCalculable: 'dotted'});

for (const {why, measure, printed, fill, ...values} of examples) {
  test(`an area is filled by its figure as it is printed, as pictures are: ${why}`, () => {
    const area = {...values, name: '', beforeOnRecord: values.before !== null, weekEnd: null};
    const [, cases, rate, change] = rowOf(area, 'Three or fewer cases');
    const coloured = classes[measure].map((/** @type {{label: string}} */ one) => ({...one, colour: one.label}));
    assert.equal({cases, rate, change}[/** @type {'cases'} */ (measure)], printed);
    assert.equal(makeFill(measure, coloured, PATTERNS)(area) ?? 'land', fill);
  });
}
