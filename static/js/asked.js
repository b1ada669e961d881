// An embed without a server: what its address asks for is read here, from what app/web/pages/embed_options.py hands over.
import {asksMore, fetchEditionFile, readVocabulary, siteAddress, toElements} from './page/page.js';
import {loadTimeline, loadWeek, weeksAt} from './tools/week-files.js';
import {allOf, capitalizeFirst, ending, periodText} from './words/wording.js';

/**
 * @typedef {import('./page/page.js').Corners} Corners
 * @typedef {import('./page/page.js').Elements} Elements
 * @typedef {import('./page/page.js').MapElement} MapElement
 * @typedef {{bounds: Corners, locked: string | null, authorities?: string[], title?: string}} Block what narrows the map to an area
 * @typedef {Record<'area' | 'within', Record<string, Block>>} Blocks by the option that names the area, and by shape
 * @typedef {{level: string, code: string, in_a_sentence: string, embeds: Blocks}} AreaFile
 * @typedef {{
 *   values: Record<string, string[]>, schemes: Record<string, string>, title: string, longest: number, most: number,
 *   places: Record<string, string[]>,
 * }} Options what each option may be, when the dark scheme holds, and how places are named by level
 */

/** What an address asks for and that is not there. */
class NotThere extends Error {}

/**
 * Narrow the map, and the words around it, to what the page's address asks for; tells whether there is a map to show.
 * @param {Elements} elements
 */
export async function takeAsked(elements) {
  const given = new URLSearchParams(location.search);
  const {own = ''} = document.body.dataset;
  for (const [name, value] of new URLSearchParams(own)) if (!given.has(name)) given.set(name, value);
  try {
    const other = await pageOf(given, own);
    if (other) {
      location.replace(siteAddress(other));
      return false;
    }
    const options = /** @type {Options} */ (await fetchEditionFile('embed.json'));
    for (const name of Object.keys(options.values)) oneOf(options, given, name);
    await show(elements, given, options);
  } catch (error) {
    if (!(error instanceof NotThere)) throw error;
    refuse(error.message);
    return false;
  }
  return true;
}

/**
 * Name the page that shows what is asked for, or from which it can be made; null where it is this one.
 * @param {URLSearchParams} given
 * @param {string} own what this one is the answer to
 */
async function pageOf(given, own) {
  const place = given.getAll('within').join(',');
  if (place && !place.includes(',') && !asksMore(location.search, {...document.body.dataset, own: `?within=${place}`})) {
    const page = `embed-within-${encodeURIComponent(place)}`;
    if ((await fetch(siteAddress(page))).ok) return page;
    throw new NotThere(`within=${place}`);
  }
  const hasSearch = given.get('search') === 'yes';
  if (own === (hasSearch ? '?search=yes' : '')) return null;
  return `${hasSearch ? 'embed-search-yes' : 'embed'}?${given}`;
}

/** @param {Options} options @param {URLSearchParams} given @param {string} name */
function oneOf({values}, given, name) {
  const value = given.get(name)?.trim();
  if (value && !values[name].includes(value)) throw new NotThere(`${name}=${value}`);
  return value || null;
}

/** @param {Elements} elements @param {URLSearchParams} given @param {Options} options */
async function show(elements, given, options) {
  const shape = oneOf(options, given, 'shape');
  if (shape && shape !== elements.element.shape) await drawIn(elements, shape);
  const {element} = elements;
  const places = await placesOf(given, options);
  const selected = await areaOf(given);
  narrow(element, given, options, places, selected);
  const day = oneOf(options, given, 'week');
  if (day && given.get('search') === 'yes') throw new NotThere(`search=yes in week=${day}`);
  if (day && day !== document.body.dataset.week) await showWeek(element, day);
  const called = options.title.replace('{}', allOf(places.map((place) => place.in_a_sentence)));
  const title = places.length ? called : selected?.embeds.area[element.shape].title;
  tell(given, options, title ?? '');
}

/** @param {Elements} elements @param {string} shape */
async function drawIn(elements, shape) {
  const file = await fetchEditionFile(`shapes/${shape}.json`);
  const {element, layers} = toElements(file.elements);
  elements.layers = layers;
  elements.element = element;
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-in-shape]'))) {
    part.hidden = part.dataset.inShape !== shape;
  }
}

/** @param {URLSearchParams} given @param {Options} options @returns {Promise<AreaFile[]>} */
async function placesOf(given, {places, most}) {
  const keys = [...new Set(given.getAll('within').join(',').split(',').map((key) => key.trim()))].filter(Boolean).sort();
  if (keys.length > most) throw new NotThere(`within: ${keys.length} places`);
  return Promise.all(keys.map((key) => {
    const level = Object.keys(places).find((each) =>
      places[each].some((known) => known === key || key === `${each}.${known}`));
    if (!level) throw new NotThere(`within=${key}`);
    return areaFile(level, key.startsWith(`${level}.`) ? key.slice(level.length + 1) : key, `within=${key}`);
  }));
}

/** @param {URLSearchParams} given @returns {Promise<AreaFile | null>} */
async function areaOf(given) {
  const text = given.get('area')?.trim();
  if (!text) return null;
  const {levels, finest} = readVocabulary();
  const [start] = text.split('.', 1);
  const isOfLevel = text.includes('.') && levels.some(({slug}) => slug === start);
  const [level, code] = isOfLevel ? [start, text.slice(start.length + 1)] : [finest, text];
  return areaFile(level, code, `area=${text}`);
}

/** @param {string} level @param {string} code @param {string} asked */
async function areaFile(level, code, asked) {
  const file = await fetchEditionFile(`areas/${level}/${encodeURIComponent(code)}.json`);
  if (!file) throw new NotThere(asked);
  return file;
}

/**
 * @param {MapElement} element
 * @param {URLSearchParams} given
 * @param {Options} options
 * @param {AreaFile[]} places
 * @param {AreaFile | null} selected
 */
function narrow(element, given, options, places, selected) {
  const whole = element.bounds;
  const blocks = places.map(({embeds}) => embeds.within[element.shape]);
  const around = blocks.length ? blocks : selected ? [selected.embeds.area[element.shape]] : [];
  const bounds = boundsIn(given.get('bounds'), whole);
  const fitted = around.length ? wide(around.map((block) => block.bounds)) : whole;
  element.bounds = bounds ?? fitted;
  element.reach = blocks.length ? fitted : whole;
  if (blocks.length) element.authorities = blocks.flatMap(({authorities}) => authorities ?? []);
  element.selected = selected && {level: selected.level, code: selected.code};
  element.locked = oneOf(options, given, 'level') ?? around[0]?.locked ?? null;
  const measure = oneOf(options, given, 'measure');
  element.levels = element.levels
    .filter(({level}) => !element.locked || level === element.locked)
    .map((level) => ({...level, measure: measure ?? level.measure}));
  const [first] = element.levels;
  if (!first) throw new NotThere(`level=${element.locked}`);
  for (const section of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-legend]'))) {
    section.hidden = section.dataset.legend !== `${first.measure}:${first.level}`;
  }
}

/** @param {Corners[]} all */
function wide(all) {
  const [souths, wests, norths, easts] = [0, 1, 2, 3].map((side) => all.map((corners) => corners[side >> 1][side & 1]));
  return /** @type {Corners} */ ([
    [Math.min(...souths), Math.min(...wests)], [Math.max(...norths), Math.max(...easts)],
  ]);
}

/** @param {string | null} text @param {Corners} whole @returns {Corners | null} */
function boundsIn(text, [[leastSouth, leastWest], [mostNorth, mostEast]]) {
  if (!text?.trim()) return null;
  const [west, south, east, north] = text.split(',').map(Number);
  const meets = west < mostEast && east > leastWest && south < mostNorth && north > leastSouth;
  if (!(west < east && south < north && meets)) throw new NotThere(`bounds=${text}`);
  return [
    [Math.max(south, leastSouth), Math.max(west, leastWest)], [Math.min(north, mostNorth), Math.min(east, mostEast)],
  ];
}

/** @param {MapElement} element @param {string} day */
async function showWeek(element, day) {
  const step = (await loadTimeline()).find((each) => each.day === day);
  if (!step) throw new NotThere(`week=${day}`);
  const weeks = await weeksAt(step);
  element.weeks = weeks;
  const {level} = element.levels[element.levels.length - 1];
  const week = weeks[level]?.weekEnd ?? day;
  const {period} = readVocabulary();
  for (const text of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-period], .when'))) {
    const sentence = text.dataset.period ? ending(week, period) : capitalizeFirst(periodText(week, period));
    text.textContent = text.matches('.when') ? `${sentence}.` : sentence;
  }
  for (const text of document.querySelectorAll('[data-published], [data-taking]')) text.remove(); // They are of the page's week.
  await loadWeek(week).catch(() => null);
}

/** @param {URLSearchParams} given @param {Options} options @param {string} title without one of the article's own */
function tell(given, {schemes, longest}, title) {
  const dark = /** @type {HTMLStyleElement | null} */ (document.querySelector('style[data-dark]'));
  if (dark) dark.media = schemes[given.get('scheme')?.trim() || 'light'] || 'not all';
  const own = (given.get('title') ?? '').split(/\s+/).filter(Boolean).join(' ').slice(0, longest);
  const said = own || title;
  if (title) for (const links of document.querySelectorAll('[data-taking]')) links.remove(); // They are of all.
  if (!said) return;
  document.title = said;
  const heading = document.querySelector('h1');
  if (heading) heading.textContent = said;
}

/** @param {string} asked */
function refuse(asked) {
  const sentence = document.createElement('p');
  sentence.className = 'notice';
  const link = Object.assign(document.createElement('a'), {href: siteAddress(''), textContent: 'The whole map'});
  sentence.append(`There is no map here for ${asked.slice(0, 80)}. `, link);
  for (const part of document.querySelectorAll('.week, footer')) part.remove();
  document.querySelector('main')?.replaceChildren(sentence);
  document.documentElement.dataset.ready = 'true';
}
