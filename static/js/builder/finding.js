import {fetchEditionFile, readVocabulary} from '../page/page.js';
import {addSearch} from '../search/box.js';

/**
 * Let places be found by their names in each field that takes them.
 * @param {(field: string, place: {level: string, code: string}) => void} onPlace called with the name of the field and the
 *   place found for it
 */
export function addFinding(onPlace) {
  const vocabulary = readVocabulary();
  for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll('form[data-find]'))) {
    const field = /** @type {HTMLInputElement} */ (form.querySelector('input'));
    addSearch(form, {
      vocabulary,
      fetchJson: fetchEditionFile,
      onPlace(place) {
        field.value = ''; // It stands below the field, and another may be found.
        // What holds no other area cannot be shown alone, but pointed out.
        onPlace(place.level === vocabulary.finest ? 'area' : form.dataset.find ?? '', place);
      },
    });
  }
}
