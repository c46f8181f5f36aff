// From right to left: the site in Uyghur is the mirror of the site in Chinese, and left-to-right text stays left to right.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import postcss from 'postcss';
import { address, overflow, watch } from './chromium.mjs';
import { buildSite, opened, rightToLeft, theme, uyghur, words } from './portal.mjs';

const { browser, site } = await opened(buildSite(rightToLeft));

/** Finds declarations of a style sheet that name a side without a reason. */
function sided(text) {
  const rules = [];
  postcss.parse(text).walkRules((rule) => rule.selectors.forEach((selector) => {
    const scope = rule.parent.type === 'atrule' ? rule.parent.params : '';
    const values = new Map();
    rule.walkDecls((declaration) => { values.set(declaration.prop, declaration.value); });
    rules.push({ scope, selector, values });
  }));
  const mirrors = rules.filter(({ selector }) => selector.startsWith('[dir="rtl"]'));
  const wrong = [];
  for (const { scope, selector, values } of rules) {
    const complain = (what) => wrong.push(`${selector} { ${what} }`);
    for (const [name, value] of values) {
      // Chromium 78 has no logical properties for positions. The same value on both sides, or a mirroring rule, is as good.
      if (name === 'left' || name === 'right') {
        const other = values.get(name === 'left' ? 'right' : 'left');
        const isMirror = selector.startsWith('[dir="rtl"]');
        const bare = selector.replace(/^\[dir="rtl"\]\s*/, '');
        const mirror = mirrors.find((rule) => rule.scope === scope && rule.selector.replace(/^\[dir="rtl"\]\s*/, '') === bare);
        const answered = mirror && mirror.values.has('left') && mirror.values.has('right');
        if (other !== value && !isMirror && !answered) complain(`${name}: ${value}`);
      } else if (/^(margin|padding|border)-(left|right)/.test(name) || /-(left|right)-radius$/.test(name)) complain(`${name}: ${value}`);
      else if (/^(float|clear|text-align)$/.test(name) && /\b(left|right)\b/.test(value)) complain(`${name}: ${value}`);
      else if (/^(margin|padding|border-width|border-radius)$/.test(name)) {
        const sides = value.replace(/\([^)]*\)/g, '').split(/\s+/);
        if (sides.length === 4 && sides[1] !== sides[3] && !selector.startsWith('[dir="rtl"]') && !mirrors.some((rule) => rule.selector.endsWith(` ${selector}`) && rule.values.has(name))) complain(`${name}: ${value}`);
      }
    }
  }
  return wrong;
}

test('no style names a side', () => {
  const folder = join(theme, 'styles');
  const wrong = readdirSync(folder).flatMap((name) => sided(readFileSync(join(folder, name), 'utf8')).map((what) => `${name}: ${what}`));
  assert.deepEqual(wrong, []);
});

test('a style that names a side is found', () => {
  const found = (text) => sided(text).length;
  assert.equal(found('a { margin-left: 1px }'), 1);
  assert.equal(found('a { text-align: right }'), 1);
  assert.equal(found('a { float: left }'), 1);
  assert.equal(found('a { right: 0 }'), 1);
  assert.equal(found('a { padding: 0 1px 2px 3px }'), 1);
  assert.equal(found('a { left: 0; right: 0; padding: 1px 2px 3px }'), 0);
  assert.equal(found('a { right: 0 } [dir="rtl"] a { right: auto; left: 0 }'), 0);
  assert.equal(found('a { right: 0 } @media print { [dir="rtl"] a { right: auto; left: 0 } }'), 1);
});

test('every kind of page fits, without an error, at every width', async () => {
  const page = await browser.newPage();
  const noticed = watch(page, (url) => url.startsWith('file://'));
  const wrong = [];
  for (const path of [...uyghur, ...uyghur.map((name) => name.replace('ug/', ''))]) {
    await page.goto(address(site.folder, path));
    for (const width of [1366, 390, 320, 1920]) {
      await page.setViewportSize({ width, height: 900 });
      const beyond = await overflow(page);
      if (beyond > 0) wrong.push(`${path}: ${beyond} px too wide at ${width}`);
    }
    wrong.push(...noticed.take().map((what) => `${path}: ${what}`));
  }
  await page.close();
  assert.deepEqual(wrong, []);
});

/** The position of the middle of an element in the window, from 0 (left) to 1 (right). */
const place = (page, selector, last) => page.locator(selector)[last ? 'last' : 'first']().evaluate((node) => {
  const { left, width } = node.getBoundingClientRect();
  return (left + width / 2) / innerWidth;
});

for (const [path, selector] of [
  ['index.html', '.site-name'],
  ['index.html', '.strip nav'],
  ['index.html', '.menu .bar > li'],
  ['index.html', '.block-slides'],
  ['index.html', '.block-slides'],
  ['index.html', '.block-tabs .sec .more'],
  ['index.html', '.block-columns > section'],
  ['index.html', '.topic .ground'],
  ['news/school.html', 'article.text'],
  ['news/school.html', '.side'],
  ['news/school.html', '.prose ol li'],
  ['news/index.html', '.pager li'],
  ['news/index.html', '.rows time'],
  ['documents/index.html', '.documents th'],
  ['concepts/contacts.html', '.chain li'],
]) {
  test(`${selector} on ${path} stands on the other side`, async () => {
    const page = await browser.newPage({ viewport: { width: 1366, height: 900 } });
    await page.goto(address(site.folder, path));
    const usual = await place(page, selector);
    await page.goto(address(site.folder, `ug/${path}`));
    const mirrored = await place(page, selector);
    assert.ok(Math.abs(usual - 0.5) > 0.03, `${selector} is in the middle: ${usual}`);
    assert.ok((usual < 0.5) !== (mirrored < 0.5), `${usual} and ${mirrored}`);
    await page.close();
  });
}

test('arrows point onwards', async () => {
  const page = await browser.newPage({ viewport: { width: 1366, height: 900 } });
  const arrows = async (path) => {
    await page.goto(address(site.folder, path));
    return page.evaluate(() => {
      const style = (selector, pseudo) => getComputedStyle(document.querySelector(selector), pseudo);
      const crumb = style('.crumb li:nth-child(2)', '::before').content;
      const chain = document.querySelector('.chain li') && style('.chain li', '::after').transform;
      return [crumb, chain];
    });
  };
  const [crumb, chain] = await arrows('concepts/contacts.html');
  const [mirroredCrumb, mirroredChain] = await arrows('ug/concepts/contacts.html');
  assert.deepEqual([crumb, mirroredCrumb], ['"›"', '"‹"']);
  assert.notEqual(chain, mirroredChain);
  await page.close();
});

test('dates, numbers and Latin read from left to right within the text', async () => {
  const page = await browser.newPage();
  for (const [path, texts] of [
    ['ug/news/school.html', ['2026-11-18 09:30:00', '0996-0000000', 'ISO 9001', '13.6%']],
    ['ug/index.html', ['2026-10-17', '0996-0000000', '42']],
    ['ug/documents/index.html', ['2026-03-10', '2026-03-12']],
    ['ug/documents/rules.html', ['〔2026〕3']],
  ]) {
    await page.goto(address(site.folder, path));
    for (const text of texts) {
      const found = await page.evaluate((wanted) => {
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const orders = [];
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const at = node.data.indexOf(wanted);
          if (at < 0 || !node.parentElement.getClientRects().length) continue;
          const range = document.createRange();
          const boxes = [...wanted].map((_, i) => {
            range.setStart(node, at + i);
            range.setEnd(node, at + i + 1);
            return range.getBoundingClientRect();
          }).filter((box) => box.width > 0);
          // A line break may part them; within a line each is to the right of the one before.
          orders.push(boxes.every((box, i) => i === 0 || box.left >= boxes[i - 1].left || box.top > boxes[i - 1].top + 4));
        }
        return orders;
      }, text);
      assert.ok(found.length > 0, `${path} has no ${text}`);
      assert.ok(found.every(Boolean), `${text} on ${path}`);
    }
  }
  await page.close();
});

test('a long date in Uyghur reads from right to left', async () => {
  const page = await browser.newPage();
  await page.goto(address(site.folder, 'ug/notices/candidates.html'));
  const text = await page.locator('.facts').innerText();
  assert.match(text, /2026-يىلى 16-نويابىر/);
  await page.close();
});

test('Uyghur has its fonts, and letters that join are not spaced', async () => {
  const page = await browser.newPage();
  await page.goto(address(site.folder, 'ug/index.html'));
  const { family, spaced } = await page.evaluate(() => ({
    family: getComputedStyle(document.body).fontFamily,
    spaced: [...document.querySelectorAll('body *')].filter((node) => !['normal', '0px'].includes(getComputedStyle(node).letterSpacing)).length,
  }));
  assert.match(family, /^"UKIJ Tuz Tom", "ALKATIP Basma Tom".*"Noto Naskh Arabic"/);
  assert.equal(spaced, 0);
  await page.close();
});

test('the words of the interface are Uyghur on every page in Uyghur', () => {
  const zh = words('zh');
  assert.ok(zh.size > 100);
  for (const lang of ['ug', 'en']) {
    const known = words(lang);
    assert.deepEqual([...zh].filter((key) => !known.has(key)), [], lang);
  }
  for (const path of uyghur) {
    const text = readFileSync(join(site.folder, path), 'utf8');
    assert.match(text, /<html lang="ug" dir="rtl">/);
    for (const word of ['更多', '首页', '跳到正文', '字号', '上一页', '发布日期']) assert.ok(!text.includes(word), `${path}: ${word}`);
  }
});
