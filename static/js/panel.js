import {areaAddress, editionAddress, siteAddress} from './page.js';
import {rowOf, trendText, weekAt} from './past.js';
import {addShare} from './share.js';
import {builderQuery, readState} from './state.js';
import {drawTrend} from './trend.js';
import {areaSentence, sentences, sevenDays} from './wording.js';

/**
 * @typedef {import('./case-map.js').CaseMap} CaseMap
 * @typedef {import('./past.js').AreaFile} AreaFile
 */

const COLUMNS = ['Area', 'Cases', 'Per 100,000', 'Change'];

/** Tell of the selected area beside the map: its figures and weeks, and how they compare. */
export class AreaPanel {
  #caseMap;
  #slider;
  #panel = document.getElementById('area-panel');
  #status = document.getElementById('area-status');

  /** @type {AreaFile | null} */
  #file = null;

  /** @type {Promise<AreaFile | null>} */
  #coming = Promise.resolve(null);

  /** @param {CaseMap} caseMap @param {import('./weeks.js').WeekSlider} slider */
  constructor(caseMap, slider) {
    this.#caseMap = caseMap;
    this.#slider = slider;
    caseMap.addEventListener('select', () => this.#take());
    slider.addEventListener('week', () => this.#show());
    if (caseMap.selected) this.#take();
  }

  /**
   * Wait until the selected area is told of, and go there if it is wanted.
   * @param {boolean} isToGo
   */
  async settle(isToGo) {
    const file = await this.#coming;
    const box = file?.shapes[this.#caseMap.shape]?.box;
    if (file && isToGo && box) this.#caseMap.goTo(file, box);
  }

  /**
   * Give the west, south, east and north of the selected area as it is drawn in a shape, null where it is not.
   * @param {string} shape
   */
  async boxIn(shape) {
    return (await this.#coming)?.shapes[shape]?.box ?? null;
  }

  #take() {
    const {selected} = this.#caseMap;
    this.#file = null;
    if (!selected) this.#show();
    this.#coming = selected ? this.#fetch(selected) : Promise.resolve(null);
  }

  /** @param {import('./state.js').AreaKey} selected @returns {Promise<AreaFile | null>} */
  async #fetch(selected) {
    try {
      const response = await fetch(editionAddress(`areas/${selected.level}/${selected.code}.json`));
      if (!response.ok) throw new Error(`${response.status}`);
      const file = await response.json();
      if (this.#caseMap.selected !== selected) return null; // The reader has moved on.
      this.#file = file;
      this.#show();
      return file;
    } catch {
      if (this.#status) this.#status.textContent = 'The figures of this area did not load. Select it again.';
      return null;
    }
  }

  #show() {
    if (!this.#panel) return;
    this.#panel.hidden = this.#file === null;
    if (!this.#file) return this.#panel.replaceChildren();
    const place = this.#file.weeks.length - 1 + this.#slider.place;
    const week = this.#slider.weekOf(this.#file.level, this.#file.weeks[place]);
    const isStep = week === this.#file.weeks[place]; // and not a week between two, of which the file says nothing
    const area = this.#areaAt(this.#file, place);
    const said = isStep ? sentences(area) : [elsewhere(week)];
    this.#panel.replaceChildren(
      textElement('h2', this.#file.name),
      this.#closing(),
      ...said.map((sentence, line) => textElement('p', sentence, line ? '' : 'count')),
      drawTrend(this.#file.cases, isStep ? place : -1),
      textElement('p', trendText(this.#file), 'note'),
      ...(isStep ? [this.#table(this.#file, place)] : []),
      this.#onward(this.#file, week),
    );
    if (this.#status) this.#status.textContent = isStep ? areaSentence(area) : `${area.name}: ${elsewhere(week)}`;
  }

  #closing() {
    const button = Object.assign(document.createElement('button'), {type: 'button', className: 'close', textContent: '×'});
    button.setAttribute('aria-label', 'Close');
    button.addEventListener('click', () => {
      this.#caseMap.map.getContainer().focus({preventScroll: true}); // the button that had it goes
      this.#caseMap.select(null);
    });
    return button;
  }

  /** @param {AreaFile} file @param {number} place */
  #areaAt(file, place) {
    const week = weekAt(file, place);
    const weekEnd = week.weekEnd ?? this.#slider.day ?? '';
    return {...file, ...week, place: 0, authority: null, weekEnd, hiddenWords: this.#caseMap.hiddenWords(file.level)};
  }

  /** @param {AreaFile} file @param {number} place */
  #table(file, place) {
    const table = document.createElement('table');
    table.append(textElement('caption', 'Beside its authority and England', 'visually-hidden'));
    table.createTHead().insertRow().append(...COLUMNS.map((column) => headCell(column, 'col')));
    const body = table.createTBody();
    for (const past of [file, ...file.compared]) {
      const [name, ...figures] = rowOf(weekAt(past, place), this.#caseMap.hiddenWords(past.level));
      body.insertRow().append(headCell(name, 'row'), ...figures.map((figure) => textElement('td', figure)));
    }
    return table;
  }

  /** @param {AreaFile} file @param {string | null} week */
  #onward({level, code, name}, week) {
    const list = document.createElement('ul');
    list.className = 'onward';
    const page = linkTo(areaAddress({level, code}, week), `All about ${name}`);
    const embed = linkTo('', 'Embed this map');
    const point = () => {
      embed.href = siteAddress(`embed/builder${builderQuery({level, code}, readState(location.search))}`);
    };
    for (const event of ['pointerdown', 'focus']) embed.addEventListener(event, point); // to the map as it is by then
    point();
    const share = document.createElement('li');
    addShare(share);
    list.append(withIn('li', page), withIn('li', embed), share);
    return list;
  }
}

/**
 * Say where the figures of a week are that the panel does not have.
 * @param {string | null} week
 */
function elsewhere(week) {
  return week ? `The figures of the ${sevenDays(week)} are on the page of this area` : 'Nothing is on record for this week';
}

/** @param {string} href @param {string} text */
function linkTo(href, text) {
  return Object.assign(document.createElement('a'), {href, textContent: text});
}

/** @param {string} text @param {string} scope */
function headCell(text, scope) {
  return Object.assign(document.createElement('th'), {scope, textContent: text});
}

/** @param {string} tag @param {Node} content */
function withIn(tag, content) {
  const element = document.createElement(tag);
  element.append(content);
  return element;
}

/** @param {string} tag @param {string} text @param {string} [className] */
function textElement(tag, text, className = '') {
  return Object.assign(document.createElement(tag), {className, textContent: text});
}
