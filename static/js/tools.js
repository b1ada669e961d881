import {addControls} from './controls.js';
import {addFinding} from './find.js';
import {isEmbedded} from './page.js';
import {AreaPanel} from './panel.js';
import {ShapeChoice} from './shapes.js';
import {keepAddress} from './url.js';
import {WeekSlider} from './weeks.js';

export {weeksAt} from './week-files.js';

/**
 * Add what a reader may ask for once the map is there: places by name, measures, levels, shapes, weeks, an area's panel,
 * and an address for all of it.
 * @param {import('./case-map.js').CaseMap} caseMap
 * @param {import('./state.js').State} state what the address said
 * @param {import('./steps.js').Step | null} step the step that the map shows, null for the edition's own week
 */
export function addTools(caseMap, state, step) {
  addControls(caseMap);
  const slider = new WeekSlider(caseMap, step);
  const panel = new AreaPanel(caseMap, slider);
  const shapes = new ShapeChoice(caseMap, panel);
  if (!isEmbedded()) keepAddress(caseMap, {slider, panel, shapes}, state); // Back belongs to the article.
  addFinding((area) => {
    caseMap.select(area);
    panel.settle(true);
  });
  document.documentElement.dataset.tools = 'true';
}
