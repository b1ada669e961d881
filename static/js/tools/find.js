import {fetchEditionFile, readElements, readVocabulary} from '../page/page.js';
import {addSearch} from '../search/box.js';
import {areaAt, locate} from '../search/location.js';

/**
 * Let the reader find a place, by its name, by what else places are found by, or by where they are.
 * @param {(area: import('../page/state.js').AreaKey) => void} onArea called with the place found
 */
export function addFinding(onArea) {
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector('form[role=search]'));
  if (!form) return;
  const vocabulary = readVocabulary();
  const box = addSearch(form, {vocabulary, fetchJson: fetchEditionFile, onPlace: onArea});
  const button = /** @type {HTMLElement | null} */ (form.querySelector('[data-locate]'));
  button?.addEventListener('click', async () => {
    button.focus(); // What is said goes when the form loses the focus, and not every browser gives it by a click.
    box.say('Finding where you are …');
    const {layers} = readElements();
    const find = (/** @type {import('../search/location.js').Position} */ position) =>
      areaAt(layers, ({href}) => fetchEditionFile(href), position);
    const {area, sentence} = await locate(find, vocabulary.finder);
    box.say(sentence);
    if (area) onArea(area);
  });
}
