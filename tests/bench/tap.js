// Runs in a measured page before its own scripts: taps the middle of the map again and again until a popup answers.
(() => {
  const BEHIND = performance.timeOrigin - top.performance.timeOrigin;

  /** Tell when the frame that shows the popup is done. */
  function tell() {
    const {port1, port2} = new MessageChannel();
    port1.onmessage = () => tellBench(JSON.stringify({name: 'popup', at: performance.now() + BEHIND}));
    port2.postMessage(null);
  }

  function tap() {
    const map = performance.getEntriesByName('first-contentful-paint').length ? document.querySelector('.map') : null;
    if (map) {
      const middle = map.getBoundingClientRect();
      const [clientX, clientY] = [middle.x + middle.width / 2, middle.y + middle.height / 2];
      const said = {bubbles: true, cancelable: true, view: window, clientX, clientY};
      for (const type of ['pointerdown', 'pointerup']) map.dispatchEvent(new PointerEvent(type, said));
      map.dispatchEvent(new MouseEvent('click', {...said, detail: 1}));
    }
    if (document.querySelector('.leaflet-popup-content')?.textContent) requestAnimationFrame(tell);
    else setTimeout(tap, 50);
  }

  tap();
})();
