// Checks WCAG 2.2 AA as far as a program can: axe-core on each kind of page, wide and narrow, in each display and direction.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { examine, violations } from './axe.mjs';
import { buildSite, kinds, opened, rightToLeft, shownKinds, uyghur } from './portal.mjs';

const WIDTHS = [1366, 390, 1920];

const { browser, site } = await opened();

const every = shownKinds.map(([, path]) => path);
const some = ['home', 'type news, a feature', 'list of honors', 'type concept, pillars', 'list of documents', 'type studio'].map((kind) => kinds[kind]);

let examined;
for (const width of WIDTHS) {
  test(`axe finds nothing at ${width} px`, async () => {
    examined ??= examine(browser, site.folder, every, WIDTHS);
    assert.deepEqual((await examined).get(width), []);
  });
}

for (const display of ['elder', 'contrast', 'elder contrast size-large', 'size-large']) {
  test(`axe finds nothing in ${display}`, async () => {
    assert.deepEqual([...(await examine(browser, site.folder, some, [1366, 390], display)).values()].flat(), []);
  });
}

test('axe finds nothing from right to left', async () => {
  const fixture = buildSite(rightToLeft);
  try {
    assert.deepEqual([...(await examine(browser, fixture.folder, uyghur, [1366, 390])).values()].flat(), []);
  } finally {
    fixture.remove();
  }
});

test('what axe should find it finds, at the width where it is', async () => {
  const page = await browser.newPage({ viewport: { width: 1366, height: 900 } });
  const style = '@media (max-width: 500px) { .pale { color: #bbb } }';
  await page.setContent(`<!doctype html><html lang="zh"><title>甲</title><style>${style}</style><main><h1>甲</h1><p class="pale">太淡</p></main></html>`);
  assert.deepEqual(await violations(page), []);
  await page.setViewportSize({ width: 390, height: 900 });
  assert.match((await violations(page)).join('\n'), /^color-contrast .* p Element has insufficient/);
  await page.evaluate(() => document.querySelector('main').insertAdjacentHTML('beforeend', '<img src="data:,"><button></button>'));
  const found = (await violations(page)).map((what) => what.split(' ')[0]);
  assert.deepEqual(found.sort(), ['button-name', 'color-contrast', 'image-alt']);
  await page.close();
});
