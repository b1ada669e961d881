/**
 * Take a place into the choices: beside others, or in the stead of the one that a field has room for.
 * @param {HTMLFormElement} form
 * @param {string} field
 * @param {{level: string, code: string}} place
 */
export function takeIn(form, field, {level, code}) {
  if (field === 'area') for (const input of inputsOf(form, field)) input.remove();
  const input = Object.assign(document.createElement('input'), {type: 'hidden', name: field, value: `${level}.${code}`});
  form.querySelector('[data-part=chosen-values]')?.append(input);
}

/**
 * Leave a place out of the choices.
 * @param {HTMLFormElement} form
 * @param {HTMLElement} link that says which
 */
export function leaveOut(form, {dataset: {leaveOut: field = '', value}}) {
  for (const input of inputsOf(form, field)) if (input.value === value) input.remove();
}

/** @param {HTMLFormElement} form @param {string} field */
function inputsOf(form, field) {
  return /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll(`input[type=hidden][name="${field}"]`));
}
