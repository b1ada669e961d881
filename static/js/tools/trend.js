/** @typedef {import('../words/measures.js').Cell | null} Mark a period's cell, null where nothing is on record */

const NAMESPACE = 'http://www.w3.org/2000/svg';
const HEIGHT = 48;
const STEP = 4;
const BASE = 4; // below the bars, for the marks of periods that are hidden

/**
 * Draw an area's periods as bars; where the count is hidden there is a gap with a dot below, without one a plain gap.
 * @param {Mark[]} marks
 * @param {number} current the place of the period shown
 * @param {string} label what the picture is of
 */
export function drawTrend(marks, current, label) {
  const most = Math.max(1, ...marks.map((mark) => (typeof mark === 'number' ? mark : 0)));
  const width = marks.length * STEP;
  const picture = element('svg', {viewBox: `0 0 ${width} ${HEIGHT}`, preserveAspectRatio: 'none', class: 'trend'});
  picture.setAttribute('role', 'img');
  picture.setAttribute('aria-label', label);
  marks.forEach((mark, place) => {
    if (mark === 'hidden') picture.append(element('rect', {x: place * STEP + 1, y: HEIGHT - 2, width: 2, height: 2}));
    if (typeof mark !== 'number') return;
    const height = Math.max(1, ((HEIGHT - BASE) * mark) / most);
    const bar = element('rect', {x: place * STEP, y: HEIGHT - BASE - height, width: STEP - 1, height});
    if (place === current) bar.setAttribute('class', 'is-current');
    picture.append(bar);
  });
  return picture;
}

/** @param {string} name @param {Record<string, string | number>} attributes */
function element(name, attributes) {
  const made = document.createElementNS(NAMESPACE, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}
