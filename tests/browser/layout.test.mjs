// Measures the composition: one left edge, a dense first screen, nothing twice on it, pictures that fit, the phone's menu, one sheet of paper.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { address } from './chromium.mjs';
import { kinds, opened, shownKinds } from './portal.mjs';

const { browser, site } = await opened();

async function open(path, width, height, options = {}) {
  const context = await browser.newContext({ viewport: { width, height }, ...options });
  const page = await context.newPage();
  await page.goto(address(site.folder, path));
  return page;
}

/** Distance of an element's first letter or box from the left edge of the window. */
const left = (page, selector) =>
  page.evaluate((wanted) => {
    const found = Array.from(document.querySelectorAll(wanted)).find((one) => one.offsetParent);
    if (!found) return null;
    const range = document.createRange();
    range.selectNodeContents(found);
    const box = found.matches('h1') ? range.getClientRects()[0] : found.getBoundingClientRect();
    return Math.round(box.left);
  }, selector);

test('on every page the breadcrumb, the title and the text begin at one edge', async () => {
  // These have their title within a frame of their own: a plaque, a red head, a portrait, a banner.
  const framed = ['type honor', 'type document', 'type studio', 'type person', 'type topic'];
  for (const width of [1366, 1920]) {
    for (const [kind, path] of shownKinds) {
      if (kind === 'home' || kind === 'home in English' || framed.includes(kind)) continue;
      const page = await open(path, width, 900);
      const crumb = await left(page, '.crumb li');
      if (crumb !== null) {
        const title = await left(page, 'main h1');
        // A letter has some room at its left.
        assert.ok(Math.abs(title - crumb) <= 6, `${kind} at ${width}: title ${title}, breadcrumb ${crumb}`);
        const text = await left(page, '.prose, .text > .rows, .dated, .terms, .archive-year, .concept-cards, .documents');
        if (text !== null) assert.ok(Math.abs(text - crumb) <= 6, `${kind} at ${width}: text ${text}, breadcrumb ${crumb}`);
      }
      await page.context().close();
    }
  }
});

test('the first screen of the home page on a laptop shows six rows of news, and nothing twice', async () => {
  const page = await open(kinds.home, 1366, 641);
  const seen = await page.evaluate(() => {
    const inside = (one) => one.offsetParent && one.getBoundingClientRect().bottom <= innerHeight && getComputedStyle(one).visibility === 'visible';
    return {
      rows: Array.from(document.querySelectorAll('.block-tabs .rows li')).filter(inside).length,
      slide: Array.from(document.querySelectorAll('.block-slides .picture')).filter(inside).length,
    };
  });
  assert.ok(seen.rows >= 6, `${seen.rows} rows`);
  assert.ok(seen.slide >= 1, 'a slide is seen whole');
  // Within any screen no article has two links, slides that wait for their turn included.
  const twice = await page.evaluate(() => {
    const links = Array.from(document.querySelectorAll('main a[title]')).filter((one) => one.offsetParent);
    const places = links.map((one) => [one.href, one.getBoundingClientRect().top]);
    return places.filter(([href, top], at) => places.some(([other, place], from) => from < at && other === href && Math.abs(place - top) < innerHeight)).map(([href]) => href);
  });
  assert.deepEqual(twice, []);
  await page.context().close();
});

test('on a phone the text of an article begins on the first screen, in elder mode, too', async () => {
  for (const elder of [false, true]) {
    const page = await open(kinds['type news'], 390, 664);
    if (elder) {
      await page.evaluate(() => localStorage.setItem('dangjian-display', 'elder'));
      await page.reload();
    }
    const top = await page.locator('.prose').evaluate((one) => one.getBoundingClientRect().top);
    const bar = await page.locator('header.top').evaluate((one) => one.getBoundingClientRect().height);
    assert.ok(bar <= (elder ? 64 : 56), `the bar is ${bar} px high`);
    assert.ok(elder || top < 560, `the text begins at ${top} px`);
    await page.context().close();
  }
});

test('no picture is higher than four fifths of the screen', async () => {
  for (const [kind, path] of shownKinds) {
    const page = await open(path, 1366, 641);
    const high = await page.evaluate(() =>
      Array.from(document.querySelectorAll('main img'))
        .filter((one) => one.offsetParent && one.getBoundingClientRect().height > innerHeight * 0.8 + 1)
        .map((one) => `${one.src} ${one.getBoundingClientRect().height}`),
    );
    assert.deepEqual(high, [], kind);
    await page.context().close();
  }
});

test('the menu of a phone leads to every section, with scripts and without', async () => {
  for (const javaScriptEnabled of [true, false]) {
    const page = await open(kinds['type news'], 390, 664, { javaScriptEnabled });
    const menu = page.locator('.menu');
    assert.equal(await menu.isVisible(), false);
    await page.locator('.open-menu').click();
    assert.equal(await menu.isVisible(), true);
    const links = await page.locator('.menu a').evaluateAll((all) => all.map((one) => ({ height: one.getBoundingClientRect().height, words: one.textContent, seen: one.offsetParent !== null })));
    assert.equal(links[0].words, '首页');
    assert.ok(links.some(({ words }) => words === '主题党日') && links.some(({ words }) => words === '制度文件'));
    for (const { height, words, seen } of links) assert.ok(seen && height >= 44, `${words}: ${height} px`);
    await page.locator('.shut-menu').click();
    assert.equal(await menu.isVisible(), false);
    await page.context().close();
  }
  const page = await open(kinds['type news'], 390, 664);
  await page.locator('.open-menu').press('Enter');
  assert.equal(await page.locator('.open-menu').getAttribute('aria-expanded'), 'true');
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.menu').isVisible(), false);
  assert.equal(await page.evaluate(() => document.activeElement.className), 'open-menu', 'the focus returns');
  // Turned to a wide window, an open sheet is a menu again and holds no focus.
  await page.locator('.open-menu').press('Enter');
  await page.setViewportSize({ width: 1180, height: 820 });
  await page.locator('main a').first().focus();
  await page.keyboard.press('Tab');
  assert.ok(await page.evaluate(() => document.querySelector('main').contains(document.activeElement)));
  await page.context().close();
});

test('a long name leaves room for the slogan, and the bar of a phone is as high in every language', async () => {
  const page = await open(kinds.home, 1366, 900);
  await page.locator('.site-name').evaluate((one) => { one.textContent = '岚江钨业集团有限责任公司智慧党建网'; });
  const slogan = await page.locator('.slogan').boundingBox();
  assert.ok(slogan.x + slogan.width <= 1366, `the slogan ends at ${slogan.x + slogan.width} px`);
  await page.context().close();
  for (const path of [kinds.home, kinds['home in English']]) {
    const phone = await open(path, 390, 664);
    const name = phone.locator('.site-name');
    assert.equal((await phone.locator('header.top').boundingBox()).height, 56);
    assert.ok(await name.evaluate((one) => one.scrollWidth <= one.clientWidth), `${path}: the name is cut`);
    await phone.context().close();
  }
});

test('a unit stands next to its figure, and no figure alone in the last row', async () => {
  for (const [kind, path] of shownKinds) {
    for (const width of [390, 820, 1366, 1920]) {
      const page = await open(path, width, 900);
      const found = await page.evaluate(() => {
        const wrong = [];
        for (const list of document.querySelectorAll('.figs')) {
          const figures = Array.from(list.children);
          for (const figure of figures) {
            const number = figure.querySelector('.n');
            const size = parseFloat(getComputedStyle(number).fontSize);
            if (number.getBoundingClientRect().height > size * 1.8) wrong.push(`two lines: ${number.textContent}`);
            if (number.scrollWidth > number.clientWidth + 1) wrong.push(`too wide: ${number.textContent}`);
          }
          const tops = figures.map((one) => Math.round(one.getBoundingClientRect().top));
          const last = figures.filter((one, at) => tops[at] === Math.max(...tops));
          const columns = getComputedStyle(list).gridTemplateColumns.split(' ').length;
          const isWide = last[0].getBoundingClientRect().width > list.getBoundingClientRect().width * 0.9;
          if (last.length === 1 && columns > 1 && !isWide) wrong.push(`alone: ${last[0].textContent}`);
        }
        return wrong;
      });
      assert.deepEqual(found, [], `${kind} at ${width}`);
      await page.context().close();
    }
  }
});

test('no name is broken in a headline', async () => {
  for (const width of [390, 820, 1366]) {
    let names = 0;
    for (const [kind, path] of shownKinds) {
      const page = await open(path, width, 900);
      const found = await page.evaluate(() =>
        Array.from(document.querySelectorAll('.whole')).map((one) => {
          const line = parseFloat(getComputedStyle(one).lineHeight);
          const room = one.parentElement.getBoundingClientRect().width;
          const { width: own, height } = one.getBoundingClientRect();
          return { words: one.textContent, isBroken: height > line * 1.5 && own < room * 0.9 };
        }),
      );
      names += found.length;
      assert.deepEqual(found.filter(({ isBroken }) => isBroken), [], `${kind} at ${width}`);
      await page.context().close();
    }
    assert.ok(names > 1, `${names} names`);
  }
});

test('between a text and the rule below it there are 24 px', async () => {
  for (const kind of ['type news, a brief', 'type notice', 'type activity', 'type news']) {
    const page = await open(kinds[kind], 1366, 900);
    const gap = await page.evaluate(() => {
      const blocks = Array.from(document.querySelectorAll('.type-news .prose, .type-notice .prose, .type-activity .prose, .doc-contact, .doc-sign'));
      const bottom = Math.max(...blocks.map((one) => {
        const range = document.createRange();
        range.selectNodeContents(one);
        return range.getBoundingClientRect().bottom;
      }));
      const rules = Array.from(document.querySelectorAll('article.text *'))
        .filter((one) => one.offsetParent && parseFloat(getComputedStyle(one).borderBlockStartWidth || getComputedStyle(one).borderTopWidth) > 0)
        .map((one) => one.getBoundingClientRect().top)
        .filter((top) => top >= bottom - 4);
      return rules.length ? Math.min(...rules) - bottom : 24;
    });
    assert.ok(gap >= 20, `${kind}: ${gap} px`);
    await page.context().close();
  }
});

test('a brief is printed on one sheet', async () => {
  const page = await open('notices/probationary-2026.html', 1366, 900);
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  assert.equal(pdf.match(/\/Type\s*\/Page\b/g).length, 1);
  await page.context().close();
});

test('the organization is a chart where there is room, else a tree, and has each unit once', async () => {
  for (const [width, columns] of [[1366, 4], [390, 1]]) {
    const page = await open(kinds['list of units'], width, 900);
    const lefts = await page.locator('.org-2 > li').evaluateAll((units) => units.map((unit) => Math.round(unit.getBoundingClientRect().left)));
    assert.ok(lefts.length >= 8, `${lefts.length} units`);
    assert.equal(new Set(lefts).size, columns, `at ${width} px`);
    const names = await page.locator('.org b').allInnerTexts();
    assert.equal(new Set(names).size, names.length);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await page.context().close();
  }
});

test('who remembers a name finds the branch, the post and the articles', async () => {
  const page = await open(kinds['the index of names'], 1366, 900);
  const found = await page.locator('.letter li', { hasText: '叶清和' }).innerText();
  assert.match(found, /党支部 书记/);
  const letters = await page.locator('.letter h2').allInnerTexts();
  assert.deepEqual(letters, [...letters].sort());
  await page.locator('.letter li a', { hasText: '沈砚秋' }).first().click();
  assert.ok(await page.locator('.person h2', { hasText: '沈砚秋' }).isVisible());
  assert.ok(await page.locator('.rows li').count() > 0);
  await page.context().close();
});

test('on a phone a title in a list is whole and leaves no single character on its last line', async () => {
  for (const kind of ['home', 'list of news', 'list of notices', 'home in English', 'a year of the archive in English']) {
    const page = await open(kinds[kind], 390, 900);
    const titles = await page.locator('.rows:not(.one) a.clamp:visible, .dated a.clamp:visible').evaluateAll((links) => links.map((link) => {
      const lines = new Map();
      const words = document.createTreeWalker(link, NodeFilter.SHOW_TEXT);
      for (let node = words.nextNode(); node; node = words.nextNode()) {
        for (let at = 0; at < node.length; at += 1) {
          if (!node.data[at].trim()) continue;
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + 1);
          const line = Math.round(range.getBoundingClientRect().bottom / 16);
          lines.set(line, (lines.get(line) ?? 0) + 1);
        }
      }
      return { title: link.innerText, last: [...lines.values()].pop(), isCut: link.scrollHeight > link.clientHeight + 1 };
    }));
    assert.ok(titles.length > 2, kind);
    assert.deepEqual(titles.filter(({ last, isCut }) => last < 2 || isCut), [], kind);
    await page.context().close();
  }
});

test('in the index of names a letter stays with its names, and all columns begin at one height', async () => {
  const page = await open(kinds['the index of names'], 1366, 900);
  const boxes = await page.locator('.letter').evaluateAll((letters) => letters.map((letter) => ({
    parts: letter.getClientRects().length,
    left: Math.round(letter.querySelector('h2').getBoundingClientRect().left),
    top: Math.round(letter.querySelector('h2').getBoundingClientRect().top),
  })));
  assert.ok(boxes.every(({ parts }) => parts === 1));
  const tops = new Map();
  boxes.forEach(({ left: column, top }) => tops.set(column, Math.min(top, tops.get(column) ?? Infinity)));
  assert.equal(tops.size, 3, 'columns');
  assert.equal(new Set(tops.values()).size, 1);
  await page.context().close();
});
