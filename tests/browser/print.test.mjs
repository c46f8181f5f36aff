// On paper: an A4 sheet holds the whole text of an article, with the addresses of its links, and nothing that only a screen needs.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { address } from './chromium.mjs';
import { bare } from './pdf.mjs';
import { buildSite, kinds, opened, rightToLeft } from './portal.mjs';

const { browser, site } = await opened();

/** The text of a PDF, the sizes of its pages in points, and text beyond an edge. */
async function read(bytes) {
  const document = await getDocument({ data: new Uint8Array(bytes), useSystemFonts: true, verbosity: 0 }).promise;
  const found = { text: '', sizes: [], beyond: [] };
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const [, , width, height] = page.view;
    found.sizes.push([Math.round(width), Math.round(height)]);
    for (const { str, transform, width: long } of (await page.getTextContent()).items) {
      found.text += str;
      const [x, y] = transform.slice(4);
      if (str.trim() && (x < 0 || x + long > width + 1 || y < 0 || y > height)) found.beyond.push(`${str} on ${number}`);
    }
  }
  await document.destroy();
  found.text = bare(found.text);
  return found;
}

/** Prints a page for a reader with these settings. */
async function print(path, display = '', folder = site.folder) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 900 } });
  await context.addInitScript((chosen) => localStorage.setItem('dangjian-display', chosen), display);
  const page = await context.newPage();
  await page.goto(address(folder, path));
  const pdf = await read(await page.pdf({ preferCSSPageSize: true }));
  await page.emulateMedia({ media: 'print' });
  const passages = await page.evaluate(() => {
    const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    const texts = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (node.data.trim() && parent.getClientRects().length && !parent.closest('.sr, svg')) texts.push(node.data.trim());
    }
    return texts;
  });
  const clickable = await page.evaluate(() => [...document.querySelectorAll('button, nav, .strip, .phone, .side, video')].filter((node) => node.getClientRects().length).map((node) => node.className));
  await context.close();
  return { pdf, passages, clickable };
}

const PRINTED = [
  'type news', 'type news, a feature', 'type news, a reprint', 'type notice', 'type activity', 'type honor', 'type studio', 'type person',
  'type page', 'type document', 'type unit, written', 'type concept, levels', 'type concept, pillars', 'list of documents', 'list of honors', 'list of news',
];

for (const kind of PRINTED) {
  test(`${kind} is whole on A4`, async () => {
    const { pdf, passages, clickable } = await print(kinds[kind]);
    assert.ok(pdf.sizes.every(([width, height]) => Math.abs(width - 595) <= 1 && Math.abs(height - 842) <= 1), `${pdf.sizes}`);
    assert.deepEqual(pdf.beyond, []);
    assert.ok(passages.length > 3);
    assert.ok(pdf.text.startsWith('党建在线'), 'the sheet says whose it is');
    assert.deepEqual(passages.filter((text) => !pdf.text.includes(bare(text))), []);
    assert.deepEqual(clickable, []);
  });
}

test('elder mode and contrast print the same text', async () => {
  const usual = await print(kinds['type document']);
  const elder = await print(kinds['type document'], 'elder contrast size-large');
  assert.deepEqual(elder.passages, usual.passages);
  assert.deepEqual(elder.passages.filter((text) => !elder.pdf.text.includes(bare(text))), []);
  assert.deepEqual(elder.pdf.beyond, []);
});

test('the address of a link to another site stands behind it', async () => {
  const fixture = buildSite(rightToLeft);
  try {
    const { pdf } = await print('news/school.html', '', fixture.folder);
    assert.ok(pdf.text.includes('(https://www.example.com/)'));
  } finally {
    fixture.remove();
  }
});

test('the home page prints every tab and every slide', async () => {
  const { pdf, passages } = await print(kinds.home);
  assert.deepEqual(pdf.beyond, []);
  assert.deepEqual(passages.filter((text) => !pdf.text.includes(bare(text))), []);
});

test('a passage that is cut is noticed', async () => {
  const page = await browser.newPage();
  await page.setContent('<style>@page { size: A4 }</style><p style="inline-size: 400px; overflow: hidden; white-space: nowrap">' + '学习贯彻'.repeat(60) + '</p><p style="white-space: nowrap">' + '宽'.repeat(120) + '</p>');
  const pdf = await read(await page.pdf({ preferCSSPageSize: true }));
  await page.close();
  assert.ok(!pdf.text.includes('学习贯彻'.repeat(60)) || pdf.beyond.length > 0);
});
