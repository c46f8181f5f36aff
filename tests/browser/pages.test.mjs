// Every page of the example site, opened from the folder and from a server in a sub-path.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { PATIENCE, faults, serve, watch } from './chromium.mjs';
import { build, kinds, opened, pages, types } from './portal.mjs';

// 320 px is a page of 1280 px at 400 % (WCAG 1.4.10).
const WIDTHS = [1366, 390, 320, 1920];

const { browser, site } = await opened();

test('each kind of page is there, and each content type is among them', () => {
  for (const [kind, path] of Object.entries(kinds)) {
    assert.ok(existsSync(join(site.folder, path)), `${kind}: ${path}`);
  }
  const shown = Object.keys(kinds).map((kind) => kind.replace(/^type (\w+).*$/, '$1'));
  for (const type of types()) assert.ok(shown.includes(type), `no page of type ${type} is tested`);
});

describe('opened from the folder', () => {
  test('every page is free of errors, of outside requests and of horizontal scrolling', async () => {
    assert.deepEqual(await faults(browser, site.folder, pages(site.folder), Object.values(kinds), WIDTHS), []);
  });

  test('without JavaScript each kind has its heading, its text and its links', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    for (const [kind, path] of Object.entries(kinds)) {
      if (kind === 'a former address' || kind === 'not found') continue;
      await page.goto(pathToFileURL(join(site.folder, path)).href, { waitUntil: 'load' });
      assert.ok(await page.locator('h1').count(), `${kind} has no heading`);
      assert.ok(await page.locator('main').first().isVisible(), `${kind} shows no text`);
      const links = page.locator('nav a[href], header a[href]');
      assert.ok((await links.count()) > 5, `${kind} has no menu`);
      assert.ok(await page.locator('nav a[href]').first().isVisible(), `${kind} hides its menu`);
    }
    await context.close();
  });

  test('a former address leads to the page', async () => {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(join(site.folder, kinds['a former address'])).href);
    await page.waitForURL(/about\/overview\.html$/, { timeout: PATIENCE });
    await page.close();
  });
});

describe('served in a sub-path', () => {
  let server;
  let served;

  before(async () => {
    const port = await serve('/', '/none/').then(async (probe) => {
      await probe.close();
      return probe.port;
    });
    served = build('--base-url', `http://127.0.0.1:${port}/dj/`);
    server = await serve(served.folder, '/dj/');
  });

  after(async () => {
    await server?.close();
    served?.remove();
  });

  test('each kind of page is free of errors and of outside requests', async () => {
    const page = await browser.newPage();
    const origin = `http://127.0.0.1:${server.port}/`;
    const noticed = watch(page, (url) => url.startsWith(`${origin}dj/`) || url === `${origin}favicon.ico`);
    const wrong = [];
    for (const path of Object.values(kinds)) {
      await page.goto(`${origin}dj/${path}`, { waitUntil: 'load' });
      const ours = (what) => !what.includes('favicon.ico') && !what.startsWith('console: Failed to load resource');
      wrong.push(...noticed.take().filter(ours).map((what) => `${path}: ${what}`));
    }
    await page.close();
    assert.deepEqual(wrong, []);
  });

  test('the page that is not found has its styles and links in any folder', async () => {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.port}/dj/news/2020/gone.html`);
    const sheets = await page.evaluate(() => [...document.styleSheets].map((sheet) => new URL(sheet.href).pathname));
    assert.ok(sheets.length > 0 && sheets.every((path) => path.startsWith('/dj/theme/')), sheets.join(' '));
    const links = await page.locator('a[href]').evaluateAll((found) => found.map((a) => a.getAttribute('href')));
    assert.ok(links.includes('/dj/index.html'));
    const within = links.filter((href) => !href.startsWith('https://') && !href.startsWith('#'));
    assert.deepEqual(within.filter((href) => !href.startsWith('/dj/')), []);
    await page.close();
  });
});
