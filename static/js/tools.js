import {isEmbedded} from './page/page.js';
import {addControls} from './tools/controls.js';
import {addFinding} from './tools/find.js';
import {addHeadline} from './tools/headline.js';
import {addOutline} from './tools/outline.js';
import {AreaPanel} from './tools/panel.js';
import {addPrinting} from './tools/print.js';
import {ShapeChoice} from './tools/shapes.js';
import {addTaking} from './tools/taking.js';
import {keepAddress} from './tools/url.js';
import {WeekSlider} from './tools/weeks.js';

export {weeksAt} from './tools/week-files.js';

/**
 * Add what a reader may ask for once the map is there: places by name, measures, levels, shapes, weeks, an area's panel,
 * and an address for all of it.
 * @param {import('./map/case-map.js').CaseMap} caseMap
 * @param {import('./page/state.js').State} state what the address said
 * @param {import('./tools/steps.js').Step | null} step the step that the map shows, null for the edition's own week
 */
export function addTools(caseMap, state, step) {
  addControls(caseMap);
  addPrinting(caseMap);
  const slider = new WeekSlider(caseMap, step);
  const panel = new AreaPanel(caseMap, slider);
  const shapes = new ShapeChoice(caseMap, panel);
  addOutline(caseMap, panel);
  if (!isEmbedded()) keepAddress(caseMap, {slider, panel, shapes}, state); // Back belongs to the article.
  const goTo = (/** @type {import('./page/state.js').AreaKey} */ area) => {
    caseMap.select(area);
    panel.settle(true);
  };
  addHeadline(slider, goTo);
  addFinding(caseMap, goTo);
  addTaking(caseMap, slider);
  document.documentElement.dataset.tools = 'true';
}
