import {readFileSync} from 'node:fs';

/** @typedef {import('../../static/js/words/vocabulary.js').Vocabulary} Vocabulary */

export const EXAMPLES = JSON.parse(readFileSync(new URL('../data/wording.json', import.meta.url), 'utf8'));

/** @type {Record<string, Vocabulary>} */
const vocabularies = EXAMPLES.vocabularies;

export const {england: ENGLAND, deaths: DEATHS, people: PEOPLE, months: MONTHS, quarters: QUARTERS} = vocabularies;
