import {readVocabulary} from '../page/page.js';
import {capitalizeFirst, ending, periodText, thePeriod} from '../words/wording.js';
import {weeksOf} from './steps.js';
import {loadTimeline, loadWeek, weeksAt} from './week-files.js';

/**
 * @typedef {import('../map/case-map.js').CaseMap} CaseMap
 * @typedef {import('./steps.js').Step} Step
 */

const PACE = 900; // milliseconds that each step is shown while playing

/**
 * Step through the weeks on record, which are periods of any length, the last being the edition's own.
 *
 * A page of another week has a step of its own, which may lie between those of the timeline. Fires `week` when another
 * week is shown. Nothing is asked of the server before the reader moves it.
 */
export class WeekSlider extends EventTarget {
  #caseMap;
  #words = readVocabulary().period;

  /** @type {Promise<Step[]> | null} */
  #steps = null;

  #form = document.getElementById('week-controls');
  #range = /** @type {HTMLInputElement | null} */ (document.getElementById('week-slider'));
  #play = document.getElementById('week-play');
  #status = document.getElementById('week-status');

  /** @type {Step | null} the step that the page opened with, null for the edition's own */
  #opening;

  /** @type {Step | null} the step shown, null for the edition's own */
  #shown;

  #asked = 0;
  #isPlaying = false;

  /** @param {CaseMap} caseMap @param {Step | null} opening the step that the map shows */
  constructor(caseMap, opening) {
    super();
    this.#caseMap = caseMap;
    this.#opening = this.#shown = opening;
    if (!this.#range || !this.#play) return;
    this.#range.addEventListener('input', () => {
      this.#pause();
      this.#show(Number(this.#range?.value));
    });
    this.#play.addEventListener('click', () => (this.#isPlaying ? this.#pause() : this.#start()));
    this.#play.hidden = matchMedia('(prefers-reduced-motion: reduce)').matches;
    caseMap.addEventListener('draw', () => this.#say());
    this.#say();
  }

  /** Return the day of the step shown, null where it is the edition's own. */
  get day() {
    return this.#shown?.day ?? null;
  }

  /** Return how far back the step shown is from the last. */
  get place() {
    return Number(this.#range?.value ?? 0) - this.#last;
  }

  /**
   * Return the week that a level takes at the step shown, null where it has none, and the one given for the last step.
   * @param {string} level
   * @param {string | null} own
   */
  weekOf(level, own) {
    return this.#shown ? this.#shown.weeks[level] ?? null : own;
  }

  /**
   * Show the step of a day, or the edition's own week where there is no such step.
   * @param {string | null} day
   */
  async goTo(day) {
    if (day === this.day) return;
    if (this.#opening && day === this.#opening.day) {
      return this.#show(Number(this.#range?.defaultValue), this.#opening);
    }
    const steps = day === null ? [] : await this.#timeline();
    const place = steps.findIndex((step) => step.day === day);
    await this.#show(place < 0 ? this.#last : place);
  }

  get #last() {
    return Number(this.#range?.max ?? 0);
  }

  #timeline() {
    this.#steps ??= loadTimeline();
    this.#steps.catch(() => (this.#steps = null));
    return this.#steps;
  }

  /** @param {number} place @param {Step | null} [opening] to be shown there instead of the timeline's step */
  async #show(place, opening = null) {
    this.#asked += 1;
    const asked = this.#asked;
    if (this.#range) this.#range.value = String(place);
    try {
      const step = opening ?? (place === this.#last ? null : (await this.#timeline())[place]);
      const weeks = step && (await weeksAt(step));
      if (asked !== this.#asked) return; // The reader has moved on.
      this.#shown = step;
      this.#caseMap.showWeeks(weeks);
      this.#form?.classList.remove('has-failed');
      this.dispatchEvent(new Event('week'));
      if (this.#steps) this.#fetchNeighbours(await this.#steps, place);
    } catch {
      this.#pause();
      if (this.#status && asked === this.#asked) {
        this.#status.textContent = `That ${this.#words.one} did not load. Try again.`;
      }
    }
  }

  /** @param {Step[]} steps @param {number} place */
  #fetchNeighbours(steps, place) {
    for (const step of [steps[place - 1], steps[place + 1]]) {
      if (step) for (const week of weeksOf(step, this.#words)) loadWeek(week).catch(() => {});
    }
  }

  /** Say which week the drawn level shows, and of the page's own when it was published. */
  #say() {
    for (const part of document.querySelectorAll('[data-published]')) {
      part.classList.toggle('is-of-another-week', this.#shown !== this.#opening);
    }
    const {drawn} = this.#caseMap;
    const week = drawn && (this.#shown ? this.#shown.weeks[drawn.level] : document.body.dataset.week);
    const sentence = week
      ? capitalizeFirst(periodText(week, this.#words))
      : `Nothing is on record for these areas in ${thePeriod(this.#shown?.day ?? '', this.#words)}`;
    if (!drawn || this.#range?.getAttribute('aria-valuetext') === sentence) return;
    this.#range?.setAttribute('aria-valuetext', sentence);
    for (const text of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-period]'))) {
      text.textContent = text.dataset.period && week ? ending(week, this.#words) : sentence;
    }
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
