import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import test from 'node:test';
import {builderQuery, readState, viewQuery, writeState} from '../../static/js/page/state.js';
import {DEATHS, ENGLAND, MONTHS} from './vocabularies.js';

const NOTHING = {area: null, measure: null, level: null, week: null, shape: null, edition: null, view: null};

test('an address without a query leaves all to the map', () => {
  assert.deepEqual(readState('', ENGLAND), NOTHING);
  assert.equal(writeState(readState('', ENGLAND)), '');
});

test('what is written is read again', () => {
  const state = {
    area: {level: 'msoa', code: 'E02004314'},
    measure: 'change',
    level: 'msoa',
    week: '2020-10-27',
    shape: 'hexes',
    edition: '2020-10-27-0123456789ab',
    view: {latitude: 54.7761, longitude: -1.5733, zoom: 10.25},
  };
  assert.deepEqual(readState(writeState(state), ENGLAND), state);
});

for (const query of [
  'area=E02004314', 'area=msoa.<script>', 'area=nowhere.E02004314', 'area=msoa.', 'measure=deaths', 'level=nation', 'week=yesterday', 'shape=circle',
  'view=54,-1', 'view=a,b,c', 'view=1e9,0,5', 'view=Infinity,0,5', 'view=54,-1,-3', '%', 'area=%E0%A4%A', '=&&&=',
]) {
  test(`what cannot be understood is left to the map: ${query}`, () => {
    assert.deepEqual(readState(`?${query}`, ENGLAND), NOTHING);
  });
}

for (const address of JSON.parse(readFileSync(new URL('../data/addresses.json', import.meta.url), 'utf8'))) {
  test(`an address is written as the server does: ${address}`, () => {
    assert.equal(writeState(readState(address, ENGLAND)), address);
  });
}

test('the embed builder is given an area as it is shown', () => {
  const shown = {measure: 'rate', level: 'ltla', week: '2020-10-27', shape: null, edition: null};
  assert.equal(builderQuery({level: 'ltla', code: 'E06000047', within: 'E06000047'}, shown, ENGLAND),
    '?within=E06000047&measure=rate&level=ltla&week=2020-10-27');
  assert.equal(builderQuery({level: 'msoa', code: 'E02004314'}, {...shown, week: null, shape: 'hexes'}, ENGLAND),
    '?area=msoa.E02004314&measure=rate&shape=hexes');
  assert.equal(builderQuery({level: 'msoa', code: 'E02004314'}, NOTHING, ENGLAND), '?area=msoa.E02004314');
});

test('a picture is given what the map shows, and what is in view where the reader moved it', () => {
  /** @type {[number, number, number, number]} */
  const box = [-1.8, 54.6, -1.3, 54.9];
  const shown = {...NOTHING, measure: 'rate', level: 'ltla', week: '2020-10-27'};
  assert.equal(viewQuery(NOTHING, box), '');
  assert.equal(viewQuery({...shown, view: {latitude: 54.7, longitude: -1.5, zoom: 10}}, box),
    '?bounds=-1.8000%2C54.6000%2C-1.3000%2C54.9000&level=ltla&measure=rate&week=2020-10-27');
  assert.equal(viewQuery({...shown, area: {level: 'msoa', code: 'E02004314'}, shape: 'hexes'}, box),
    '?area=msoa.E02004314&measure=rate&shape=hexes&week=2020-10-27');
});

test('the measures and levels of an address are those of its dataset', () => {
  const {measure, level, area} = readState('?measure=deaths&level=zip&area=borough.2', DEATHS);
  assert.deepEqual([measure, level, area], ['deaths', 'zip', {level: 'borough', code: '2'}]);
  assert.equal(readState('?measure=rate', MONTHS).measure, null);
});

test('a code may be a name, and have dots', () => {
  const state = {...NOTHING, area: {level: 'borough', code: 'St. John & Co'}};
  assert.equal(writeState(state), '?area=borough.St.%20John%20%26%20Co');
  assert.deepEqual(readState(writeState(state), DEATHS), state);
});

test('a place that is not named otherwise is known by level and code', () => {
  assert.equal(builderQuery({level: 'borough', code: '2'}, NOTHING, DEATHS), '?within=borough.2');
  assert.equal(builderQuery({level: 'zip', code: '10457'}, NOTHING, DEATHS), '?area=zip.10457');
});
