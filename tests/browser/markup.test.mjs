// Rules that axe does not have, and mistakes that a browser forgives: the structure of each kind of page (WCAG 2.2, GB/T 37668 level 2).

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { HtmlValidate } from 'html-validate';
import { address, launch } from './chromium.mjs';
import { build, buildSite, kinds, pages, rightToLeft, shownKinds, uyghur } from './portal.mjs';

let browser;
let site;
let fixture;

before(async () => {
  site = build();
  fixture = buildSite(rightToLeft);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  site?.remove();
  fixture?.remove();
});

/** Every kind of page of the example and of the right-to-left site: its name and its file. */
const shown = () => [
  ...shownKinds.map(([kind, path]) => [kind, site.folder, path]),
  ...uyghur.map((path) => [path, fixture.folder, path]),
];

test('each kind of page is valid HTML', async () => {
  const validator = new HtmlValidate({
    extends: ['html-validate:standard'],
    rules: {
      // A matter of style, not of validity.
      'attribute-boolean-style': 'off',
      'attribute-empty-style': 'off',
      'no-trailing-whitespace': 'off',
      'no-implicit-button-type': 'error',
      'void-style': 'off',
      'doctype-style': 'off',
      // A long article has a long title.
      'long-title': 'off',
      'require-sri': 'off',
      // A link whose text is cut has the whole title.
      'no-redundant-aria-label': 'off',
      // A wide table scrolls in a region with a name, which is a `div` with its role.
      'prefer-native-element': ['error', { exclude: ['region'] }],
      // Telephone numbers are written as their owners write them.
      'tel-non-breaking': 'off',
    },
  });
  const wrong = new Map();
  for (const [kind, folder, path] of [...shown(), ['a former address', site.folder, kinds['a former address']]]) {
    const report = await validator.validateString(readFileSync(join(folder, path), 'utf8'), path);
    for (const { ruleId, message, line, column, selector } of report.results.flatMap((result) => result.messages)) {
      const what = `${ruleId}: ${message}`;
      wrong.set(what, wrong.get(what) ?? `${kind} ${path}:${line}:${column} ${selector ?? ''}`);
    }
  }
  assert.deepEqual([...wrong].map(([what, where]) => `${what} — ${where}`), []);
});

test('each kind has its landmarks, one h1, and headings that skip no level', async () => {
  const page = await browser.newPage();
  const wrong = [];
  for (const [kind, folder, path] of shown()) {
    await page.goto(address(folder, path));
    const found = await page.evaluate(() => {
      const count = (selector) => document.querySelectorAll(selector).length;
      const levels = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
        .filter((heading) => heading.getClientRects().length)
        .map((heading) => Number(heading.nodeName[1]));
      return {
        landmarks: [count('header.top'), count('main#main'), count('footer.foot'), count('nav.menu[aria-label]')].join(),
        unnamed: [...document.querySelectorAll('nav, aside, [role="group"]')].filter((one) => !one.getAttribute('aria-label') && !one.getAttribute('aria-labelledby')).length,
        lang: document.documentElement.lang,
        dir: document.documentElement.dir,
        first: document.body.querySelector('a')?.className,
        h1: levels.filter((level) => level === 1).length,
        jumps: levels.filter((level, i) => level > (levels[i - 1] ?? 0) + 1).length,
      };
    });
    if (found.landmarks !== '1,1,1,1') wrong.push(`${kind}: landmarks ${found.landmarks}`);
    if (found.unnamed) wrong.push(`${kind}: ${found.unnamed} parts without a name`);
    if (!found.lang || !found.dir) wrong.push(`${kind}: no language or direction`);
    if (found.first !== 'skip') wrong.push(`${kind}: the first link does not lead to the text`);
    if (found.h1 !== 1) wrong.push(`${kind}: ${found.h1} h1`);
    if (found.jumps) wrong.push(`${kind}: headings skip a level`);
  }
  await page.close();
  assert.deepEqual(wrong, []);
});

test('tables have headers, pictures an alternative, videos captions, and a link “更多” says of what', async () => {
  const page = await browser.newPage({ javaScriptEnabled: false });
  const wrong = [];
  const seen = { tables: 0, pictures: 0, more: 0, videos: 0 };
  // Check every page of the site: few kinds have a table or a video.
  for (const path of pages(site.folder).filter((name) => !name.endsWith('404.html'))) {
    const text = readFileSync(join(site.folder, path), 'utf8');
    if (text.includes('http-equiv="refresh"')) continue;
    await page.setContent(text.replace(/<(link|script)\b[^>]*>/g, ''));
    const found = await page.evaluate(() => {
      const all = (selector) => [...document.querySelectorAll(selector)];
      return {
        tables: all('table').length,
        bare: all('table').filter((table) => !table.querySelector('th')).length,
        pictures: all('img').length,
        mute: all('img:not([alt])').length,
        sizeless: all('img:not([width]), img:not([height])').length,
        more: all('.more').map((link) => link.getAttribute('aria-label')),
        videos: all('video').length,
        silent: all('video').filter((video) => !video.querySelector('track[kind="captions"]')).length,
      };
    });
    for (const key of ['tables', 'pictures', 'videos']) seen[key] += found[key];
    seen.more += found.more.length;
    if (found.bare) wrong.push(`${path}: a table without headers`);
    if (found.mute) wrong.push(`${path}: a picture without alt`);
    if (found.sizeless) wrong.push(`${path}: a picture without its size`);
    if (found.silent) wrong.push(`${path}: a video without captions`);
    if (found.more.some((name) => !/^(更多：|More: )./.test(name ?? ''))) wrong.push(`${path}: ${found.more}`);
  }
  await page.close();
  assert.deepEqual(wrong, []);
  for (const key of ['tables', 'pictures', 'more']) assert.ok(seen[key] > 0, `the example has none of: ${key}`);
});

test('without JavaScript every headline and honor is reached from the home page', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.route(/\.(png|jpe?g|svg|webp)$/, (route) => route.abort());
  const seen = new Set(['index.html']);
  const queue = ['index.html'];
  while (queue.length) {
    const path = queue.shift();
    await page.goto(address(site.folder, path), { waitUntil: 'domcontentloaded' });
    // Elements that are visible, or open under pointer and focus without a script.
    const links = await page.locator('a[href]').evaluateAll((all) => all
      .filter((a) => a.getClientRects().length || a.closest('.drop'))
      .map((a) => a.href.replace(/[?#].*$/, '')));
    for (const link of links) {
      const name = decodeURIComponent(link.replace(`${address(site.folder, '')}/`, ''));
      if (!name.endsWith('.html') || name.includes('://') || seen.has(name)) continue;
      seen.add(name);
      queue.push(name);
    }
  }
  await context.close();
  const articles = pages(site.folder).filter((path) => {
    const text = readFileSync(join(site.folder, path), 'utf8');
    return /class="kind-page/.test(text);
  });
  assert.ok(articles.length > 100);
  assert.deepEqual(articles.filter((path) => !seen.has(path)), []);
});
