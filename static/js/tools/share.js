/**
 * Add a button that shares the page's address, or copies it where the browser cannot share.
 * @param {HTMLElement} element
 */
export function addShare(element) {
  const button = Object.assign(document.createElement('button'), {type: 'button', textContent: 'Share'});
  const said = document.createElement('span');
  said.setAttribute('role', 'status');
  button.addEventListener('click', async () => {
    try {
      said.textContent = (await share()) ?? '';
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'AbortError')) {
        said.textContent = 'Copy the address from the bar of your browser.';
      }
    }
  });
  element.append(button, ' ', said);
}

async function share() {
  if ('share' in navigator) {
    await navigator.share({title: document.title, url: location.href});
    return null;
  }
  await /** @type {Navigator} */ (navigator).clipboard.writeText(location.href);
  return 'Address copied.';
}
