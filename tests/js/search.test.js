import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import test from 'node:test';
import {areaAt, locate} from '../../static/js/search/location.js';
import {slips} from '../../static/js/search/misspelt.js';
import {findAreas, fold, makeIndex} from '../../static/js/search/names.js';
import {Places} from '../../static/js/search/places.js';
import {areasOf, readPostcode} from '../../static/js/search/postcodes.js';
import {DEATHS, ENGLAND, MONTHS, PEOPLE} from './vocabularies.js';

const GOLDEN = JSON.parse(readFileSync(new URL('../data/search.json', import.meta.url), 'utf8'));
const {levels: LEVELS, common_names: COMMON} = GOLDEN;
const INDEX = makeIndex({levels: LEVELS, common_names: COMMON}, ENGLAND.levels);

/** @type {Record<string, any>} */
const FILES = {
  'search.json': {levels: LEVELS, postcodes: true, common_names: COMMON, letters: ['BS', 'EH', 'QA']},
  'postcodes/QA1.json': {E02000001: ['1AA1AB2AA', ''], E02000003: ['2AB', '1AD']},
  'postcodes/QA2.json': {E02000002: ['', '9ZZ']},
};

/** @param {Record<string, any>} [files] @param {import('./vocabularies.js').Vocabulary} [vocabulary] */
function places(files = FILES, vocabulary = ENGLAND) {
  /** @type {string[]} */
  const asked = [];
  const fetchJson = async (/** @type {string} */ path) => {
    asked.push(path);
    return files[path] ?? null;
  };
  return {places: new Places(fetchJson, vocabulary), asked};
}

test('a name is spelt one way', () => {
  for (const [name, folded] of GOLDEN.folded) assert.equal(fold(name), folded);
});

test('areas are found the likeliest first', () => {
  for (const [query, found] of GOLDEN.found) {
    assert.deepEqual(findAreas(INDEX, query).map(({level, name}) => `${level} ${name}`), found, query);
  }
});

test('a postcode is told from a name, in two halves', () => {
  for (const [text, halves] of GOLDEN.postcodes) {
    const [reading] = readPostcode(text);
    assert.deepEqual(reading ? [reading.outward, reading.inward] : null, halves, text);
  }
});

test('an outward half of two digits may be the beginning of one with a single digit', () => {
  assert.deepEqual(readPostcode('sr11'), [{outward: 'SR11', inward: ''}, {outward: 'SR1', inward: '1'}]);
});

test('areas come by how many of the postcodes in use they have', () => {
  assert.deepEqual(areasOf(FILES['postcodes/QA1.json'], '').map(({code}) => code), ['E02000001', 'E02000003']);
  assert.deepEqual(areasOf(FILES['postcodes/QA1.json'], '1AD'), [{code: 'E02000003', inUse: 0, retired: 1}]);
});

test('a postcode is answered with its area, and only its outward half is asked for', async () => {
  const {places: here, asked} = places();
  const {places: [place], sentence} = await here.answer('qa11ab');

  assert.deepEqual([place.level, place.code, place.name], ['msoa', 'E02000001', 'Durham City']);
  assert.equal(sentence, 'QA1 1AB is in Durham City, Durham.');
  assert.deepEqual(asked, ['search.json', 'postcodes/QA1.json']);
});

test('what is known of an outward half is asked for once', async () => {
  const {places: here, asked} = places();
  for (const text of ['QA1', 'QA1 1', 'QA1 1A', 'QA1 1AA', 'QA1 2AB']) await here.answer(text);

  assert.deepEqual(asked, ['search.json', 'postcodes/QA1.json']);
});

/** @type {[string, string, number][]} */
const SAID = [
  ['QA1', '2 areas have postcodes that begin with QA1.', 2],
  ['qa1 1', '2 areas have postcodes that begin with QA1 1.', 2],
  ['QA12', '2 areas have postcodes that begin with QA1 2.', 2],
  ['QA1 1AD', 'QA1 1AD is no longer in use. It was in Old Durham, St Helens & District.', 1],
  ['QA2', '1 area has postcodes that begin with QA2.', 1],
  ['QA1 9ZZ', 'The postcode QA1 9ZZ has no small area here. Check it, or search by name.', 0],
  ['QA1 9', 'No postcode known here begins with QA1 9. Check it, or search by name.', 0],
  ...GOLDEN.postcodes_said.map((/** @type {[string, string]} */ example) => [...example, 0]),
  ['twin', '1 place found.', 1],
  ['church', '2 areas found.', 2],
  ['nowhere', 'No area has that name. Try a part of it, or its authority.', 0],
  ['  ', '', 0],
];

test('what is found is said', async () => {
  for (const [text, said, number] of SAID) {
    const {places: found, sentence} = await places().places.answer(text);
    assert.deepEqual([sentence, found.length], [said, number], text);
  }
});

test('without a lookup a postcode is answered with the way that works', async () => {
  const letters = ['QA'];
  const {places: here, asked} = places({'search.json': {levels: LEVELS, postcodes: false, letters}});

  assert.equal((await here.answer('QA1 1AA')).sentence, 'Postcodes are not known here. Search by name.');
  assert.equal((await here.answer('ZZ1 1AA')).sentence, 'ZZ1 1AA is not a postcode. Check it, or search by name.');
  assert.deepEqual(asked, ['search.json']);
});

test('what did not load is asked for again', async () => {
  let isDown = true;
  const here = new Places(async (path) => {
    if (isDown) throw new Error('503');
    return FILES[path];
  }, ENGLAND);
  await assert.rejects(here.answer('durham'));
  isDown = false;

  assert.equal((await here.answer('durham')).places.length, 4);
});

test('whatever is written is answered', async () => {
  const {places: here} = places();
  for (const text of ['x'.repeat(10_000), '🦠', '\u202eyrteb', '<script>alert(1)</script>', '.*', '(', '\\', '[-', '\ud800']) {
    assert.deepEqual((await here.answer(text)).places, []);
  }
});

/** @param {Partial<GeolocationPositionError> | {latitude: number, longitude: number}} answer */
function device(answer) {
  return /** @type {any} */ ({
    getCurrentPosition: (/** @type {any} */ found, /** @type {any} */ failed) =>
      'code' in answer ? failed(answer) : found({coords: answer}),
  });
}

test('each reason why the reader is not located is said', async () => {
  const inEngland = device({latitude: 54.55, longitude: -1.55});
  const nowhere = async () => null;
  /** @type {[any, any, RegExp][]} */
  const cases = [
    [nowhere, device({code: 1}), /may not tell this page/],
    [nowhere, device({code: 2}), /could not find out/],
    [nowhere, device({code: 3}), /took too long/],
    [nowhere, null, /cannot tell/],
    [nowhere, inEngland, /outside the areas/],
    [() => Promise.reject(new Error('503')), inEngland, /did not load/],
  ];
  for (const [find, geolocation, said] of cases) {
    const {area, reading, sentence} = await locate(find, ENGLAND.finder, geolocation);
    assert.deepEqual([area, reading], [null, null]);
    assert.match(sentence, said);
  }
});

const LAYER = {name: 'msoa-00', level: 'msoa', href: 'layers/msoa-00.json', boxes: [[-1.6, 54.5, -1.4, 54.6]]};
const FILE = /** @type {any} */ ({
  transform: {scale: [0.1, 0.1], translate: [-1.6, 54.5]},
  arcs: [[[1, 0], [0, 1]], [[1, 1], [-1, 0], [0, -1], [1, 0]], [[1, 0], [1, 0], [0, 1], [-1, 0]]],
  objects: {areas: {geometries: [
    {type: 'Polygon', id: 'E02000001', arcs: [[0, 1]]},
    {type: 'Polygon', id: 'E02000002', arcs: [[2, ~0]]},
  ]}},
  level: 'msoa',
  authorities: [['E06000001', 'Durham', null]],
  columns: {place: [0, 1], name: ['Durham City', 'Church End'], population: [null, null], authority: [0, 0], cases: [9, 9]},
});

test('the reader is located in the area that holds the place, loading only the layers around it', async () => {
  /** @type {string[]} */
  const loaded = [];
  const load = async (/** @type {{name: string}} */ {name}) => {
    loaded.push(name);
    return FILE;
  };
  const layers = [LAYER, {...LAYER, name: 'far', boxes: [[0, 51, 1, 52]]}];
  const find = (/** @type {number} */ longitude, latitude = 54.55) => areaAt(layers, load, {latitude, longitude});

  assert.deepEqual(await find(-1.55), {level: 'msoa', code: 'E02000001', name: 'Durham City', within: 'Durham'});
  assert.deepEqual(await find(-1.45), {level: 'msoa', code: 'E02000002', name: 'Church End', within: 'Durham'});
  assert.deepEqual(loaded, ['msoa-00', 'msoa-00']);
  assert.equal(await find(5), null);
});

/** @type {[number, string][]} */
const ACCURACIES = [
  [4, ', to about 10 metres'],
  [37, ', to about 40 metres'],
  [980, ', to about 1000 metres'],
  [1400, ', to about 1 kilometre'],
  [38_000, ', to about 40 kilometres'],
  [NaN, ''],
];

test('where the reader is is said with the area and how far off that may be', async () => {
  const area = {level: 'msoa', code: 'E02000001', name: 'Durham City', within: 'Durham'};
  for (const [accuracy, said] of ACCURACIES) {
    const here = {latitude: 54.55, longitude: -1.55, accuracy};
    const {reading, sentence} = await locate(async () => area, ENGLAND.finder, device(here));
    assert.deepEqual(reading, here);
    assert.equal(sentence, `The dot shows where you are${said}: Durham City, Durham.`);
  }
});

test('without a lookup the reader is sent to names alone', async () => {
  const {sentence} = await locate(async () => null, null, device({code: 2}));
  assert.equal(sentence, 'Your device could not find out where you are. Search by name instead.');
});

const BILINGUAL = GOLDEN.two_languages;

test('areas are found by either of two names, and by those of the area around them', () => {
  const index = makeIndex({levels: BILINGUAL.levels}, BILINGUAL.order);
  for (const [query, found] of BILINGUAL.found) {
    assert.deepEqual(findAreas(index, query).map(({level, name}) => `${level} ${name}`), found, query);
  }
});

test('an area of two levels is one place only where its name is the same', () => {
  const levels = {
    city: {codes: ['1'], names: ['New York City'], within: null},
    borough: {codes: ['1', '2'], names: ['Manhattan', 'Bronx'], within: [0, 0]},
    zip: {codes: ['2', '10457'], names: ['Bronx', 'Tremont'], within: [1, 1]},
  };
  const {entries} = makeIndex({levels}, DEATHS.levels);
  assert.deepEqual(entries.map(({level, name}) => `${level} ${name}`),
    ['city New York City', 'borough Bronx', 'borough Manhattan', 'zip Tremont']);
});

const IN_NEW_YORK = {
  'search.json': {
    levels: {
      city: {codes: ['nyc'], names: ['New York City'], within: null},
      borough: {codes: ['1', '2'], names: ['Manhattan', 'Bronx'], within: [0, 0]},
      zip: {codes: ['10025', '10457'], names: ['Manhattan Valley', 'Tremont'], within: [0, 1]},
    },
    postcodes: false,
    stem: 3,
  },
  'finder.json': {10025: [0], 10457: [1], 10458: [1], 10470: [0, 1]},
};

/** @type {[string, string, number][]} */
const SAID_IN_NEW_YORK = [
  ['10458', '10458 is in Tremont, Bronx.', 1],
  [' 10025 ', '10025 is in Manhattan Valley, Manhattan.', 1],
  ['1045', '1 area has ZIP codes that begin with 1045.', 1],
  ['100', '1 area has ZIP codes that begin with 100.', 1],
  ...GOLDEN.codes_said.map((/** @type {[string, string]} */ example) => [...example, 0]),
  ['tremont', '1 area found.', 1],
  ['SR1 1AA', 'No area has that name or ZIP code. Try a part of it, or its borough.', 0],
];

test('a table finds places, and nothing typed is asked of the server', async () => {
  const {places: here, asked} = places(IN_NEW_YORK, DEATHS);
  for (const [text, said, number] of SAID_IN_NEW_YORK) {
    const {places: found, sentence} = await here.answer(text);
    assert.deepEqual([sentence, found.length], [said, number], text);
  }
  assert.deepEqual(asked, ['search.json', 'finder.json']);
});

test('where a table is not there, names are', async () => {
  const {places: here} = places({'search.json': IN_NEW_YORK['search.json']}, DEATHS);
  assert.equal((await here.answer('10458')).sentence, 'ZIP codes are not known here. Search by name.');
  assert.equal((await here.answer('bronx')).sentence, '1 area found.');
});

test('a place without a finder answers names alone', async () => {
  const levels = {
    city: {codes: ['c'], names: ['Here'], within: null},
    ward: {codes: ['w1', 'w2'], names: ['SR1', 'North'], within: [0, 0]},
  };
  const {places: here, asked} = places({'search.json': {levels, postcodes: false}}, MONTHS);
  assert.equal((await here.answer('SR1')).sentence, '1 area found.');
  assert.equal((await here.answer('SR1 1AA')).sentence, 'No area has that name. Try a part of it, or its city.');
  assert.deepEqual(asked, ['search.json']);
});

test('with one level there is nothing around an area to try', async () => {
  const levels = {authority: {codes: ['a'], names: ['Gwynedd'], within: null}};
  const {places: here} = places({'search.json': {levels, postcodes: false}}, PEOPLE);
  assert.equal((await here.answer('nowhere')).sentence, 'No area has that name. Try a part of it.');
});

test('a common name of several areas is one place, or each of them where one is to be chosen', async () => {
  const fetchJson = async (/** @type {string} */ path) => FILES[path] ?? null;
  const {places: [together]} = await new Places(fetchJson, ENGLAND).answer('twin valleys');
  assert.deepEqual(together.areas?.map(({name}) => name), ['St Helens & District', 'Durham Vale']);
  const {places: each, sentence} = await new Places(fetchJson, ENGLAND, false).answer('twin valleys');
  assert.deepEqual(each.map(({level, name}) => `${level} ${name}`), ['ltla St Helens & District', 'ltla Durham Vale']);
  assert.equal(sentence, '2 areas found.');
});

/** @type {[string, string, boolean, number][]} */
const SLIPS = [
  ['durham', 'durham', false, 0],
  ['durhm', 'durham', false, 1],
  ['durhaam', 'durham', false, 1],
  ['dorham', 'durham', false, 1],
  ['druham', 'durham', false, 1],
  ['drhuma', 'durham', false, 3],
  ['durh', 'durham', true, 0],
  ['druh', 'durham', true, 1],
  ['durh', 'durham', false, 2],
];

test('slips are counted: a letter too many, too few or another, or two that have changed places', () => {
  for (const [written, word, isBegun, number] of SLIPS) {
    assert.equal(Math.min(slips(written, word, 2, isBegun), 3), number, written);
  }
});
