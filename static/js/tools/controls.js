/** @typedef {import('../map/case-map.js').CaseMap} CaseMap */

/**
 * Let the reader choose the measure and the level.
 * @param {CaseMap} caseMap
 */
export function addControls(caseMap) {
  addEventListener('change', ({target}) => {
    const {name, value} = /** @type {HTMLInputElement | HTMLSelectElement} */ (target);
    if (name === 'measure') caseMap.choose({measure: value});
    if (name === 'level') caseMap.choose({level: value || null});
  });
  const show = () => showChoices(caseMap);
  caseMap.addEventListener('draw', show);
  caseMap.addEventListener('choose', show);
  show();
}

/** @param {CaseMap} caseMap */
function showChoices({choices, drawn}) {
  const measure = choices.measure ?? drawn?.measure;
  const inputs = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll('input[name=measure]'));
  for (const input of inputs) input.checked = input.value === measure;
  const level = /** @type {HTMLSelectElement | null} */ (document.querySelector('select[name=level]'));
  if (level) level.value = choices.level ?? '';
}
