// WCAG 2.2 AA, as far as a program can tell: axe-core on each kind of page, wide and narrow, in each display and direction.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { address } from './chromium.mjs';
import { buildSite, kinds, opened, rightToLeft, shownKinds, uyghur } from './portal.mjs';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const { browser, site } = await opened();

/** Opens pages at a width, as a reader sees them who has chosen a display, and says what axe finds. */
async function examine(folder, paths, width, display = '') {
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  await context.addInitScript((chosen) => localStorage.setItem('dangjian-display', chosen), display);
  const page = await context.newPage();
  const found = new Map();
  for (const path of paths) {
    await page.goto(address(folder, path), { waitUntil: 'load' });
    await page.addScriptTag({ path: axe });
    const violations = await page.evaluate(
      (tags) => axe.run(document, { runOnly: tags }).then((result) => result.violations),
      RULES,
    );
    for (const { id, help, nodes } of violations) {
      const what = `${id} (${help}): ${nodes[0].target.join(' ')} ${nodes[0].failureSummary.split('\n').pop().trim()}`;
      found.set(what, [...(found.get(what) ?? []), path]);
    }
  }
  await context.close();
  return [...found].map(([what, paths]) => `${what}\n    ${paths.length} pages, such as ${paths[0]}`);
}

const every = shownKinds.map(([, path]) => path);
const some = ['home', 'type news, a feature', 'list of honors', 'type concept, pillars', 'list of documents', 'type studio'].map((kind) => kinds[kind]);

for (const width of [1366, 390, 1920]) {
  test(`axe finds nothing at ${width} px`, async () => {
    assert.deepEqual(await examine(site.folder, every, width), []);
  });
}

for (const display of ['elder', 'contrast', 'elder contrast size-large', 'size-large']) {
  test(`axe finds nothing in ${display}`, async () => {
    const wide = await examine(site.folder, some, 1366, display);
    assert.deepEqual([...wide, ...(await examine(site.folder, some, 390, display))], []);
  });
}

test('axe finds nothing from right to left', async () => {
  const fixture = buildSite(rightToLeft);
  try {
    const wide = await examine(fixture.folder, uyghur, 1366);
    assert.deepEqual([...wide, ...(await examine(fixture.folder, uyghur, 390))], []);
  } finally {
    fixture.remove();
  }
});
