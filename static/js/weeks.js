import {editionAddress} from './page.js';
import {levelsAt, weeksOf} from './steps.js';
import {capitalizeFirst, sevenDays} from './wording.js';

/**
 * @typedef {import('./case-map.js').CaseMap} CaseMap
 * @typedef {import('./steps.js').Step} Step
 * @typedef {import('./steps.js').WeekFile} WeekFile
 */

const DRAWN = ['utla', 'ltla', 'msoa'];
const PACE = 900; // milliseconds that each week is shown while playing

/**
 * Step through the weeks on record, the last being the edition's own.
 *
 * Fires `week` when another week is shown. Nothing is asked of the server before the reader moves it.
 */
export class WeekSlider extends EventTarget {
  #caseMap;

  /** @type {Promise<Step[]> | null} */
  #steps = null;

  /** @type {Map<string, Promise<WeekFile>>} */
  #files = new Map();

  #form = document.getElementById('week-controls');
  #range = /** @type {HTMLInputElement | null} */ (document.getElementById('week-slider'));
  #play = document.getElementById('week-play');
  #status = document.getElementById('week-status');

  /** @type {Step | null} the step shown, null for the edition's own */
  #shown = null;

  #asked = 0;
  #isPlaying = false;

  /** @param {CaseMap} caseMap */
  constructor(caseMap) {
    super();
    this.#caseMap = caseMap;
    if (!this.#range || !this.#play) return;
    this.#range.addEventListener('input', () => {
      this.#pause();
      this.#show(Number(this.#range?.value));
    });
    this.#play.addEventListener('click', () => (this.#isPlaying ? this.#pause() : this.#start()));
    this.#play.hidden = matchMedia('(prefers-reduced-motion: reduce)').matches;
    caseMap.addEventListener('draw', () => this.#say());
  }

  /** Give the day of the step shown, null where it is the edition's own. */
  get day() {
    return this.#shown?.day ?? null;
  }

  /** Give how far back the step shown is from the last. */
  get place() {
    return Number(this.#range?.value ?? 0) - this.#last;
  }

  /**
   * Show the step of a day, or the edition's own week where there is no such step.
   * @param {string | null} day
   */
  async goTo(day) {
    if (day === this.day) return;
    const steps = day === null ? [] : await this.#timeline();
    const place = steps.findIndex((step) => step.day === day);
    await this.#show(place < 0 ? this.#last : place);
  }

  get #last() {
    return Number(this.#range?.max ?? 0);
  }

  #timeline() {
    this.#steps ??= fetchJson('timeline.json').then(({steps}) => steps);
    this.#steps.catch(() => (this.#steps = null));
    return this.#steps;
  }

  /** @param {number} place */
  async #show(place) {
    this.#asked += 1;
    const asked = this.#asked;
    if (this.#range) this.#range.value = String(place);
    try {
      const step = place === this.#last ? null : (await this.#timeline())[place];
      const weeks = step && (await this.#weeksAt(step));
      if (asked !== this.#asked) return; // The reader has moved on.
      this.#shown = step;
      this.#caseMap.showWeeks(weeks);
      this.#form?.classList.remove('has-failed');
      this.dispatchEvent(new Event('week'));
      if (this.#steps) this.#fetchNeighbours(await this.#steps, place);
    } catch {
      this.#pause();
      if (this.#status && asked === this.#asked) this.#status.textContent = 'That week did not load. Try again.';
    }
  }

  /** @param {Step} step */
  async #weeksAt(step) {
    const weeks = weeksOf(step);
    const files = await Promise.all(weeks.map((week) => this.#file(week)));
    return levelsAt(step, (week) => files[weeks.indexOf(week)], DRAWN);
  }

  /** @param {string} week */
  #file(week) {
    const file = this.#files.get(week) ?? fetchJson(`weeks/${week}.json`);
    this.#files.set(week, file);
    file.catch(() => this.#files.delete(week));
    return file;
  }

  /** @param {Step[]} steps @param {number} place */
  #fetchNeighbours(steps, place) {
    for (const step of [steps[place - 1], steps[place + 1]]) {
      if (step) for (const week of weeksOf(step)) this.#file(week).catch(() => {});
    }
  }

  /** Say which week the drawn level shows. */
  #say() {
    const {drawn} = this.#caseMap;
    const week = drawn && (this.#shown ? this.#shown.weeks[drawn.level] : document.body.dataset.week);
    const sentence = week
      ? capitalizeFirst(sevenDays(week))
      : `Nothing is on record for these areas in the ${sevenDays(this.#shown?.day ?? '')}`;
    if (!drawn || this.#range?.getAttribute('aria-valuetext') === sentence) return;
    this.#range?.setAttribute('aria-valuetext', sentence);
    for (const text of document.querySelectorAll('[data-seven-days]')) text.textContent = sentence;
    if (this.#status) this.#status.textContent = '';
  }

  async #start() {
    this.#setPlaying(true);
    if (this.place === 0) await this.#show(0);
    while (this.#isPlaying && this.place < 0) {
      await new Promise((resolve) => setTimeout(resolve, PACE));
      if (this.#isPlaying) await this.#show(this.#last + this.place + 1);
    }
    this.#pause();
  }

  #pause() {
    this.#setPlaying(false);
  }

  /** @param {boolean} isPlaying */
  #setPlaying(isPlaying) {
    this.#isPlaying = isPlaying;
    if (this.#play) this.#play.textContent = isPlaying ? 'Pause' : 'Play';
  }
}

/** @param {string} path */
async function fetchJson(path) {
  const response = await fetch(editionAddress(path));
  if (!response.ok) throw new Error(`${response.status}`);
  return response.json();
}
