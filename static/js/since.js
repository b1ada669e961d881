import {readVocabulary} from './page/page.js';
import {counted, withheldText} from './words/wording.js';

/**
 * @typedef {import('./map/case-map.js').CaseMap} CaseMap
 * @typedef {import('./words/measures.js').Cell} Cell
 */

/**
 * Say beside an area's figure as an earlier edition has it what it is now, where it was revised since.
 *
 * The page says it otherwise where readers were taken back from that edition.
 * @param {CaseMap} caseMap
 */
export function addSince(caseMap) {
  /** @type {Map<string, Promise<Record<string, {cases: Cell[]}> | null>>} */
  const weeks = new Map();
  const panel = document.getElementById('area-panel');
  const container = caseMap.map.getContainer();

  const tell = async () => {
    const area = caseMap.selectedShape?.area;
    if (!area) return;
    const {weekEnd, level, place} = area;
    const coming = weeks.get(weekEnd) ?? fetchWeek(weekEnd);
    weeks.set(weekEnd, coming);
    const cases = (await coming)?.[level]?.cases[place];
    if (cases === undefined || cases === area.cases || caseMap.selectedShape?.area !== area) return;
    const vocabulary = readVocabulary();
    const now = typeof cases === 'number' ? counted(cases, vocabulary) : withheldText({level, cases}, vocabulary);
    const said = `${document.body.dataset.sinceSays ?? 'Revised since'}: ${now}`;
    const inPopup = say(container.querySelector('.leaflet-popup-content .area-count'), said);
    if (inPopup) /** @type {any} */ (caseMap.map)._popup?.update();
    say(panel?.querySelector('.count') ?? null, said);
  };

  for (const name of ['select', 'draw']) caseMap.addEventListener(name, tell);
  if (panel) new MutationObserver(tell).observe(panel, {childList: true});
  tell();
}

/** @param {string} day @returns {Promise<Record<string, {cases: Cell[]}> | null>} */
async function fetchWeek(day) {
  const response = await fetch(`${document.body.dataset.now}weeks/${day}.json`).catch(() => null);
  return response?.ok ? response.json() : null; // The banner says it without the figure too.
}

/**
 * Say something after a figure, once; tells whether it was not said there yet.
 * @param {Element | null} figure
 * @param {string} text
 */
function say(figure, text) {
  if (!figure || figure.nextElementSibling?.classList.contains('since')) return false;
  figure.after(Object.assign(document.createElement('p'), {className: 'area-fact since', textContent: text}));
  return true;
}
