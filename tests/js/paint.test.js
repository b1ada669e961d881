import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import test from 'node:test';
import {makeFill} from '../../static/js/map/paint.js';
import {rowOf} from '../../static/js/tools/past.js';
import {DEATHS, ENGLAND, MONTHS} from './vocabularies.js';

const {classes, examples} = JSON.parse(readFileSync(new URL('../data/classes.json', import.meta.url), 'utf8'));
const PALETTE = /** @type {any} */ (
  {scheme: 'light', hidden: 'hidden', withheld: 'striped', missing: 'hatched', notCalculable: 'dotted'});

for (const {why, measure, printed, fill, ...values} of examples) {
  test(`an area is filled by its figure as it is printed, as pictures are: ${why}`, () => {
    const area = {...values, level: 'msoa', name: '', beforeOnRecord: values.before !== null, weekEnd: null};
    const [, cases, rate, change] = rowOf(area, ENGLAND);
    const coloured = classes[measure].map((/** @type {{label: string}} */ one) => ({...one, light: one.label}));
    assert.equal({cases, rate, change}[/** @type {'cases'} */ (measure)], printed);
    assert.equal(makeFill(measure, coloured, PALETTE, ENGLAND.ratePer)(area) ?? 'land', fill);
  });
}

test('the first measure of any dataset is filled by its count', () => {
  const [measure] = DEATHS.measures;
  const area = /** @type {any} */ ({level: 'zip', cases: 5, before: null, population: null, beforeOnRecord: false});
  const fill = makeFill(measure, [{from: 5, below: null, light: 'pale', dark: 'deep', label: '5 and over'}], PALETTE, DEATHS.ratePer);
  assert.equal(fill(area), 'pale');
  assert.equal(fill({...area, cases: 0}), null);
});

test('classes have the colours of the scheme', () => {
  const area = /** @type {any} */ ({level: 'zip', cases: 5, before: null, population: null, beforeOnRecord: false});
  const classes = [{from: 5, below: null, light: 'pale', dark: 'deep', label: '5 and over'}];
  const fills = ['light', 'dark'].map((scheme) =>
    makeFill(DEATHS.measures[0], classes, /** @type {any} */ ({...PALETTE, scheme}), DEATHS.ratePer)(area));
  assert.deepEqual(fills, ['pale', 'deep']);
});

test('a row has no rate where there is none', () => {
  const area = {level: 'ward', name: 'East', population: 8000, cases: 5, before: 4, beforeOnRecord: true, weekEnd: null};
  assert.deepEqual(rowOf(area, MONTHS), ['East', '5', 'up 25.0%']);
});
