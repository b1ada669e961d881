import assert from 'node:assert/strict';
import test from 'node:test';
import {inWeek, narrow, readAreas} from '../../static/js/map/areas.js';

/** @type {import('../../static/js/map/areas.js').LayerFile} */
const FILE = {
  transform: {scale: [1, 1], translate: [0, 0]},
  arcs: [],
  objects: {areas: {geometries: [{type: 'Polygon', id: 'M1', arcs: []}, {type: 'Polygon', id: 'M2', arcs: []}]}},
  level: 'msoa',
  week_end: '2020-10-27',
  before_on_record: true,
  authorities: [['L1', 'Here', 500_000], ['L2', 'There', 90_000]],
  columns: {
    place: [40, 41],
    name: ['North', '{{7*7}}<script>'],
    population: [8000, null],
    authority: [0, 1],
    cases: [12, 'hidden'],
    before: ['missing', 0],
  },
};

test('an area has the values of its place in every column', () => {
  const [, area] = readAreas(FILE);
  assert.deepEqual(area, {
    level: 'msoa',
    code: 'M2',
    place: 41,
    name: '{{7*7}}<script>',
    population: null,
    authority: {code: 'L2', name: 'There', population: 90_000},
    cases: 'hidden',
    before: 0,
    beforeOnRecord: true,
    weekEnd: '2020-10-27',
  });
});

test('without a week before, no area has a count for it', () => {
  const columns = {...FILE.columns, before: null};
  const [area] = readAreas({...FILE, before_on_record: false, columns});
  assert.equal(area.before, null);
  assert.equal(area.beforeOnRecord, false);
});

test('an area that is an authority lies in none', () => {
  const [area] = readAreas({...FILE, authorities: [], columns: {...FILE.columns, authority: null}});
  assert.equal(area.authority, null);
});

test('narrowed to authorities, a layer keeps their areas alone, with their values', () => {
  const areas = readAreas(narrow(FILE, ['L2']));
  assert.deepEqual(areas.map(({code, cases}) => [code, cases]), [['M2', 'hidden']]);
});

test('in another week an area has the cells of its place', () => {
  const cells = Array.from({length: 42}, () => /** @type {import('../../static/js/words/measures.js').Cell} */ (0));
  const [, area] = readAreas(FILE);
  const then = inWeek(area, {weekEnd: '2020-10-20', cases: [...cells.slice(0, 41), 7], before: null});
  assert.deepEqual([then.cases, then.weekEnd, then.before, then.beforeOnRecord], [7, '2020-10-20', null, false]);
});

test('in a week that its level has no record of, an area is not published', () => {
  const [area] = readAreas(FILE);
  assert.equal(inWeek(area, {weekEnd: '2020-03-03', cases: null, before: null}).cases, 'not published');
});
