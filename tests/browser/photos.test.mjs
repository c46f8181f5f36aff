// Photos: a browser loads the width that it needs, nothing moves, and the pictures of a text open large as a series.

import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';
import { launch, serve } from './chromium.mjs';
import { buildSite, write } from './portal.mjs';

/** A PNG that is packed as badly as a photo: shades, and noise that is the same every time. */
function photo(width, height, seed) {
  const chunk = (kind, data) => {
    const body = Buffer.concat([Buffer.from(kind), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const lines = Buffer.alloc((width * 3 + 1) * height);
  let state = seed;
  for (let y = 0; y < height; y++) {
    for (let at = 1; at <= width * 3; at++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      lines[y * (width * 3 + 1) + at] = ((at + y) / 16 % 200) + (state >>> 27);
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', deflateSync(lines, { level: 1 })), chunk('IEND', Buffer.alloc(0))]);
}

const text = ['一', '二', '三'].map((name) => `![图${name}](${name}.png "图说${name}")`).join('\n\n正文。\n\n');

let browser;
let site;
let server;

before(async () => {
  const folder = write({
    'site.yaml': '标题: 测试站\n',
    'content/news/_index.md': '---\n标题: 要闻\n---\n',
    'content/news/x/index.md': `---\n标题: 甲\n日期: 2026-11-20\n---\n\n${text}\n`,
    'content/news/x/一.png': photo(1800, 1350, 1),
    'content/news/x/二.png': photo(1800, 1200, 2),
    'content/news/x/三.png': photo(900, 1200, 3),
  });
  site = buildSite(folder);
  rmSync(folder, { recursive: true });
  server = await serve(site.folder, '/');
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.close();
  site?.remove();
});

async function open(width, height = 900) {
  const context = await browser.newContext({ viewport: { width, height } });
  const page = await context.newPage();
  await page.addInitScript(() => {
    window.moved = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => { window.moved += entry.value; }))
      .observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(`http://127.0.0.1:${server.port}/news/x.html`);
  return page;
}

for (const [width, loaded] of [[390, 480], [1366, 960], [1920, 960]]) {
  test(`at ${width} pixels the width of ${loaded} is loaded, and nothing moves`, async () => {
    const page = await open(width);
    const pictures = page.locator('.prose figure img');
    assert.equal(await pictures.count(), 3);
    for (let number = 0; number < 3; number++) {
      const picture = pictures.nth(number);
      await picture.scrollIntoViewIfNeeded();
      await picture.evaluate((image) => image.complete || new Promise((done) => { image.onload = done; }));
      const source = await picture.evaluate((image) => image.currentSrc);
      assert.match(source, new RegExp(`-${number === 2 && loaded === 960 ? 900 : loaded}\\.jpg$`), source);
    }
    assert.equal(await page.evaluate(() => window.moved), 0);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
    await page.context().close();
  });
}

test('the pictures of a text are a series: keys, buttons and a swipe turn it', async () => {
  const page = await open(1366);
  await page.locator('.prose a.enlarge').first().focus();
  await page.keyboard.press('Enter');
  const caption = page.locator('dialog[open] p').first();
  assert.equal(await caption.textContent(), '图说一（1/3）');
  await page.keyboard.press('ArrowRight');
  assert.equal(await caption.textContent(), '图说二（2/3）');
  assert.match(await page.locator('dialog[open] img').getAttribute('src'), /er-.*-1600\.jpg$/);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  assert.equal(await caption.textContent(), '图说三（3/3）');
  await page.locator('dialog[open] .turn-pictures button').last().click();
  assert.equal(await caption.textContent(), '图说一（1/3）');
  await page.locator('dialog[open] img').evaluate((image) => {
    const touch = (kind, x) => {
      const at = new Touch({ identifier: 1, target: image, clientX: x, clientY: 300 });
      image.dispatchEvent(new TouchEvent(kind, { touches: kind === 'touchend' ? [] : [at], changedTouches: [at] }));
    };
    touch('touchstart', 400);
    touch('touchend', 300);
  });
  assert.equal(await caption.textContent(), '图说二（2/3）');
  await page.keyboard.press('Escape');
  await page.locator('dialog').waitFor({ state: 'detached' });
  assert.equal(await page.evaluate(() => document.activeElement.querySelector('img').alt), '图二');
  await page.context().close();
});
