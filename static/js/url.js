import {readState, writeState} from './state.js';

/**
 * Keep in the address what the map shows, so that Back, Forward and a copy of it lead there.
 * @param {import('./case-map.js').CaseMap} caseMap
 * @param {import('./weeks.js').WeekSlider} slider
 * @param {import('./panel.js').AreaPanel} panel
 * @param {import('./state.js').State} state what the address said at first
 */
export function keepAddress(caseMap, slider, panel, state) {
  const {map} = caseMap;
  let {view} = state;
  let isRestoring = false;

  const write = (/** @type {'pushState' | 'replaceState'} */ how) => {
    if (isRestoring) return;
    const query = writeState({...caseMap.choices, area: caseMap.selected, week: slider.day, view});
    if (query !== location.search) history[how](null, '', query || location.pathname);
  };
  for (const [source, name] of /** @type {[EventTarget, string][]} */ ([
    [caseMap, 'select'], [caseMap, 'choose'], [slider, 'week'],
  ])) source.addEventListener(name, () => write('pushState'));
  map.on('moveend', () => {
    const {lat, lng} = map.getCenter();
    view = {latitude: lat, longitude: lng, zoom: map.getZoom()};
    write('replaceState');
  });
  addEventListener('popstate', () => restore(readState(location.search)));
  restore(state);

  /** @param {import('./state.js').State} wanted */
  async function restore({area, measure, level, shape, week, view: wantedView}) {
    isRestoring = true;
    const {choices} = caseMap;
    if (measure !== choices.measure || level !== choices.level || shape !== choices.shape) {
      caseMap.choose({measure, level, shape});
    }
    caseMap.select(area);
    if (wantedView) map.setView([wantedView.latitude, wantedView.longitude], wantedView.zoom, {animate: false});
    await Promise.allSettled([slider.goTo(week), panel.settle(!wantedView)]);
    isRestoring = false;
  }
}
