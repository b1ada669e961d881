import {CaseMap} from './case-map.js';
import {addKeyboard} from './keyboard.js';
import {isEmbedded, readElements, showFailure, showLegend} from './page.js';
import {readState} from './state.js';
import {whenSized} from './view.js';

const elements = readElements();
const container = document.getElementById(elements.element.id);
if (container) whenSized(container, () => start(container));

/** @param {HTMLElement} container */
function start(container) {
  const {selected} = elements.element;
  const state = readState(isEmbedded() ? '' : location.search);
  if (selected) state.area = {level: 'msoa', code: selected};
  const caseMap = new CaseMap(container, elements, state);
  addKeyboard(caseMap);
  caseMap.addEventListener('draw', () => sayWhatIsDrawn(container, caseMap));
  caseMap.start();
  if (caseMap.hasBegun) requestAnimationFrame(() => ready(caseMap));
  else caseMap.addEventListener('draw', () => requestAnimationFrame(() => ready(caseMap)), {once: true});
}

/** @param {CaseMap} caseMap */
function ready(caseMap) {
  document.documentElement.dataset.ready = 'true';
  caseMap.ready();
}

/** @param {HTMLElement} container @param {CaseMap} caseMap */
function sayWhatIsDrawn(container, caseMap) {
  const {drawn, loading} = caseMap;
  if (drawn) showLegend(drawn);
  if (drawn) container.dataset.level = drawn.level;
  container.dataset.pending = String(loading.pending);
  showFailure(loading.hasFailed ? () => tryAgain(container, caseMap) : null);
}

/** @param {HTMLElement} container @param {CaseMap} caseMap */
function tryAgain(container, caseMap) {
  container.focus({preventScroll: true}); // The button that had it goes.
  caseMap.retry();
}
