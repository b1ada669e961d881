import assert from 'node:assert/strict';
import {test} from 'node:test';
import {asksMore} from '../../static/js/page/page.js';

const PAGE = {own: '?within=E12000001', options: 'within area measure'};

test('a page is the answer to its own query, to none and to what belongs to others', () => {
  for (const query of ['', '?within=E12000001', '?utm_source=x&within=E12000001', '?measure=']) {
    assert.equal(asksMore(query, PAGE), false, query);
  }
});

test('it is not the answer to another place or to an option besides', () => {
  for (const query of ['?within=E12000002', '?within=E12000001&measure=rate', '?area=msoa.E02000001']) {
    assert.equal(asksMore(query, PAGE), true, query);
  }
});
