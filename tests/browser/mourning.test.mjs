// Days of mourning: pages go grey, or show a band, during the periods of site.yaml and by the visitor's clock alone.

import assert from 'node:assert/strict';
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { address, launch } from './chromium.mjs';
import { buildSite, rightToLeft } from './portal.mjs';

const WINDOWS = `
mourning:
  - {from: 2026-04-04, to: 2026-04-04}
  - {from: 2026-05-12 14:28, to: 2026-05-12 18:00, scope: home, style: banner, text: {zh: 沉痛哀悼, en: In mourning}}
  - {from: 2026-12-13, to: 2026-12-13, scope: home}
`;

let browser;
let built;

before(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dangjian-mourning-'));
  cpSync(rightToLeft, folder, { recursive: true });
  appendFileSync(join(folder, 'site.yaml'), WINDOWS);
  built = buildSite(folder);
  rmSync(folder, { recursive: true });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  built?.remove();
});

/** Opens a page at a fixed moment; the clock stands still or runs from there. */
async function at(moment, path, { runs = false } = {}) {
  const context = await browser.newContext({ timezoneId: 'America/New_York' });
  const page = await context.newPage();
  if (runs) await page.clock.install({ time: new Date(moment) });
  else await page.clock.setFixedTime(new Date(moment));
  await page.goto(address(built.folder, path));
  return page;
}

/** Whether the page looks grey, and the band that it shows. */
const seen = (page) => page.evaluate(() => ({
  grey: getComputedStyle(document.querySelector('.sheet')).filter !== 'none',
  band: [...document.querySelectorAll('.mourning')].filter((band) => band.getClientRects().length).map((band) => band.textContent.trim()).join(),
  root: getComputedStyle(document.documentElement).filter,
}));

const NONE = { grey: false, band: '', root: 'none' };
const GREY = { ...NONE, grey: true };
const BAND = { ...NONE, band: '沉痛哀悼' };

for (const [moment, path, expected] of [
  // All pages, the whole day in China, in whichever time zone the visitor is.
  ['2026-04-03T23:59:59+08:00', 'index.html', NONE],
  ['2026-04-04T00:00:00+08:00', 'index.html', GREY],
  ['2026-04-04T12:00:00+08:00', 'news/school.html', GREY],
  ['2026-04-04T12:00:00+08:00', 'ug/honors/index.html', GREY],
  ['2026-04-04T23:59:59+08:00', 'news/school.html', GREY],
  ['2026-04-05T00:00:00+08:00', 'news/school.html', NONE],
  // A band on the home page alone, to the minute.
  ['2026-05-12T14:27:59+08:00', 'index.html', NONE],
  ['2026-05-12T14:28:00+08:00', 'index.html', BAND],
  ['2026-05-12T14:28:00+08:00', 'en/index.html', { ...NONE, band: 'In mourning' }],
  ['2026-05-12T14:28:00+08:00', 'news/school.html', NONE],
  ['2026-05-12T18:00:00+08:00', 'index.html', NONE],
  // Grey on the home page alone.
  ['2026-12-13T08:00:00+08:00', 'index.html', GREY],
  ['2026-12-13T08:00:00+08:00', 'news/index.html', NONE],
]) {
  test(`${path} at ${moment}: ${expected.grey ? 'grey' : expected.band || 'as ever'}`, async () => {
    const page = await at(moment, path);
    assert.deepEqual(await seen(page), expected);
    await page.context().close();
  });
}

test('a page that stays open turns grey and back at the moment', async () => {
  const page = await at('2026-04-03T23:58:00+08:00', 'news/school.html', { runs: true });
  assert.deepEqual(await seen(page), NONE);
  await page.clock.runFor(120_001);
  assert.deepEqual(await seen(page), GREY);
  await page.clock.fastForward(24 * 60 * 60 * 1000);
  assert.deepEqual(await seen(page), NONE);
  await page.context().close();
});

test('slides stand still meanwhile, and move again after it', async () => {
  const page = await at('2026-04-04T23:58:00+08:00', 'index.html', { runs: true });
  const current = () => page.locator('.slide.on').evaluate((slide) => [...slide.parentNode.children].indexOf(slide));
  await page.clock.runFor(20_000);
  assert.equal(await current(), 0);
  await page.clock.runFor(120_000);
  const before = await current();
  await page.clock.runFor(3_001);
  assert.notEqual(await current(), before);
  await page.context().close();
});
