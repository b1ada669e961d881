import {areaAddress, editionAddress, isStatic, readVocabulary, siteAddress} from '../page/page.js';
import {builderQuery, readState} from '../page/state.js';
import {inLanguage, wordsOf} from '../words/vocabulary.js';
import {allOf, areaSentence, sentences, thePeriod} from '../words/wording.js';
import {headings, rowOf, weekAt} from './past.js';
import {addShare} from './share.js';
import {Sight} from './sight.js';
import {leadTo} from './taking.js';

/**
 * @typedef {import('../map/case-map.js').CaseMap} CaseMap
 * @typedef {import('./past.js').AreaFile} AreaFile
 */

/** Tell of the selected area beside the map: its figures and weeks, and how they compare. */
export class AreaPanel {
  #caseMap;
  #slider;
  #vocabulary = readVocabulary();
  #panel = document.getElementById('area-panel');
  #sight;
  #status = document.getElementById('area-status');

  /** @type {AreaFile | null} */
  #file = null;

  /** @type {Element | null} of its weeks */
  #chart = null;

  /** @type {Promise<AreaFile | null>} */
  #coming = Promise.resolve(null);

  /** @param {CaseMap} caseMap @param {import('./weeks.js').WeekSlider} slider */
  constructor(caseMap, slider) {
    this.#caseMap = caseMap;
    this.#slider = slider;
    this.#sight = this.#panel && new Sight(caseMap, this.#panel);
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
    if (!file || !isToGo || !box) return;
    this.#caseMap.goTo(file, box);
    this.#sight?.bring();
  }

  /**
   * Return the west, south, east and north of the selected area as it is drawn in a shape, null where it is not.
   * @param {string} shape
   */
  async boxIn(shape) {
    return (await this.#coming)?.shapes[shape]?.box ?? null;
  }

  /** Return the codes of the authorities that the selected area is, or that lie in it; none of an area within one. */
  async authorities() {
    return (await this.#coming)?.authorities ?? [];
  }

  #take() {
    const {selected} = this.#caseMap;
    this.#file = null;
    if (!selected) this.#show();
    this.#coming = selected ? this.#fetch(selected) : Promise.resolve(null);
  }

  /** @param {import('../page/state.js').AreaKey} selected @returns {Promise<AreaFile | null>} */
  async #fetch(selected) {
    try {
      const name = `${selected.level}/${encodeURIComponent(selected.code)}`;
      const [file, chart] = await Promise.all([
        fetchText(`areas/${name}.json`).then((text) => JSON.parse(text)),
        fetchText(`charts/${name}`).then(chartIn).catch(() => null), // The figures are told without it too.
      ]);
      if (this.#caseMap.selected !== selected) return null; // The reader has moved on.
      this.#file = file;
      this.#chart = chart;
      this.#show();
      this.#toTop();
      this.#sight?.bring();
      return file;
    } catch {
      if (this.#status) this.#status.textContent = 'The figures of this area did not load. Select it again.';
      return null;
    }
  }

  /** Begin at the top: the panel rolls where it is a sheet, and what it stands in elsewhere. */
  #toTop() {
    for (const part of [this.#panel, this.#panel?.parentElement]) if (part) part.scrollTop = 0;
  }

  #show() {
    if (!this.#panel) return;
    this.#panel.hidden = this.#file === null;
    if (!this.#file) return this.#panel.replaceChildren();
    const place = this.#file.weeks.length - 1 + this.#slider.place;
    const week = this.#slider.weekOf(this.#file.level, this.#file.weeks[place]);
    const isStep = week === this.#file.weeks[place]; // and not a week between two, of which the file says nothing
    const area = this.#areaAt(this.#file, place);
    const said = isStep ? sentences(area, this.#vocabulary) : [this.#elsewhere(week)];
    this.#panel.replaceChildren(
      inLanguage(textElement('h2', this.#file.name), this.#vocabulary.language),
      this.#closing(),
      ...said.map((sentence, line) => textElement('p', sentence, line ? '' : 'count')),
      ...this.#chartIn(week),
      ...(isStep ? [this.#table(this.#file, place)] : []),
      this.#onward(this.#file, week),
    );
    const sentence = isStep ? areaSentence(area, this.#vocabulary) : `${area.name}: ${this.#elsewhere(week)}`;
    if (this.#status) this.#status.textContent = sentence;
  }

  /** @param {string | null} week the one to be marked in the chart */
  #chartIn(week) {
    if (!this.#chart) return [];
    for (const mark of this.#chart.querySelectorAll('[data-week]')) {
      mark.classList.toggle('own', mark.getAttribute('data-week') === week);
    }
    return [this.#chart];
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
    const week = weekAt(file, place, this.#vocabulary.period);
    const weekEnd = week.weekEnd ?? this.#slider.day ?? '';
    return {...file, ...week, place: 0, authority: null, weekEnd};
  }

  /**
   * Say where the figures of a week are that the panel does not have.
   * @param {string | null} week
   */
  #elsewhere(week) {
    const {period} = this.#vocabulary;
    return week
      ? `The figures of ${thePeriod(week, period)} are on the page of this area`
      : `Nothing is on record for this ${period.one}`;
  }

  /** @param {AreaFile} file @param {number} place */
  #table(file, place) {
    const table = document.createElement('table');
    table.append(textElement('caption', captionOf(file, this.#vocabulary), 'visually-hidden'));
    const heads = headings(this.#vocabulary).map((heading) => headCell(heading, 'col'));
    table.createTHead().insertRow().append(...heads);
    const body = table.createTBody();
    for (const past of [file, ...file.compared]) {
      const [name, ...figures] = rowOf(weekAt(past, place, this.#vocabulary.period), this.#vocabulary);
      const head = inLanguage(headCell(name, 'row'), this.#vocabulary.language);
      body.insertRow().append(head, ...figures.map((figure) => textElement('td', figure)));
    }
    return table;
  }

  /** @param {AreaFile} file @param {string | null} week */
  #onward({level, code, name, in_a_sentence: called, within}, week) {
    const {language} = this.#vocabulary;
    const list = document.createElement('ul');
    list.className = 'onward';
    const page = linkTo(areaAddress({level, code}, week), `All about ${called.slice(0, -name.length)}`);
    page.append(inLanguage(textElement('span', name), language));
    const links = isStatic() ? [page] : [
      page,
      this.#ofView('embed/builder', 'Embed this map', {level, code, within}),
      this.#ofView('image.png', 'Get the picture', {level, code, within}),
    ];
    const {finest} = this.#vocabulary;
    const day = this.#slider.weekOf(finest, document.body.dataset.week ?? 'latest');
    const key = encodeURIComponent(`${level}.${code}`);
    if (day && !isStatic()) links.push(linkTo(siteAddress(`api/v1/weeks/${day}/${finest}/${key}.csv`), 'Get the data'));
    const share = document.createElement('li');
    addShare(share);
    list.append(...links.map((link) => withIn('li', link)), share);
    return list;
  }

  /**
   * Link to what shows an area as the map does by then.
   * @param {string} path
   * @param {string} text
   * @param {import('../page/state.js').AreaKey & {within?: string}} area
   */
  #ofView(path, text, area) {
    const address = () =>
      siteAddress(`${path}${builderQuery(area, readState(location.search, this.#vocabulary), this.#vocabulary)}`);
    const link = linkTo(address(), text);
    leadTo(link, address);
    return link;
  }
}

/**
 * Say what an area's figures stand beside: those of its authority and of the whole, which goes by its name.
 * @param {AreaFile} file
 * @param {import('../words/vocabulary.js').Vocabulary} vocabulary
 */
function captionOf({name, compared}, vocabulary) {
  const top = vocabulary.levels[0].slug;
  const others = compared.map((past) =>
    (past.level === top ? past.in_a_sentence : `its ${wordsOf(vocabulary, past.level)?.noun}`));
  return others.length ? `Beside ${allOf(others)}` : name;
}

/** @param {string} path of one of the edition's files */
async function fetchText(path) {
  const response = await fetch(editionAddress(path));
  if (!response.ok) throw new Error(`${response.status}`);
  return response.text();
}

/** @param {string} page */
function chartIn(page) {
  return new DOMParser().parseFromString(page, 'text/html').querySelector('.chart');
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
