import {readVocabulary} from '../page/page.js';
import {areaSentence} from '../words/wording.js';
import {nextOf, WAYS} from './directions.js';
import {middleOf} from './layers.js';
import {placeOf, pointAt} from './view.js';

/**
 * @typedef {import('./case-map.js').CaseMap} CaseMap
 * @typedef {import('./layers.js').Shape} Shape
 */

const QUIET = 250; // milliseconds without a key, so that only the area where the reader stops is named
const KEYS =
  'Arrow keys go from area to area, Enter opens one, plus and minus zoom, Escape leaves.';
const ZOOMS = {'+': 1, '=': 1, '-': -1, _: -1};

/**
 * Let the map be read without a pointer: arrow keys go from area to area, which are named as they are reached.
 * @param {CaseMap} caseMap
 */
export function addKeyboard(caseMap) {
  const {map} = caseMap;
  const container = map.getContainer();
  const vocabulary = readVocabulary();
  const status = document.createElement('p');
  status.className = 'visually-hidden';
  status.setAttribute('role', 'status');
  container.setAttribute('role', 'application');
  container.setAttribute('aria-label', `Map of ${vocabulary.count.many}. ${KEYS}`);
  container.after(status);
  // The map is one stop: plus and minus do what these do.
  for (const button of container.querySelectorAll('.leaflet-control-zoom a')) button.setAttribute('tabindex', '-1');

  // A click focuses the map too; what shows where the reader is is for those who use keys.
  let isByKeys = false;
  addEventListener('keydown', () => setByKeys(true), true);
  addEventListener('pointerdown', () => setByKeys(false), true);
  container.addEventListener('focus', () => isByKeys && reach(caseMap.shapeInMiddle()));
  container.addEventListener('blur', () => caseMap.focus(null));
  caseMap.addEventListener('draw', follow);
  container.addEventListener('keydown', (event) => {
    if (event.target === container && !event.altKey && !event.ctrlKey && !event.metaKey && handle(event.key)) {
      event.preventDefault();
    }
  });

  /** @param {boolean} is */
  function setByKeys(is) {
    isByKeys = is;
    container.classList.toggle('is-by-keys', is);
  }

  /** @param {string} key */
  function handle(key) {
    if (key in WAYS) step(WAYS[key]);
    else if (key in ZOOMS) zoom(ZOOMS[/** @type {keyof typeof ZOOMS} */ (key)]);
    else if (key === 'Enter') open();
    else if (key === 'Escape') leave();
    else return false;
    return true;
  }

  /** @param {import('./world.js').Point} way */
  function step(way) {
    const {focused, shapes} = caseMap;
    const here = focused ?? caseMap.shapeInMiddle();
    if (here !== focused) return reach(here);
    const from = here ? middleOf(here) : pointAt(map, map.getCenter());
    const next = shapes[nextOf(from, way, shapes.map(middleOf))];
    if (!next) return say('No area lies that way.');
    reach(next);
  }

  /** @param {number} by */
  function zoom(by) {
    const {focused} = caseMap;
    map.setView(focused ? placeOf(map, middleOf(focused)) : map.getCenter(), map.getZoom() + by);
  }

  /** Go on to the area of another level that is drawn where the reader is, once it is there. */
  function follow() {
    const {focused, shapes} = caseMap;
    if (!focused || shapes.includes(focused)) return;
    const there = caseMap.shapeAt(placeOf(map, middleOf(focused)));
    if (there) reach(there);
  }

  /** @param {Shape | null} shape */
  function reach(shape) {
    caseMap.focus(shape);
    say(shape ? areaSentence(shape.area, vocabulary) : 'No area here. Arrow keys find the nearest.');
  }

  function open() {
    const shape = caseMap.focused ?? caseMap.shapeInMiddle();
    if (shape) caseMap.select(shape.area);
  }

  function leave() {
    if (caseMap.selected) return caseMap.select(null);
    container.blur();
  }

  let timer = 0;
  /** @param {string} sentence */
  function say(sentence) {
    clearTimeout(timer);
    timer = setTimeout(() => (status.textContent = sentence), QUIET);
  }
}
