import {classOf, figureOf} from '../words/measures.js';
import {whole} from '../words/wording.js';
import {inWeek} from './areas.js';
import {figureText, placeIn} from './bar.js';
import {boxInView} from './view.js';
import {overlap} from './world.js';

/**
 * @typedef {import('./areas.js').Area} Area
 * @typedef {import('./case-map.js').CaseMap} CaseMap
 * @typedef {import('../words/measures.js').MeasureClass} MeasureClass
 * @typedef {import('../words/measures.js').Figure} Figure
 */

const TOLD_FOR = 6000; // milliseconds

/**
 * Bring the legend to life: the section of what is drawn, the number of areas in each of its classes, and marks for the
 * area that the reader is at and for the whole.
 */
export class Legend {
  #caseMap;
  #element;
  #ratePer;

  /** @type {Area | null} the area in which all others lie */
  #whole;

  /** @type {Area | null} under the pointer */
  #hovered = null;

  /** @type {string | null} the measure drawn last */
  #measure = null;

  #timer = 0;

  /**
   * @param {CaseMap} caseMap
   * @param {import('../page/page.js').MapElement} element
   * @param {number} ratePer the number of people that rates are told for
   */
  constructor(caseMap, element, ratePer) {
    this.#caseMap = caseMap;
    this.#element = element;
    this.#ratePer = ratePer;
    const text = /** @type {HTMLElement | null} */ (document.querySelector('[data-whole]'))?.dataset.whole;
    this.#whole = text ? {...JSON.parse(text), code: '', place: 0, authority: null} : null;
    caseMap.addEventListener('draw', () => this.#update());
    caseMap.map.on('moveend', () => this.#count());
    for (const name of ['select', 'focus']) caseMap.addEventListener(name, () => this.#point());
    caseMap.addEventListener('hover', (event) => {
      const {shape} = /** @type {CustomEvent<import('./case-map.js').Hover>} */ (event).detail;
      if (shape?.area === this.#hovered) return;
      this.#hovered = shape?.area ?? null;
      this.#point();
    });
    this.#update();
  }

  #update() {
    const {drawn, choices} = this.#caseMap;
    if (!drawn) return;
    for (const section of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-legend]'))) {
      section.hidden = section.dataset.legend !== `${drawn.measure}:${drawn.level}`;
    }
    const isByZoom = choices.measure === null && choices.level === null;
    for (const said of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-by-zoom]'))) {
      said.hidden = !isByZoom || (said.dataset.byZoom === 'out' && this.#isAllOut(drawn.level));
    }
    if (this.#measure && this.#measure !== drawn.measure && choices.measure === null) this.#tell();
    this.#measure = drawn.measure;
    this.#count();
    this.#point();
    this.#markWhole();
  }

  /** Say for a while that another level brought another measure. */
  #tell() {
    const status = document.getElementById('measure-status');
    if (!status) return;
    status.textContent = this.#shown().section?.querySelector('[data-now]')?.textContent ?? '';
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (status.textContent = ''), TOLD_FOR);
  }

  /** @param {string} level */
  #isAllOut(level) {
    const fromZoom = this.#element.levels.find((element) => element.level === level)?.from_zoom ?? 0;
    return this.#caseMap.map.getMinZoom() >= fromZoom;
  }

  /** Say how many of the areas in view are in each class, once all of them have come. */
  #count() {
    const {section, classes} = this.#shown();
    if (!section || !classes || this.#caseMap.loading.pending) return;
    const view = boxInView(this.#caseMap.map);
    const numbers = classes.map(() => 0);
    const without = {hatched: 0, dotted: 0, striped: 0};
    for (const {area, box} of this.#caseMap.shapes) {
      if (!overlap(box, view)) continue;
      if (area.cases === 'missing') without.hatched += 1;
      if (area.cases === 'withheld') without.striped += 1;
      if (typeof area.cases !== 'number') continue;
      const figure = this.#figureOf(area);
      const one = figure && classOf(figure, classes);
      if (one) numbers[classes.indexOf(one)] += 1;
      else if (!figure) without.dotted += 1;
    }
    const most = Math.max(1, ...numbers);
    section.querySelectorAll('.many rect').forEach((bar, place) => {
      bar.setAttribute('y', String(1 - numbers[place] / most));
      bar.setAttribute('height', String(numbers[place] / most));
    });
    section.querySelectorAll('[data-many]').forEach((text, place) => {
      text.textContent = `: ${whole(numbers[place])} ${numbers[place] === 1 ? 'area' : 'areas'}`;
    });
    for (const entry of /** @type {NodeListOf<HTMLElement>} */ (section.querySelectorAll('[data-without]'))) {
      entry.hidden = without[/** @type {'hatched'} */ (entry.dataset.without)] === 0;
    }
  }

  /** Mark the area that the reader points to, is at by keys, or has selected. */
  #point() {
    const area = this.#hovered ?? (this.#caseMap.focused ?? this.#caseMap.selectedShape)?.area ?? null;
    this.#mark('is-here', area, '');
  }

  /** Mark the whole, where its figure can be held against those of its parts. */
  #markWhole() {
    const {drawn, weeks} = this.#caseMap;
    if (!this.#whole) return;
    const week = weeks?.[this.#whole.level];
    const area = week ? inWeek(this.#whole, week) : this.#whole;
    const isComparable = drawn?.measure === 'rate' || drawn?.measure === 'change';
    this.#mark('is-whole', isComparable ? area : null, area.name);
  }

  /** @param {string} kind @param {Area | null} area @param {string} name */
  #mark(kind, area, name) {
    const {section, classes} = this.#shown();
    if (!section || !classes) return;
    const bar = /** @type {HTMLElement} */ (section.querySelector('.bar'));
    const figure = area && typeof area.cases === 'number' ? this.#figureOf(area) : null;
    const place = figure && placeIn(figure, classes);
    let mark = /** @type {HTMLElement | null} */ (bar.querySelector(`.${kind}`));
    if (!figure || place === null) return mark?.remove();
    if (!mark) {
      mark = document.createElement('span');
      mark.className = `mark ${kind}`;
      bar.append(mark);
    }
    mark.style.setProperty('--at', String(place));
    if (!name) return;
    const label = mark.firstElementChild ?? mark.appendChild(document.createElement('b'));
    label.textContent = `${name} ${figureText(figure, this.#caseMap.drawn?.measure ?? '')}`;
  }

  #shown() {
    const {drawn} = this.#caseMap;
    const name = drawn && `${drawn.measure}:${drawn.level}`;
    return {
      section: name ? /** @type {HTMLElement | null} */ (document.querySelector(`[data-legend="${name}"]`)) : null,
      classes: drawn ? this.#element.measures[drawn.measure][drawn.level] : null,
    };
  }

  /** @param {Area} area */
  #figureOf(area) {
    return figureOf(this.#caseMap.drawn?.measure ?? '', area, this.#ratePer);
  }
}
