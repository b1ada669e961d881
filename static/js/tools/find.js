import {fetchEditionFile, readElements, readVocabulary} from '../page/page.js';
import {addSearch} from '../search/box.js';
import {Dot} from '../search/dot.js';
import {areaAt, locate} from '../search/location.js';

/**
 * Let the reader find a place, by its name, by what else places are found by, or by where they are.
 * @param {import('../map/case-map.js').CaseMap} caseMap
 * @param {(area: import('../page/state.js').AreaKey) => void} onArea called with the area found
 */
export function addFinding(caseMap, onArea) {
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector('form[role=search]'));
  if (!form) return;
  const box = addSearch(form, {
    vocabulary: readVocabulary(),
    fetchJson: fetchEditionFile,
    onPlace: onArea,
    onSeveral: ({boxes = {}}) => {
      const around = boxes[caseMap.shape];
      caseMap.select(null);
      if (around) caseMap.show(caseMap.viewOver(around));
    },
  });
  const button = /** @type {HTMLElement | null} */ (form.querySelector('[data-locate]'));
  if (button) addLocation(button, box, new Dot(caseMap), onArea);
}

/**
 * Show where the reader is once they ask, until they ask again.
 * @param {HTMLElement} button
 * @param {ReturnType<typeof addSearch>} box
 * @param {Dot} dot
 * @param {(area: import('../page/state.js').AreaKey) => void} onArea
 */
function addLocation(button, box, dot, onArea) {
  const show = (/** @type {import('../search/location.js').Reading | null} */ reading) => {
    dot.show(reading);
    button.setAttribute('aria-pressed', String(dot.isShown));
    button.style.boxShadow = dot.isShown ? 'inset 0 -3px var(--accent)' : '';
  };
  let isFinding = false;
  show(null);
  button.addEventListener('click', async () => {
    if (isFinding) return;
    button.focus(); // What is said goes when the form loses the focus, and not every browser gives it by a click.
    if (dot.isShown) {
      show(null);
      return box.say('Where you are is no longer shown.');
    }
    box.say('Finding where you are …');
    isFinding = true;
    const {layers} = readElements();
    const find = (/** @type {import('../search/location.js').Position} */ position) =>
      areaAt(layers, ({href}) => fetchEditionFile(href), position);
    const {area, reading, sentence} = await locate(find, readVocabulary().finder);
    isFinding = false;
    show(reading);
    box.say(sentence);
    if (area) onArea(area);
  });
}
