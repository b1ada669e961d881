import {wordsOf} from '../words/vocabulary.js';

/**
 * @typedef {import('../words/vocabulary.js').Vocabulary} Vocabulary
 * @typedef {{level: string, code: string}} AreaKey an area is known by level and code together
 * @typedef {{
 *   area: AreaKey | null, measure: string | null, level: string | null, week: string | null, shape: string | null,
 *   edition: string | null, view: import('../map/view.js').View | null,
 * }} State what a reader chose; null is what the map does by itself
 */

const SHAPES = ['map', 'hexes'];
const AREA = /^([^.]+)\.([^<>\p{Cc}]+)$/u;
const EDITION = /^[\w-]+$/;
const DAY = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

/**
 * Read what an address says of the map; what cannot be understood is left to the map.
 * @param {string} query
 * @param {Vocabulary} vocabulary
 * @returns {State}
 */
export function readState(query, vocabulary) {
  const given = new URLSearchParams(query);
  const oneOf = (/** @type {string} */ name, /** @type {string[]} */ choices) =>
    choices.find((choice) => choice === given.get(name)) ?? null;
  const area = AREA.exec(given.get('area') ?? '');
  const week = given.get('week') ?? '';
  const edition = given.get('edition') ?? '';
  return {
    area: area && wordsOf(vocabulary, area[1]) && {level: area[1], code: area[2]},
    measure: oneOf('measure', vocabulary.measures),
    level: oneOf('level', vocabulary.drawn),
    week: DAY.test(week) ? week : null,
    shape: oneOf('shape', SHAPES),
    edition: EDITION.test(edition) ? edition : null,
    view: readView(given.get('view') ?? ''),
  };
}

/**
 * Write what the map shows as an address's query, empty where all is as the map does by itself.
 * @param {State} state
 */
export function writeState({area, measure, level, week, shape, edition, view}) {
  const parts = Object.entries({
    area: area && `${area.level}.${encodeURIComponent(area.code)}`,
    level,
    measure,
    shape,
    week,
    edition,
    view: view && [view.latitude.toFixed(4), view.longitude.toFixed(4), view.zoom.toFixed(2)].join(','),
  }).filter(([, value]) => value !== null);
  return parts.length ? `?${parts.map(([name, value]) => `${name}=${value}`).join('&')}` : '';
}

/**
 * Write the query of the embed builder for an area: its own map, or that of what lies in it, as it is shown now.
 * @param {AreaKey & {within?: string}} area within: how addresses name it as a place that holds others, by level and
 *   code where it is not said
 * @param {Pick<State, 'measure' | 'level' | 'week' | 'shape' | 'edition'>} shown
 * @param {Vocabulary} vocabulary
 */
export function builderQuery({level, code, within}, {measure, level: locked, week, shape, edition}, {finest}) {
  const key = `${level}.${code}`;
  const place = level === finest ? {area: key} : {within: within ?? key};
  // Hexagons are drawn at the finest level alone, whatever is locked on the map.
  const chosen = {...place, measure, level: shape === 'hexes' ? null : locked, week, shape, edition};
  return queryOf(chosen);
}

/**
 * Write the query of a picture or an embed of what the map shows.
 * @param {State} shown
 * @param {[number, number, number, number]} box west, south, east and north of what is in view, which counts where the
 *   reader has moved the map
 */
export function viewQuery({area, measure, level, week, shape, edition, view}, box) {
  return queryOf({
    area: area && `${area.level}.${area.code}`,
    bounds: view && box.map((side) => side.toFixed(4)).join(','),
    level: shape === 'hexes' ? null : level,
    measure,
    shape,
    week,
    edition,
  });
}

/** @param {Record<string, string | null | undefined>} chosen what is not there is left out */
function queryOf(chosen) {
  const given = Object.entries(chosen).filter(([, value]) => value);
  return given.length ? `?${given.map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`).join('&')}` : '';
}

/** @param {string} text @returns {import('../map/view.js').View | null} */
function readView(text) {
  const numbers = text.split(',').map(Number);
  if (numbers.length !== 3 || !numbers.every(Number.isFinite)) return null;
  const [latitude, longitude, zoom] = numbers;
  const isOnEarth = Math.abs(latitude) < 85 && Math.abs(longitude) <= 180 && zoom >= 0 && zoom <= 22;
  return isOnEarth ? {latitude, longitude, zoom} : null;
}
