// The plain theme, and the head and foot that all themes share: axe, widths, a strict content security policy.

import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { examine } from './axe.mjs';
import { faults, launch, serve, watch } from './chromium.mjs';
import { buildSite, example, kinds, pages, settings, shownKinds } from './portal.mjs';

let browser;
let folder;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dangjian-plain-'));
  cpSync(example, folder, { recursive: true });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  if (folder) rmSync(folder, { recursive: true });
});

/** Builds the example site with other settings. */
function buildWith(change, ...options) {
  const changed = change(settings());
  assert.notEqual(changed, settings());
  writeFileSync(join(folder, 'site.yaml'), changed);
  return buildSite(folder, ...options);
}

const plain = (text) => text.replace('theme: classic', 'theme: plain');

describe('the plain theme', () => {
  let site;

  before(() => {
    site = buildWith(plain);
  });

  after(() => site?.remove());

  test('no page is too wide, has errors or asks for anything outside', async () => {
    assert.deepEqual(await faults(browser, site.folder, pages(site.folder), Object.values(kinds), [1366, 390, 320]), []);
  });

  let examined;
  for (const width of [1366, 390]) {
    test(`axe finds nothing at ${width} px`, async () => {
      // Each type, and the lists that differ from the rest.
      const asked = /^(home|type|not found|a term|list of (news|honors|units|notices)$|unit in English)/;
      const paths = Object.entries(kinds).filter(([kind]) => asked.test(kind)).map(([, path]) => path);
      examined ??= examine(browser, site.folder, paths, [1366, 390]);
      assert.deepEqual((await examined).get(width), []);
    });
  }
});

// Switches on everything that concerns the head, the footer and the options, under a policy that allows nothing but the site's own files.
for (const theme of ['classic', 'plain']) {
  test(`${theme}: structured data, codes and chosen colours obey default-src 'self' in a sub-path`, async (t) => {
    const probe = await serve('/', '/none/');
    const { port } = probe;
    await probe.close();
    const chosen = (text) =>
      `${text.replace('theme: classic', `theme: ${theme}`)}\npage_tags: {code: "0000000000"}\ntheme_options: {page_code: true, ${
        theme === 'classic' ? 'red: "#7a1016"' : 'accent: "#7a1016"'
      }}\n`;
    const site = buildWith(chosen, '--base-url', `http://127.0.0.1:${port}/dj/`);
    t.after(() => site.remove());
    const server = await serve(site.folder, '/dj/', { port, headers: { 'content-security-policy': "default-src 'self'" } });
    t.after(() => server.close());
    const page = await browser.newPage();
    t.after(() => page.close());
    const origin = `http://127.0.0.1:${port}/`;
    const noticed = watch(page, (url) => url.startsWith(`${origin}dj/`));
    const wrong = [];
    // A former address redirects while the next page is opened.
    for (const [, path] of shownKinds) {
      if (path === '404.html') continue;
      await page.goto(`${origin}dj/${path}`, { waitUntil: 'load' });
      // The browser requests favicon.ico by itself and reports it only here; requests of the page appear as responses, too.
      const ours = (what) => !what.startsWith('console: Failed to load resource');
      wrong.push(...noticed.take().filter(ours).map((what) => `${path}: ${what}`));
    }
    await page.goto(`${origin}dj/${kinds['type news']}`, { waitUntil: 'load' });
    const seen = await page.evaluate(() => ({
      data: [...document.querySelectorAll('script[type="application/ld+json"]')].map((s) => JSON.parse(s.textContent)['@type']),
      code: document.querySelector('.qr svg').getBoundingClientRect().width,
      label: document.querySelector('.qr svg').getAttribute('aria-label'),
      correction: document.querySelector('.correction a').href,
      chosen: [...document.querySelectorAll('*')].some((e) => getComputedStyle(e).backgroundColor === 'rgb(122, 16, 22)'),
    }));
    assert.deepEqual(wrong, []);
    assert.deepEqual(seen.data, ['BreadcrumbList', 'NewsArticle']);
    assert.ok(seen.code > 90 && seen.label.length > 5, JSON.stringify(seen));
    assert.match(seen.correction, /^mailto:dangjian@lanjiang\.example\?subject=/);
    assert.ok(seen.chosen, 'nothing has the chosen colour');
  });
}
