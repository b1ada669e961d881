/**
 * A dataset's words and what depends on it, as app/web/vocabulary.py writes them into the page: the script names no
 * level, count, period or place of its own.
 * @typedef {{
 *   slug: string, name: string, noun: string, nouns: string, names: string, parent: string | null,
 *   hidden: string | null,
 * }} LevelWords of its areas: one in full, one and several in a sentence, several where a level is chosen; hidden says
 *   what a hidden count may be, null where none is hidden
 * @typedef {{days: number, months: number}} Length so many days, or calendar months
 * @typedef {Length & {
 *   every: number, one: string, many: string, length: string, before: string, thanBefore: string,
 * }} PeriodWords every: days between two of the slider's steps, 0 for months
 * @typedef {{name: string, names: string, isBritish: boolean, pattern: string}} Finder what places are found by
 * @typedef {{
 *   place: string, language: string, otherLanguage: string,
 *   count: {one: string, many: string, slug: string}, ratePer: number, measures: string[],
 *   period: PeriodWords, levels: LevelWords[], drawn: string[], finest: string, reportsBy: string,
 *   finder: Finder | null,
 * }} Vocabulary levels from the coarsest; drawn: those that the map draws; ratePer is 0 where there are no rates
 */

/**
 * Find the words of a level.
 * @param {Pick<Vocabulary, 'levels'>} vocabulary
 * @param {string} slug
 */
export function wordsOf({levels}, slug) {
  return levels.find((level) => level.slug === slug) ?? null;
}

/**
 * Say in which language an element's text is, where that is not the page's own.
 * @template {HTMLElement} T
 * @param {T} element
 * @param {string} language
 */
export function inLanguage(element, language) {
  if (language && language !== 'en') element.lang = language;
  return element;
}
