import {readVocabulary} from '../page/page.js';
import {inLanguage} from '../words/vocabulary.js';
import {figureText} from '../words/wording.js';

/** @typedef {import('./layers.js').Shape} Shape */

const AWAY = 14; // pixels from the pointer

/**
 * Name the area under the pointer, with its figure in the measure drawn, where there is a pointer to hover with.
 * @param {import('./case-map.js').CaseMap} caseMap
 */
export function addHover(caseMap) {
  const container = caseMap.map.getContainer();
  const canHover = matchMedia('(hover: hover)');
  const vocabulary = readVocabulary();
  const label = document.createElement('div');
  label.className = 'hover';
  label.hidden = true;
  label.setAttribute('aria-hidden', 'true'); // the keyboard says the same in its own way
  container.append(label);
  /** @type {Shape | null} */
  let told = null;
  let size = {width: 0, height: 0};

  caseMap.addEventListener('hover', (event) => {
    const {shape, at} = /** @type {CustomEvent<import('./case-map.js').Hover>} */ (event).detail;
    if (!shape || !at || !canHover.matches || isSelected(shape)) return leave();
    if (shape !== told) tell(shape);
    place(at);
  });
  caseMap.map.on('movestart zoomstart', leave);
  caseMap.addEventListener('draw', leave);
  caseMap.addEventListener('select', leave);

  function leave() {
    told = null;
    label.hidden = true;
  }

  /** @param {Shape} shape */
  function tell(shape) {
    const name = Object.assign(document.createElement('b'), {textContent: shape.area.name});
    const figure = figureText(shape.area, caseMap.drawn?.measure ?? '', vocabulary);
    label.replaceChildren(inLanguage(name, vocabulary.language), figure);
    label.hidden = false;
    told = shape;
    size = {width: label.offsetWidth, height: label.offsetHeight};
  }

  /** @param {{x: number, y: number}} at */
  function place({x, y}) {
    const {x: width, y: height} = caseMap.map.getSize();
    const left = x + AWAY + size.width > width ? x - AWAY - size.width : x + AWAY;
    const top = y + AWAY + size.height > height ? y - AWAY - size.height : y + AWAY;
    label.style.transform = `translate(${Math.max(0, left)}px, ${Math.max(0, top)}px)`;
  }

  /** @param {Shape} shape */
  function isSelected({area: {level, code}}) {
    const {selected} = caseMap;
    return selected?.level === level && selected.code === code;
  }
}
