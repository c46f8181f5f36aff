// Blocks and parts of pages as readers see them: tabs that are not chosen, the place of a video, the code of an address.

import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, describe, test } from 'node:test';
import { address, overflow } from './chromium.mjs';
import { buildSite, opened, write } from './portal.mjs';

const home = (lang) => `  ${lang}:
    - tabs: {sections: [news, notices], limit: 4}
    - video: {src: /films/a.mp4, captions: /films/a.vtt, title: 一, text: 两分钟看懂“三会三卡”}
    - video: {src: /films/a.mp4, captions: /films/a.vtt, title: 二}
`;

const files = {
  'site.yaml': `title: 党建在线\nbase_url: https://dj.example/\nlanguages: [zh, ug]\ntheme_options: {page_code: true}\nhome:\n${home('zh')}${home('ug')}`,
  'static/films/a.mp4': 'film',
  'static/films/a.vtt': 'WEBVTT\n',
  'content/news/_index.md': '---\ntitle: 要闻\n---\n',
  'content/news/_index.ug.md': '---\ntitle: خەۋەر\n---\n',
  'content/news/a.md': '---\ntitle: 甲\ndate: 2026-11-01\n---\n\n正文。\n',
  'content/news/a.ug.md': '---\ntitle: خەۋەر\ndate: 2026-11-01\n---\n\nتېكىست.\n',
  'content/notices/_index.md': '---\ntitle: 公告\ntype: notice\n---\n',
  'content/notices/b.md': '---\ntitle: 乙\ndate: 2026-11-02\n---\n\n正文。\n',
};

const source = write(files);
after(() => rmSync(source, { recursive: true }));
const { browser, site } = await opened(buildSite(source));

async function open(path, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 900 }, ...options });
  const page = await context.newPage();
  await page.goto(address(site.folder, path));
  return page;
}

describe('tabs', () => {
  test('that are not chosen are hidden from all, and have no stop', async () => {
    const page = await open('index.html');
    const panels = page.locator('.block-tabs .panel');
    assert.equal(await panels.count(), 2);
    for (const chosen of [0, 1]) {
      await page.getByRole('tab').nth(chosen).click();
      for (const at of [0, 1]) assert.equal(await panels.nth(at).isVisible(), at === chosen);
      assert.equal(await page.getByRole('link', { name: '甲' }).count(), chosen === 0 ? 1 : 0);
      assert.equal(await page.getByRole('link', { name: '乙' }).count(), chosen === 1 ? 1 : 0);
    }
    const stops = new Set();
    for (let i = 0; i < 60; i += 1) {
      await page.keyboard.press('Tab');
      stops.add(await page.evaluate(() => document.activeElement.textContent.trim()));
    }
    assert.ok(stops.has('乙') && !stops.has('甲'), [...stops].join(' '));
    await page.context().close();
  });

  test('are all there without scripts', async () => {
    const page = await open('index.html', { javaScriptEnabled: false });
    for (const at of [0, 1]) assert.ok(await page.locator('.block-tabs .panel').nth(at).isVisible());
    assert.equal(await page.locator('.tablist').isVisible(), false);
    await page.context().close();
  });
});

describe('a video', () => {
  for (const [path, isMirrored] of [['index.html', false], ['ug/index.html', true]]) {
    test(`has its words beside it, on a phone below it: ${path}`, async () => {
      const page = await open(path);
      const boxes = () => page.evaluate(() => [...document.querySelectorAll('.film:not(.alone) > *')].map((part) => part.getBoundingClientRect().toJSON()));
      let [video, words] = await boxes();
      assert.ok(isMirrored ? words.right < video.left : words.left > video.right, JSON.stringify([video, words]));
      assert.ok(words.top < video.bottom && words.bottom > video.top, 'they stand in one row');
      await page.setViewportSize({ width: 390, height: 900 });
      [video, words] = await boxes();
      assert.ok(words.top >= video.bottom, JSON.stringify([video, words]));
      assert.equal(await overflow(page), 0);
      await page.context().close();
    });
  }

  test('that stands alone is as wide as the page, and has its place before it is loaded', async () => {
    const page = await open('index.html');
    const film = await page.locator('.film.alone video').boundingBox();
    const heading = await page.locator('.block-video', { has: page.locator('.film.alone') }).locator('.sec').boundingBox();
    assert.ok(Math.abs(film.width - heading.width) < 1 && film.height > 300, JSON.stringify(film));
    assert.equal(await page.locator('.film.alone video').evaluate((video) => video.readyState), 0, 'nothing is loaded yet');
    await page.context().close();
  });
});

test('the code of an address is large enough, dark on white, and whole at every width and in print', async () => {
  for (const width of [1366, 390, 320]) {
    const page = await open('news/a.html', { viewport: { width, height: 900 } });
    for (const media of ['screen', 'print']) {
      await page.emulateMedia({ media });
      const code = page.locator('.qr svg');
      const box = await code.boundingBox();
      assert.ok(box.width >= 96 && Math.abs(box.width - box.height) < 1, JSON.stringify(box));
      assert.ok(box.x >= 0 && box.x + box.width <= width, JSON.stringify(box));
      // The pixels that a camera sees: the corner of the first finder is dark, the quiet zone around it is white.
      const shot = await code.screenshot();
      const seen = await page.evaluate(async (png) => {
        const image = new Image();
        image.src = `data:image/png;base64,${png}`;
        await image.decode();
        const canvas = document.createElement('canvas');
        canvas.width = image.width;
        canvas.height = image.height;
        const context = canvas.getContext('2d');
        context.drawImage(image, 0, 0);
        const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
        const light = [];
        for (let i = 0; i < data.length; i += 4) light.push((data[i] + data[i + 1] + data[i + 2]) / 3);
        return { least: Math.min(...light), most: Math.max(...light), dark: light.filter((one) => one < 100).length / light.length };
      }, shot.toString('base64'));
      assert.ok(seen.least < 60 && seen.most > 240, `${media} ${width}: ${JSON.stringify(seen)}`);
      assert.ok(seen.dark > 0.2 && seen.dark < 0.6, `${media} ${width}: ${JSON.stringify(seen)}`);
    }
    assert.match(await page.locator('.qr svg').getAttribute('aria-label'), /甲/);
    await page.context().close();
  }
});
