/** @typedef {import('./case-map.js').CaseMap} CaseMap */

/**
 * Let the reader choose the measure, the level and the shape.
 * @param {CaseMap} caseMap
 */
export function addControls(caseMap) {
  addEventListener('change', ({target}) => {
    const {name, value} = /** @type {HTMLInputElement | HTMLSelectElement} */ (target);
    if (name === 'measure') caseMap.choose({measure: value});
    if (name === 'level') caseMap.choose({level: value || null});
    if (name === 'shape') caseMap.choose({shape: value});
  });
  const show = () => showChoices(caseMap);
  caseMap.addEventListener('draw', show);
  caseMap.addEventListener('choose', show);
  show();
}

/** @param {CaseMap} caseMap */
function showChoices({choices, drawn}) {
  check('measure', choices.measure ?? drawn?.measure);
  check('shape', choices.shape ?? 'map');
  const level = /** @type {HTMLSelectElement | null} */ (document.querySelector('select[name=level]'));
  if (level) level.value = choices.level ?? '';
}

/** @param {string} name @param {string | undefined} value */
function check(name, value) {
  const inputs = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll(`input[name=${name}]`));
  for (const input of inputs) input.checked = input.value === value;
}
