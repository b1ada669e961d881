import {editionAddress} from '../page/page.js';

const LATE = 200; // milliseconds after which a headline of another week than the map's goes until its own has come

/**
 * Keep the headline in the week that the map shows, and let its areas be selected on the map.
 * @param {import('./weeks.js').WeekSlider} slider
 * @param {(area: import('../page/state.js').AreaKey) => void} onArea called with the area that is chosen
 */
export function addHeadline(slider, onArea) {
  addEventListener('click', (event) => {
    const link = /** @type {HTMLElement} */ (event.target).closest?.('a');
    const {level, code} = link?.dataset ?? {};
    if (!level || !code || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    onArea({level, code});
  });
  const kept = new Map([[slider.day, partsOf(document)]]);
  slider.addEventListener('week', async () => {
    const {day} = slider;
    const late = setTimeout(() => show(partsOf(document), true), LATE);
    const parts = kept.get(day) ?? await fetchParts(day ?? document.body.dataset.week ?? '').catch(() => null);
    clearTimeout(late);
    if (day !== slider.day) return;
    if (!parts) return show(partsOf(document), true); // None is better than one of another week.
    kept.set(day, parts);
    partsOf(document).forEach((part, place) => part.replaceWith(parts[place]));
    show(parts, false);
  });
}

/** @param {string} day */
async function fetchParts(day) {
  const response = await fetch(editionAddress(`headlines/${day}`));
  if (!response.ok) throw new Error(`${response.status}`);
  return partsOf(new DOMParser().parseFromString(await response.text(), 'text/html'));
}

/** @param {ParentNode} root @returns {HTMLElement[]} */
function partsOf(root) {
  return [...root.querySelectorAll('[data-headline]')].map((part) => /** @type {HTMLElement} */ (part));
}

/** @param {HTMLElement[]} parts @param {boolean} isGone */
function show(parts, isGone) {
  for (const part of parts) part.classList.toggle('is-of-another-week', isGone);
}
