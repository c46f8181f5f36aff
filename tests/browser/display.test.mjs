// Settings of the reader in the strip: elder mode, contrast, size of text, reading aloud. They last, they apply before the first paint,
// and without JavaScript there are no buttons without effect.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { address, overflow } from './chromium.mjs';
import { kinds, opened, shownKinds } from './portal.mjs';

const { browser, site } = await opened();

/** The pages to open from the folder: not the 404 page, whose addresses begin at the root. */
const local = shownKinds.filter(([kind]) => kind !== 'not found');

const at = (kind) => address(site.folder, kinds[kind]);
const press = (page, name) => page.locator('.strip').getByRole('button', { name, exact: true }).click();
const size = (page, selector) => page.locator(selector).first().evaluate((node) => parseFloat(getComputedStyle(node).fontSize));
const columns = (page, selector) => page.locator(selector).first().evaluate((node) => getComputedStyle(node).gridTemplateColumns.split(' ').length);

/** Opens a page for a reader who has chosen this before. */
async function reader(display, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 900 }, ...options });
  if (display !== undefined) await context.addInitScript((chosen) => localStorage.setItem('dangjian-display', chosen), display);
  return context.newPage();
}

describe('elder mode', () => {
  test('sets text in 22 px, labels in 18, small headings in 26, in one column', async () => {
    const page = await reader();
    await page.goto(at('type news'));
    assert.equal(await columns(page, '.split'), 2);
    const before = await size(page, '.prose p');
    await press(page, '长者模式');
    assert.ok((await size(page, '.prose p')) === 22 && before === 18);
    assert.equal(await size(page, '.meta'), 18);
    assert.equal(await size(page, '.side h2'), 26);
    assert.equal(await columns(page, '.split'), 1);
    const { line, font } = await page.locator('.prose p').first().evaluate((node) => {
      const style = getComputedStyle(node);
      return { line: parseFloat(style.lineHeight), font: parseFloat(style.fontSize) };
    });
    assert.ok(line / font >= 2, `lines of ${line} px`);
    await page.context().close();
  });

  test('goes down to 18 and up to 26 px by the size of text', async () => {
    const page = await reader('elder');
    await page.goto(at('type news'));
    for (const [name, expected] of [['小', 18], ['大', 26], ['中', 22]]) {
      await press(page, name);
      assert.equal(await size(page, '.prose p'), expected, name);
    }
    await page.context().close();
  });

  test('leaves no text below 18 px on any kind of page', async () => {
    const page = await reader('elder');
    const small = new Set();
    for (const [kind, path] of local) {
      await page.goto(address(site.folder, path));
      const found = await page.evaluate(() => {
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const names = [];
        for (let text = walker.nextNode(); text; text = walker.nextNode()) {
          const parent = text.parentElement;
          if (!text.data.trim() || !parent.getClientRects().length || parent.closest('svg, .sr')) continue;
          const px = parseFloat(getComputedStyle(parent).fontSize);
          if (px < 18) names.push(`${parent.nodeName.toLowerCase()}.${parent.className} in .${parent.parentElement.className}: ${px}`);
        }
        return names;
      });
      found.forEach((what) => small.add(`${kind}: ${what}`));
    }
    await page.context().close();
    assert.deepEqual([...small], []);
  });

  test('gives every target 44 px, but for links within a sentence', async () => {
    const small = new Set();
    for (const width of [1366, 390]) {
      const page = await reader('elder', { viewport: { width, height: 900 } });
      for (const [kind, path] of local) {
        await page.goto(address(site.folder, path));
        const found = await page.evaluate(() => {
          // In a sentence, as defined by WCAG 2.5.5: other words are in the same line of the same block.
          const isInline = (node) => {
            const block = node.closest('p, dd, td, figcaption, .prose li, .words, .meta li, .facts, .org .facts, .concept-text');
            return block && !node.closest('nav, .rows, .dated, .sec') && (node.closest('.prose, .words, .meta, .facts, dd, td') || block.textContent.trim().length > node.textContent.trim().length);
          };
          return [...document.querySelectorAll('a[href], button, summary')]
            .filter((node) => node.getClientRects().length && !node.matches('.skip') && getComputedStyle(node).visibility === 'visible' && !isInline(node))
            .map((node) => ({ node, box: node.getBoundingClientRect() }))
            .filter(({ box }) => box.height < 43.5 || box.width < 43.5)
            .map(({ node, box }) => `${node.nodeName.toLowerCase()}.${node.className} in ${node.parentElement.nodeName.toLowerCase()}.${node.parentElement.className} of .${node.parentElement.parentElement.className}: ${Math.round(box.width)}×${Math.round(box.height)}`);
        });
        found.forEach((what) => small.add(`${kind} at ${width}: ${what}`));
      }
      await page.context().close();
    }
    assert.deepEqual([...small], []);
  });

  test('fits every kind of page at every width', async () => {
    const wrong = [];
    const look = async (display) => {
      const page = await reader(display);
      for (const [kind, path] of local) {
        await page.goto(address(site.folder, path));
        for (const width of [1366, 390, 320]) {
          await page.setViewportSize({ width, height: 900 });
          const beyond = await overflow(page);
          if (beyond > 0) wrong.push(`${kind} in ${display}: ${beyond} px too wide at ${width}`);
        }
      }
      await page.context().close();
    };
    // The largest setting of each: contrast changes only colours.
    await Promise.all(['elder size-large', 'size-large'].map(look));
    assert.deepEqual(wrong, []);
  });
});

describe('a choice', () => {
  test('lasts from page to page, also from a folder, until it is taken back', async () => {
    const page = await reader();
    await page.goto(at('home'));
    const elder = page.getByRole('button', { name: '长者模式' });
    assert.equal(await elder.getAttribute('aria-pressed'), 'false');
    await elder.click();
    assert.equal(await elder.getAttribute('aria-pressed'), 'true');
    await press(page, '大');
    await press(page, '高对比度');
    await page.goto(at('news in English'));
    for (const name of ['Senior mode', 'Large', 'High contrast']) {
      const button = page.locator('.strip').getByRole('button', { name, exact: true });
      assert.equal(await button.getAttribute('aria-pressed'), 'true', name);
    }
    for (const name of ['Senior mode', 'Medium', 'High contrast']) await press(page, name);
    await page.goto(at('home'));
    assert.equal(await page.evaluate(() => document.documentElement.className.replace('speaks', '').trim()), 'js');
    await page.context().close();
  });

  test('stands before anything is painted, and nothing moves', async () => {
    const page = await reader('elder contrast size-large');
    await page.addInitScript(() => {
      window.shown = [];
      window.moved = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((entry) => { window.moved += entry.value; })).observe({ type: 'layout-shift', buffered: true });
      // The classes of the root when the body begins: before its first line can be painted.
      new MutationObserver((list, observer) => {
        if (!document.body) return;
        window.shown.push(document.documentElement.className);
        observer.disconnect();
      }).observe(document, { childList: true, subtree: true });
    });
    for (const kind of ['home', 'type news', 'list of honors']) {
      await page.goto(at(kind));
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      const { shown, moved } = await page.evaluate(() => ({ shown: window.shown, moved: window.moved }));
      for (const name of ['js', 'elder', 'contrast', 'size-large']) assert.ok(shown[0].split(' ').includes(name), `${kind}: ${shown}`);
      assert.equal(moved, 0, kind);
    }
    await page.context().close();
  });

  test('that is none of the known ones is passed over', async () => {
    const page = await reader('elder "><script> grey');
    await page.goto(at('home'));
    assert.equal(await page.evaluate(() => document.documentElement.className.replace('speaks', '').replace(/\s+/g, ' ').trim()), 'js elder');
    await page.context().close();
  });

  test('of contrast is taken from the machine until there is one', async () => {
    const page = await reader(undefined, { contrast: 'more' });
    await page.goto(at('home'));
    const has = () => page.evaluate(() => document.documentElement.classList.contains('contrast'));
    assert.equal(await has(), true);
    await press(page, '高对比度');
    await page.reload();
    assert.equal(await has(), false);
    await page.context().close();
  });
});

test('without JavaScript no switch shows', async () => {
  const page = await reader(undefined, { javaScriptEnabled: false });
  for (const kind of ['home', 'type news']) {
    await page.goto(at(kind));
    // A form works without a script.
    assert.equal(await page.locator('button:not([type="submit"]):visible').count(), 0, kind);
  }
  await page.context().close();
});

describe('reading aloud', () => {
  /** A fake voice: it records what it should say, and finishes when the test says so. */
  const voice = () => {
    window.said = [];
    window.SpeechSynthesisUtterance = function (text) { this.text = text; };
    const synthesis = {
      speak: (one) => { window.said.push([one.lang, one.text]); window.current = one; },
      cancel: () => { const was = window.current; window.current = null; if (was) was.onend(); },
      pause: () => { window.calls.push('pause'); },
      resume: () => { window.calls.push('resume'); },
    };
    window.calls = [];
    window.finish = () => { const was = window.current; window.current = null; was.onend(); };
    Object.defineProperty(window, 'speechSynthesis', { value: synthesis });
  };

  test('says the title and each paragraph, pauses, goes on and stops', async () => {
    const page = await reader();
    await page.addInitScript(voice);
    await page.goto(at('type news'));
    const said = () => page.evaluate(() => window.said);
    const button = (name) => page.locator('.tools').getByRole('button', { name, exact: true });
    assert.ok(await button('停止朗读').isDisabled());
    await button('朗读').click();
    assert.deepEqual(await said(), [['zh-CN', (await page.locator('h1').last().innerText()).trim()]]);
    await page.evaluate(() => window.finish());
    const first = (await page.locator('.prose p').first().innerText()).replace(/\s+/g, ' ').trim();
    assert.deepEqual((await said())[1], ['zh-CN', first]);
    assert.equal(await page.locator('.spoken').count(), 1);
    await button('暂停朗读').click();
    await button('继续朗读').click();
    assert.deepEqual(await page.evaluate(() => window.calls), ['pause', 'resume']);
    await button('停止朗读').click();
    assert.equal(await page.locator('.spoken').count(), 0);
    assert.equal((await said()).length, 2);
    assert.ok(await button('朗读').isVisible());
    await button('朗读').click();
    const all = await page.evaluate(() => { while (window.current) window.finish(); return window.said.length; });
    assert.ok(all > 6);
    assert.ok(await button('停止朗读').isDisabled());
    await page.context().close();
  });

  test('is not offered where there is no voice', async () => {
    const page = await reader();
    await page.addInitScript(() => {
      delete window.SpeechSynthesisUtterance;
      delete window.speechSynthesis;
      delete Window.prototype.speechSynthesis;
    });
    await page.goto(at('type news'));
    assert.equal(await page.locator('.speech').isVisible(), false);
    assert.equal(await page.locator('.tools .print').isVisible(), true);
    await page.context().close();
  });
});
