// A banner of the site's own: a picture behind the names, a mark, and the name as it was lettered, on screens and on paper.

import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { test } from 'node:test';
import { violations } from './axe.mjs';
import { address } from './chromium.mjs';
import { buildSite, opened, write } from './portal.mjs';

// The palest photo there is, and letters that are white, as they are drawn for a red ground.
const PHOTO = '<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="400" viewBox="0 0 1600 400"><rect width="1600" height="400" fill="#fff"/></svg>';
const LETTERS = '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="64" viewBox="0 0 320 64"><rect x="8" y="8" width="304" height="48" fill="#fff"/></svg>';
const MARK = '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" viewBox="0 0 64 64"><circle cx="32" cy="32" r="28" fill="#fff"/></svg>';

const folder = write({
  'site.yaml': '标题: 党建在线\n主办单位: 澄江精机集团党委\n口号: [红色引擎, 驱动发展]\n页头图: photo.svg\n标识: mark.svg\n题字: letters.svg\n',
  'content/news/first.md': '---\n标题: 第一篇\n日期: 2026-11-20\n---\n\n正文在这里，说的是一件事。\n',
  'content/news/_index.md': '---\n标题: 新闻\n---\n',
  'static/photo.svg': PHOTO,
  'static/letters.svg': LETTERS,
  'static/mark.svg': MARK,
});
const site = buildSite(folder);
rmSync(folder, { recursive: true });
const { browser } = await opened(site);

/** The colours of a part of a page, `[red, green, blue]` from 0 to 255: of every pixel of it as it is drawn. */
async function pixels(page, selector) {
  const image = (await page.locator(selector).screenshot()).toString('base64');
  return page.evaluate(async (encoded) => {
    const picture = new Image();
    picture.src = `data:image/png;base64,${encoded}`;
    await picture.decode();
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width: picture.width, height: picture.height });
    const context = canvas.getContext('2d');
    context.drawImage(picture, 0, 0);
    const { data } = context.getImageData(0, 0, picture.width, picture.height);
    const found = new Set();
    for (let at = 0; at < data.length; at += 4) found.add(`${data[at]},${data[at + 1]},${data[at + 2]}`);
    return [...found].map((colour) => colour.split(',').map(Number));
  }, image);
}

/** The relative luminance of a colour, as WCAG 2.2 defines it. */
function luminance(colour) {
  const [red, green, blue] = colour.map((value) => (value <= 10 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

for (const width of [1366, 390]) {
  test(`white letters are legible on the palest photo at ${width}`, async () => {
    const page = await browser.newPage({ viewport: { width, height: 800 } });
    for (const path of ['index.html', 'news/first.html']) {
      await page.goto(address(site.folder, path));
      assert.deepEqual(await violations(page), []);
      assert.equal(await page.locator('.banner .site-name img').getAttribute('alt'), '党建在线');
      // Without what is written there is only the ground.
      await page.addStyleTag({ content: '.banner .wrap { visibility: hidden }' });
      const palest = Math.max(...(await pixels(page, '.banner')).map(luminance));
      assert.ok(1.05 / (palest + 0.05) >= 4.5, `${path}: ${palest}`);
    }
    await page.close();
  });
}

test('the banner is 120 pixels high on the home page and 72 within', async () => {
  const page = await browser.newPage({ viewport: { width: 1366, height: 800 } });
  for (const [path, height] of [['index.html', 120], ['news/first.html', 72]]) {
    await page.goto(address(site.folder, path));
    const { height: drawn } = await page.locator('.banner').boundingBox();
    assert.ok(Math.abs(drawn - height) <= 8, `${path}: ${drawn}`);
  }
  await page.close();
});

test('on paper the letters are dark and nothing is behind them', async () => {
  const page = await browser.newPage({ viewport: { width: 1366, height: 800 } });
  await page.goto(address(site.folder, 'news/first.html'));
  await page.emulateMedia({ media: 'print' });
  const letters = (await pixels(page, '.banner .site-name img')).map(luminance);
  assert.ok(Math.min(...letters) < 0.05, 'the letters');
  await page.addStyleTag({ content: '.banner .wrap { visibility: hidden }' });
  assert.deepEqual(await pixels(page, '.banner'), [[255, 255, 255]]);
  await page.close();
});
