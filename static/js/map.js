import {early, elements, isAskedMore, isWanted} from './early.js';
import {CaseMap} from './map/case-map.js';
import {leaveScrolling} from './map/gestures.js';
import {addHover} from './map/hover.js';
import {addKeyboard} from './map/keyboard.js';
import {Legend} from './map/legend.js';
import {tellHeight} from './page/height.js';
import {isEmbedded, readVocabulary, scriptAddress, showFailure} from './page/page.js';
import {readState} from './page/state.js';

// With the script a search is answered here: no postcode is sent, not even before the tools have come.
document.querySelector('form[role=search]')?.addEventListener('submit', (event) => event.preventDefault());
if (isEmbedded()) tellHeight();
isWanted.then(async ({container, drawn}) => {
  if (early?.area) await nextFrame(); // Drawing takes longer than a frame: the popup is to be seen before.
  if (!isAskedMore || await takeAsked()) startInWeek(container, drawn);
});

function nextFrame() {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

/** Narrow the map to what the address asks for; tells whether there is a map to show. */
async function takeAsked() {
  try {
    const {takeAsked: take} = await import(scriptAddress(document.body.dataset.asked ?? ''));
    return await take(elements);
  } catch {
    showFailure(() => location.reload());
    return false;
  }
}

/** @param {HTMLElement} container @param {import('./map/first.js').Scenery | null} drawn */
async function startInWeek(container, drawn) {
  const {step, weeks = null} = elements.element;
  if (!step) return start(container, weeks, drawn);
  // The rough picture in the page shows another week than the layers, until their values of it have come.
  const tools = import(scriptAddress(document.body.dataset.tools ?? ''));
  const weeksOfStep = await tools.then(({weeksAt}) => weeksAt(step)).catch(() => null);
  if (weeksOfStep) start(container, weeksOfStep, null);
  else showFailure(() => location.reload());
}

/**
 * @param {HTMLElement} container
 * @param {import('./map/case-map.js').Weeks | null} weeks
 * @param {import('./map/first.js').Scenery | null} drawn
 */
function start(container, weeks, drawn) {
  const {selected = null} = elements.element;
  // What the page's address asks for, as the server has understood it.
  const vocabulary = readVocabulary();
  const state = isEmbedded()
    ? {...readState('', vocabulary), area: selected}
    : readState(document.body.dataset.state ?? '', vocabulary);
  // What the reader has tapped meanwhile stays as it is: its popup, and the map under it.
  const caseMap = new CaseMap(container, elements, {...state, area: early?.area ?? state.area}, drawn);
  if (early?.shift.some(Boolean)) caseMap.map.panBy(early.shift, {animate: false});
  leaveScrolling(container);
  addKeyboard(caseMap);
  addHover(caseMap);
  caseMap.addEventListener('draw', () => sayWhatIsDrawn(container, caseMap));
  caseMap.start(weeks);
  early?.end();
  drawn?.canvas?.remove();
  if (caseMap.hasBegun) ready(caseMap, state);
  else caseMap.addEventListener('draw', () => ready(caseMap, state), {once: true});
}

/** @param {CaseMap} caseMap @param {import('./page/state.js').State} state */
async function ready(caseMap, state) {
  Object.assign(document.documentElement.dataset, {drawn: 'true', ready: 'true'});
  await nextFrame(); // The areas are to be seen before what takes longer than a frame: names, counts, marks.
  caseMap.ready();
  new Legend(caseMap, elements.element, readVocabulary().ratePer);
  const {tools, since} = document.body.dataset; // what a reader may ask for next comes after the first view
  if (tools) (await import(scriptAddress(tools))).addTools(caseMap, state, elements.element.step ?? null);
  if (since) (await import(scriptAddress(since))).addSince(caseMap);
}

/** @param {HTMLElement} container @param {CaseMap} caseMap */
function sayWhatIsDrawn(container, caseMap) {
  const {drawn, loading} = caseMap;
  if (drawn) container.dataset.level = drawn.level;
  container.dataset.shape = caseMap.shape;
  container.dataset.pending = String(loading.pending);
  showFailure(loading.hasFailed ? () => tryAgain(container, caseMap) : null);
}

/** @param {HTMLElement} container @param {CaseMap} caseMap */
function tryAgain(container, caseMap) {
  container.focus({preventScroll: true}); // The button that had it goes.
  caseMap.retry();
}
