// WCAG 2.2 AA, as far as a program can tell: axe-core on each kind of page, wide and narrow.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { launch } from './chromium.mjs';
import { build, kinds } from './portal.mjs';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

let browser;
let site;

before(async () => {
  site = build();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  site?.remove();
});

for (const width of [1366, 390]) {
  test(`axe finds nothing at ${width} px`, async () => {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    const found = new Map();
    for (const [kind, path] of Object.entries(kinds)) {
      if (kind === 'a former address') continue;
      await page.goto(pathToFileURL(join(site.folder, path)).href, { waitUntil: 'load' });
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
    await page.close();
    const report = [...found].map(([what, paths]) => `${what}\n    ${paths.length} pages, such as ${paths[0]}`);
    assert.deepEqual(report, []);
  });
}
