/**
 * @typedef {import('./names.js').Entry} Entry
 * @typedef {{word: string, letters: number, own: number[], around: number[]}} Known a word, the letters in it as bits, the
 *   places of the entries that have it in a name of their own, and of those that have it in any
 */

// Letters from which on a word may have one slip, and two: with more a short word would be another.
const ONE = 4;
const TWO = 8;

const ROWS = Array.from({length: 3}, () => new Uint8Array(256)); // of the table in which slips are counted, used again

/** The words of all names, each once, and names of several words run together. */
export class Words {
  /** @type {Map<string, Known>} */
  #byWord = new Map();

  /** @type {Known[]} */
  #all;

  /** @param {Entry[]} entries */
  constructor(entries) {
    this.entries = entries;
    entries.forEach(({own, around}, place) => {
      for (const word of around.split(' ')) if (word) add(this.#take(word).around, place);
      for (const name of own) {
        const words = name.split(' ').slice(1);
        for (const word of new Set([...words, words.join('')])) {
          const known = this.#take(word);
          add(known.own, place);
          add(known.around, place);
        }
      }
    });
    this.#all = [...this.#byWord.values()];
  }

  /**
   * Return the places of the entries that have a word but for slips, with the fewest slips, and of those the ones that have
   * it in a name of their own.
   * @param {string} written
   * @param {boolean} isBegun whether it may be the beginning of the word
   */
  near(written, isBegun) {
    /** @type {Map<number, number>} */
    const fewest = new Map();
    /** @type {Set<number>} */
    const own = new Set();
    const most = Number(written.length >= ONE) + Number(written.length >= TWO);
    const letters = lettersOf(written);
    for (const known of this.#all) {
      if (isMoreThan(letters & ~known.letters, most)) continue; // each slip brings one letter at most
      const number = slips(written, known.word, most, isBegun);
      if (number > most) continue;
      for (const place of known.around) fewest.set(place, Math.min(fewest.get(place) ?? Infinity, number));
      for (const place of known.own) own.add(place);
    }
    return {fewest, own};
  }

  /** @param {string} word */
  #take(word) {
    const known = this.#byWord.get(word);
    if (known) return known;
    const taken = {word, letters: lettersOf(word), own: [], around: []};
    this.#byWord.set(word, taken);
    return taken;
  }
}

/**
 * Return the entries whose names have the words of a text but for slips, or the text however it is parted into words: those
 * with the fewest slips first, among these in the index's order.
 * @param {Words} words
 * @param {string[]} spellings of the text, folded
 * @returns {Entry[]}
 */
export function misspelt(words, spellings) {
  /** @type {Map<number, number>} */
  const fewest = new Map();
  for (const spelling of spellings) {
    const parts = spelling.split(' ');
    for (const written of parts.length > 1 ? [parts, [parts.join('')]] : [parts]) {
      for (const [place, number] of nearAll(words, written)) {
        fewest.set(place, Math.min(fewest.get(place) ?? Infinity, number));
      }
    }
  }
  const places = [...fewest.keys()].sort((one, other) =>
    (fewest.get(one) ?? 0) - (fewest.get(other) ?? 0) || one - other);
  return places.map((place) => words.entries[place]);
}

/**
 * Return the places of the entries that have all words, one of them in their own name, with the number of slips in all.
 * @param {Words} words
 * @param {string[]} written
 * @returns {Map<number, number>}
 */
function nearAll(words, written) {
  const [first, ...others] = written.map((word, place) => words.near(word, place === written.length - 1));
  /** @type {Map<number, number>} */
  const found = new Map();
  for (const [place, number] of first.fewest) {
    if (![first, ...others].some(({own}) => own.has(place))) continue;
    const all = others.reduce((sum, {fewest}) => sum + (fewest.get(place) ?? Infinity), number);
    if (all < Infinity) found.set(place, all);
  }
  return found;
}

/**
 * Count the slips that part a text from a word: a letter too many, too few or another, or two that have changed places.
 * @param {string} written
 * @param {string} word
 * @param {number} most slips that are counted: where there are more, any number above it is given
 * @param {boolean} isBegun whether the text may be the beginning of the word
 */
export function slips(written, word, most, isBegun) {
  const length = isBegun ? Math.min(word.length, written.length + most) : word.length;
  const tooMany = most + 1;
  if (Math.abs(written.length - length) > most) return tooMany;
  let [before, above, current] = ROWS;
  for (let at = 0; at <= length; at += 1) above[at] = Math.min(at, tooMany);
  let least = 0;
  for (let row = 1; row <= written.length && least <= most; row += 1) {
    // Further from the diagonal there are more slips than are counted.
    const [from, to] = [Math.max(1, row - most), Math.min(length, row + most)];
    least = current[from - 1] = from === 1 ? Math.min(row, tooMany) : tooMany;
    for (let at = from; at <= to; at += 1) {
      const isSame = written[row - 1] === word[at - 1];
      let number = Math.min(above[at] + 1, current[at - 1] + 1, above[at - 1] + (isSame ? 0 : 1));
      const haveChangedPlaces = at > 1 && written[row - 1] === word[at - 2] && written[row - 2] === word[at - 1];
      if (haveChangedPlaces) number = Math.min(number, before[at - 2] + 1);
      current[at] = number;
      least = Math.min(least, number);
    }
    current[to + 1] = tooMany;
    [before, above, current] = [above, current, before];
  }
  return isBegun || least > most ? least : above[length];
}

/** @param {number[]} places in rising order @param {number} place */
function add(places, place) {
  if (places[places.length - 1] !== place) places.push(place);
}

/** @param {string} word @returns {number} a bit for each of its letters, which some share */
function lettersOf(word) {
  let letters = 0;
  for (let at = 0; at < word.length; at += 1) letters |= 1 << (word.charCodeAt(at) % 32);
  return letters;
}

/** @param {number} bits @param {number} most */
function isMoreThan(bits, most) {
  let left = bits;
  for (let number = 0; number <= most; number += 1) {
    if (!left) return false;
    left &= left - 1;
  }
  return true;
}
