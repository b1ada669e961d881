import {inLanguage, wordsOf} from '../words/vocabulary.js';
import {allOf} from '../words/wording.js';
import {Places} from './places.js';

/**
 * @typedef {import('./names.js').Place} Place
 * @typedef {import('../words/vocabulary.js').Vocabulary} Vocabulary
 */

const REST = 150; // milliseconds for which typing rests before the server is asked for a part of it
const FAILED = 'The search did not load. Check your connection and try again.';

/**
 * Bring a search form to life: a combobox that offers places while one types, by keyboard and touch.
 * @param {HTMLFormElement} form with a field, which is followed by a status and a list
 * @param {{
 *   vocabulary: Vocabulary, fetchJson: import('./places.js').FetchJson,
 *   onPlace: (place: {level: string, code: string}) => void, onSeveral?: (place: Place) => void,
 * }} options `fetchJson` gives one of the edition's files, null where there is none; `onPlace` is called with the area
 *   that was chosen, `onSeveral` with a common name of several: without it each of them is offered instead
 */
export function addSearch(form, {vocabulary, fetchJson, onPlace, onSeveral}) {
  const places = new Places(fetchJson, vocabulary, Boolean(onSeveral));
  return new SearchBox(form, vocabulary, places, (place) => (place.areas ? onSeveral?.(place) : onPlace(place)));
}

/** The field, the list under it, and what is said of it. */
class SearchBox {
  #vocabulary;
  #places;
  #onPlace;
  #form;
  #field;
  #list;
  #status;

  /** @type {Place[]} */
  #offered = [];

  #active = -1;
  #asked = 0;
  #timer = 0;

  /**
   * @param {HTMLFormElement} form
   * @param {Vocabulary} vocabulary
   * @param {Places} places
   * @param {(place: Place) => void} onPlace
   */
  constructor(form, vocabulary, places, onPlace) {
    this.#vocabulary = vocabulary;
    this.#places = places;
    this.#onPlace = onPlace;
    this.#form = form;
    this.#field = /** @type {HTMLInputElement} */ (form.querySelector('input'));
    this.#list = /** @type {HTMLElement} */ (form.querySelector('[data-choices]'));
    this.#status = /** @type {HTMLElement} */ (form.querySelector('[role=status]'));
    this.#describe();
    this.#listen();
    if (document.activeElement === this.#field) this.#ask();
  }

  /**
   * Say something under the field, or nothing, in the place of what was asked.
   * @param {string} sentence
   */
  say(sentence) {
    this.#asked += 1;
    clearTimeout(this.#timer);
    this.#show([], sentence);
  }

  #describe() {
    this.#list.id = `${this.#field.id}-choices`;
    this.#list.setAttribute('role', 'listbox');
    this.#list.setAttribute('aria-label', 'Places');
    for (const [name, value] of Object.entries({
      role: 'combobox',
      'aria-autocomplete': 'list',
      'aria-controls': this.#list.id,
      'aria-expanded': 'false',
    })) this.#field.setAttribute(name, value);
  }

  #listen() {
    const [form, field] = [this.#form, this.#field];
    field.addEventListener('focus', () => this.#ask());
    field.addEventListener('input', () => {
      clearTimeout(this.#timer);
      if (this.#places.isAsked(field.value)) this.#timer = setTimeout(() => this.#ask(), REST);
      else this.#ask();
    });
    field.addEventListener('keydown', (event) => {
      if (!event.isComposing && this.#key(event.key)) event.preventDefault();
    });
    form.addEventListener('focusout', ({relatedTarget}) => {
      if (!form.contains(/** @type {Node | null} */ (relatedTarget))) this.say('');
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#list.addEventListener('pointerdown', (event) => event.preventDefault()); // The field keeps the focus.
    this.#list.addEventListener('click', ({target}) => {
      const option = /** @type {Element} */ (target).closest('[role=option]');
      if (option) this.#choose(this.#offered[[...this.#list.children].indexOf(option)]);
    });
  }

  /** @param {string} key */
  #key(key) {
    const {length} = this.#offered;
    if (key === 'ArrowDown' && length) this.#activate((this.#active + 1) % length);
    else if (key === 'ArrowUp' && length) this.#activate((this.#active <= 0 ? length : this.#active) - 1);
    else if (key === 'ArrowDown') this.#ask();
    else if (key === 'Escape' && this.#status.textContent) this.say('');
    else return false;
    return true;
  }

  /** Offer the places of what is typed; gives whether that is still what is typed. */
  async #ask() {
    clearTimeout(this.#timer);
    this.#asked += 1;
    const asked = this.#asked;
    try {
      if (!this.#field.value.trim()) this.#places.load().catch(() => {}); // It is asked for again once one types.
      const {places, sentence} = await this.#places.answer(this.#field.value);
      if (asked !== this.#asked) return false;
      this.#show(places, sentence);
    } catch {
      if (asked === this.#asked) this.say(FAILED);
    }
    return asked === this.#asked;
  }

  async #submit() {
    const chosen = this.#offered[this.#active];
    if (chosen) return this.#choose(chosen);
    this.#field.focus();
    if ((await this.#ask()) && this.#offered.length) this.#choose(this.#offered[0]);
  }

  /** @param {Place} place */
  #choose(place) {
    this.#field.value = place.name;
    this.say('');
    if (matchMedia('(pointer: coarse)').matches) this.#field.blur(); // The keyboard makes way for the map.
    this.#onPlace(place);
  }

  /** @param {Place[]} places @param {string} sentence */
  #show(places, sentence) {
    this.#offered = places;
    this.#form.classList.toggle('is-open', sentence !== '');
    if (this.#status.textContent !== sentence) this.#status.textContent = sentence;
    this.#list.replaceChildren(...places.map((place, row) =>
      optionOf(place, `${this.#field.id}-choice-${row}`, this.#vocabulary)));
    this.#field.setAttribute('aria-expanded', String(places.length > 0));
    this.#activate(-1);
  }

  /** @param {number} place */
  #activate(place) {
    this.#active = place;
    const options = [...this.#list.children];
    options.forEach((option, row) => option.setAttribute('aria-selected', String(row === place)));
    options[place]?.scrollIntoView({block: 'nearest'});
    if (options[place]) this.#field.setAttribute('aria-activedescendant', options[place].id);
    else this.#field.removeAttribute('aria-activedescendant');
  }
}

/** @param {Place} place @param {string} id @param {Vocabulary} vocabulary */
function optionOf({level, name, otherName, within, areas = []}, id, vocabulary) {
  const {finest, language, otherLanguage} = vocabulary;
  const option = document.createElement('li');
  option.id = id;
  option.setAttribute('role', 'option');
  const kind = level === finest ? '' : wordsOf(vocabulary, level)?.name;
  const where = document.createElement('span');
  where.textContent = areas.length ? allOf(areas.map((area) => area.name)) : [kind, within].filter(Boolean).join(', ');
  option.append(nameIn(name, language));
  if (otherName && otherName !== name) option.append(' (', nameIn(otherName, otherLanguage), ')');
  option.append(' ', kind ? where : inLanguage(where, language));
  return option;
}

/** @param {string} name @param {string} language */
function nameIn(name, language) {
  const element = inLanguage(document.createElement('bdi'), language);
  element.textContent = name;
  return element;
}
