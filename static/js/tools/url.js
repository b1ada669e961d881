import {readVocabulary} from '../page/page.js';
import {readState, writeState} from '../page/state.js';

/**
 * Keep in the address what the map shows, so that Back, Forward and a copy of it lead there.
 * @param {import('../map/case-map.js').CaseMap} caseMap
 * @param {{
 *   slider: import('./weeks.js').WeekSlider, panel: import('./panel.js').AreaPanel,
 *   shapes: import('./shapes.js').ShapeChoice,
 * }} tools
 * @param {import('../page/state.js').State} state what the address said at first
 */
export function keepAddress(caseMap, {slider, panel, shapes}, state) {
  const {map} = caseMap;
  const {edition} = state; // a page of an earlier one stays so
  let {view} = state;
  let isRestoring = false;
  let turn = 0; // of restoring: Back may be pressed again before all has come
  let last = ''; // what the last entry was made for

  const write = (/** @type {'pushState' | 'replaceState'} */ how) => {
    const query = writeState({...caseMap.choices, shape: shapes.shape, area: caseMap.selected, week: slider.day, edition, view});
    if (query !== location.search) history[how](null, '', query || location.pathname);
  };
  for (const [source, name] of /** @type {[EventTarget, string][]} */ ([
    [caseMap, 'select'], [caseMap, 'choose'], [slider, 'week'], [shapes, 'shape'],
  ])) source.addEventListener(name, () => enter(name));
  map.on('moveend', () => {
    if (caseMap.isFitting && !view) return; // to another size, as beside a longer line of words
    const {lat, lng} = map.getCenter();
    view = {latitude: lat, longitude: lng, zoom: map.getZoom()};
    if (!isRestoring) write('replaceState');
  });
  addEventListener('popstate', () => restore(readState(location.search, readVocabulary())));
  if (!document.body.dataset.state && caseMap.selected) enter('select'); // before this was there
  else if (location.search) restore(state);

  /** @param {string} name what is new */
  function enter(name) {
    if (isRestoring) return;
    write(name === 'week' && last === 'week' ? 'replaceState' : 'pushState'); // one way back from a slide through many
    last = name;
  }

  /** @param {import('../page/state.js').State} wanted */
  async function restore({area, measure, level, shape, week, view: wantedView}) {
    isRestoring = true;
    turn += 1;
    const mine = turn;
    last = '';
    const {choices} = caseMap;
    if (measure !== choices.measure || level !== choices.level) caseMap.choose({measure, level});
    caseMap.select(area);
    await shapes.goTo(shape, wantedView);
    if (mine !== turn) return;
    if (wantedView) caseMap.show(wantedView);
    else if (!area) caseMap.showAll();
    view = wantedView;
    await Promise.allSettled([slider.goTo(week), panel.settle(!wantedView)]);
    if (mine !== turn) return;
    isRestoring = false;
    write('replaceState'); // what the reader did meanwhile, and without what could not be understood
  }
}
