import {isStatic, readVocabulary, siteAddress} from '../page/page.js';
import {readState, viewQuery} from '../page/state.js';

/**
 * Let the page's links to the picture, the data and the builder lead to what the map shows.
 * @param {import('../map/case-map.js').CaseMap} caseMap
 * @param {import('./weeks.js').WeekSlider} slider
 */
export function addTaking({map}, slider) {
  const vocabulary = readVocabulary();
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll('a[data-of-view]'))) {
    leadTo(link, () => {
      const bounds = map.getBounds();
      const box = /** @type {[number, number, number, number]} */ (
        [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()]);
      return siteAddress(`${link.dataset.ofView}${viewQuery(readState(location.search, vocabulary), box)}`);
    });
  }
  const data = /** @type {HTMLElement | null} */ (document.querySelector('[data-of-week]'));
  slider.addEventListener('week', () => {
    const {now, week: own = ''} = document.body.dataset;
    const week = slider.weekOf(vocabulary.finest, now ? own : 'latest');
    if (!data) return;
    data.hidden = week === null || (isStatic() && week !== 'latest'); // of other weeks not all forms are files
    for (const link of data.querySelectorAll('a')) link.href = link.href.replace(/(\/v1\/weeks\/)[^/]+/, `$1${week}`);
  });
}

/**
 * Let a link lead to an address as it is by the time that somebody follows it.
 * @param {HTMLAnchorElement} link
 * @param {() => string} address
 */
export function leadTo(link, address) {
  for (const event of ['pointerdown', 'focus']) link.addEventListener(event, () => (link.href = address()));
}
