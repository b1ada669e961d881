import assert from 'node:assert/strict';
import test from 'node:test';
import {builderQuery, readState, writeState} from '../../static/js/state.js';

const NOTHING = {area: null, measure: null, level: null, week: null, shape: null, view: null};

test('an address without a query leaves all to the map', () => {
  assert.deepEqual(readState(''), NOTHING);
  assert.equal(writeState(readState('')), '');
});

test('what is written is read again', () => {
  const state = {
    area: {level: 'msoa', code: 'E02004314'},
    measure: 'change',
    level: 'msoa',
    week: '2020-10-27',
    shape: 'hexes',
    view: {latitude: 54.7761, longitude: -1.5733, zoom: 10.25},
  };
  assert.deepEqual(readState(writeState(state)), state);
});

for (const query of [
  'area=E02004314', 'area=msoa.<script>', 'measure=deaths', 'level=nation', 'week=yesterday', 'shape=circle',
  'view=54,-1', 'view=a,b,c', 'view=1e9,0,5', 'view=Infinity,0,5', 'view=54,-1,-3', '%', 'area=%E0%A4%A', '=&&&=',
]) {
  test(`what cannot be understood is left to the map: ${query}`, () => {
    assert.deepEqual(readState(`?${query}`), NOTHING);
  });
}

test('the embed builder is given an area as it is shown', () => {
  const shown = {measure: 'rate', level: 'ltla', week: '2020-10-27', shape: null};
  assert.equal(builderQuery({level: 'ltla', code: 'E06000047'}, shown),
    '?within=E06000047&measure=rate&level=ltla&week=2020-10-27');
  assert.equal(builderQuery({level: 'msoa', code: 'E02004314'}, {...shown, week: null, shape: 'hexes'}),
    '?area=msoa.E02004314&measure=rate&shape=hexes');
  assert.equal(builderQuery({level: 'msoa', code: 'E02004314'}, NOTHING), '?area=msoa.E02004314');
});
