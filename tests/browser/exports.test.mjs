// What leaves the site: a book that Chromium prints as it says, and articles on the clipboard for the editor of a WeChat account.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { PATIENCE, launch } from './chromium.mjs';
import { bare } from './pdf.mjs';
import { example, program } from './portal.mjs';
import { article, editor, serve, site } from './preview.mjs';

let browser;
let folder;

before(async () => {
  browser = await launch();
  folder = mkdtempSync(join(tmpdir(), 'dangjian-exports-'));
});
after(async () => {
  await browser?.close();
  if (folder) rmSync(folder, { recursive: true });
});

/** The text of each page of a PDF, and the sizes of the pages in points. */
async function pages(bytes) {
  const document = await getDocument({ data: new Uint8Array(bytes), useSystemFonts: true, verbosity: 0 }).promise;
  const found = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const items = (await page.getTextContent()).items.map(({ str, transform }) => ({ text: bare(str), y: transform[5] }));
    const [, , width, height] = page.view;
    found.push({ items, height: Math.round(height), width: Math.round(width) });
  }
  await document.destroy();
  return found;
}

/** The words in the margin of a page: above and below its text. */
const margin = ({ items, height }, isTop) => items.filter(({ y }) => (isTop ? y > height - 80 : y < 78)).map(({ text }) => text).join('');

for (const [name, ...selection] of [['a section', 'news'], ['a year', '--year', '2026'], ['a topic', '两个作用在一线']]) {
  test(`the book of ${name} has its articles on the pages that its contents say`, async () => {
    const file = join(folder, `${name}.html`);
    execFileSync(program, ['export', 'book', ...selection, '--site', example, '-o', file]);
    const page = await browser.newPage();
    const requests = [];
    page.on('request', (request) => { if (!request.url().startsWith('data:')) requests.push(request.url()); });
    await page.goto(pathToFileURL(file).href);
    assert.equal(requests.length, 1, `${requests}`);
    const entries = await page.$$eval('.contents li', (items) => items.map((item) => ({
      title: item.querySelector('a').textContent,
      number: Number(item.querySelector('.number').textContent),
    })));
    const printed = await pages(await page.pdf({ preferCSSPageSize: true }));
    await page.close();
    assert.ok(entries.length >= 5 && printed.length > entries.length);
    assert.ok(printed.every(({ width, height }) => Math.abs(width - 595) <= 1 && Math.abs(height - 842) <= 1));
    // Each page but the cover has its number at the foot, and the title of its article at the head.
    printed.forEach((sheet, at) => {
      assert.equal(margin(sheet, false), at === 0 ? '' : `—${at + 1}—`, `the foot of page ${at + 1}`);
    });
    const heads = printed.map((sheet) => margin(sheet, true));
    let last = 0;
    for (const { title, number } of entries) {
      assert.ok(number > last, `${title} on ${number}, after ${last}`);
      const own = bare(title).slice(0, 20);
      assert.ok(heads[number - 1].startsWith(own), `page ${number} is of ${heads[number - 1]}, not of ${title}`);
      assert.ok(number === 1 || !heads[number - 2].startsWith(own), `${title} begins before page ${number}`);
      last = number;
    }
  });
}

/** A page whose clipboard a test can read. */
async function reading(origin) {
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  await page.goto(origin);
  const clipboard = () => page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    return item.types.includes('text/html') ? (await item.getType('text/html')).text() : (await item.getType('text/plain')).text();
  });
  return { context, page, clipboard };
}

const FORBIDDEN = /class=|id=|href=|<script|<style|<img|position:/;

test('the page for a WeChat account copies the article alone', async () => {
  const target = join(folder, '公众号');
  execFileSync(program, ['export', 'wechat', 'news/night-shift', '--site', example, '-o', target]);
  const { context, page, clipboard } = await reading(pathToFileURL(join(target, '正文.html')).href);
  await page.click('[data-copy=text]');
  assert.equal(await page.textContent('[role=status]'), '已复制。');
  const html = await clipboard();
  assert.doesNotMatch(html.replace(/^.*?<body[^>]*>|<!--\w+-->/gs, ''), FORBIDDEN);
  assert.match(html, /font-size: ?16px/);
  assert.match(html, /〔在这里插入图片：01-还原炉前\.jpg〕/);
  assert.ok(await page.$eval('li img', (image) => image.naturalWidth > 0));
  await page.click('[data-copy=title]');
  assert.match(await clipboard(), /^【班组夜访】还原炉前的夜班/);
  await context.close();
});

test('the preview copies the draft on the screen for a WeChat account', async () => {
  const written = site();
  const desk = editor();
  const preview = await serve(written.folder, desk.settings);
  try {
    written.save('content/news/a.md', article('第一稿的话。\n\n见[另一篇](b.md)。', '草稿: 是\n'));
    const { context, page, clipboard } = await reading(`${preview.url}news/a.html`);
    const ours = (selector) => page.locator('#dangjian-preview').locator(selector);
    await ours('.toggle').click();
    await ours('.part-wechat summary').click();
    const copy = () => ours('.part-wechat button').click();
    await copy();
    await page.waitForFunction(() => document.querySelector('#dangjian-preview').shadowRoot.querySelector('.part-wechat [role=status]').textContent.includes('已复制'), null, { timeout: PATIENCE });
    const html = await clipboard();
    assert.match(html, /第一稿的话。/);
    assert.match(html, /另一篇（见本单位网站）/);
    assert.doesNotMatch(html.replace(/^.*?<body[^>]*>|<!--\w+-->/gs, ''), FORBIDDEN);
    // Lists have nothing to copy.
    await page.goto(`${preview.url}news/index.html`);
    await page.waitForFunction(() => document.querySelector('#dangjian-preview')?.shadowRoot?.querySelector('.part-scan'));
    assert.ok(await ours('.part-wechat').isHidden());
    await context.close();
  } finally {
    await preview.stop();
    written.clear();
    desk.clear();
  }
});
