import {editionAddress, readVocabulary} from '../page/page.js';
import {levelsAt, weeksOf} from './steps.js';

/**
 * @typedef {import('./steps.js').Step} Step
 * @typedef {import('./steps.js').WeekFile} WeekFile
 */

/** @type {Map<string, Promise<WeekFile>>} */
const files = new Map();

/**
 * Load what each level shows at a step.
 * @param {Step} step
 */
export async function weeksAt(step) {
  const {drawn, levels, period} = readVocabulary();
  const weeks = weeksOf(step, period);
  const loaded = await Promise.all(weeks.map(loadWeek));
  return levelsAt(step, (week) => loaded[weeks.indexOf(week)], [...new Set([levels[0].slug, ...drawn])], period);
}

/**
 * Load what is known of a week, once.
 * @param {string} week
 */
export function loadWeek(week) {
  const file = files.get(week) ?? fetchJson(`weeks/${week}.json`);
  files.set(week, file);
  file.catch(() => files.delete(week));
  return file;
}

/** @returns {Promise<Step[]>} the steps of the timeline, the earliest first */
export async function loadTimeline() {
  return (await fetchJson('timeline.json')).steps;
}

/** @param {string} path */
async function fetchJson(path) {
  const response = await fetch(editionAddress(path));
  if (!response.ok) throw new Error(`${response.status}`);
  return response.json();
}
