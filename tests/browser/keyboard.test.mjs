// A walk with the keyboard alone: skip link, strip, menu, tabs, slides, filters. The focus is always visible.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { address, launch } from './chromium.mjs';
import { build, buildSite, kinds, rightToLeft } from './portal.mjs';

let browser;
let site;
let fixture;

before(async () => {
  site = build();
  fixture = buildSite(rightToLeft);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  site?.remove();
  fixture?.remove();
});

async function open(folder, path, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 900 }, ...options });
  const page = await context.newPage();
  await page.goto(address(folder, path));
  return page;
}

const focused = (page) => page.evaluate(() => document.activeElement.textContent.trim());
const press = async (page, ...keys) => { for (const key of keys) await page.keyboard.press(key); };

/** Presses Tab until an element that matches a selector has the focus. */
async function tabTo(page, selector, most = 80) {
  for (let i = 0; i < most; i += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
  }
  assert.fail(`${selector} is not reached in ${most} steps`);
}

test('the first step leads past everything to the text', async () => {
  const page = await open(site.folder, kinds['type news']);
  await press(page, 'Tab');
  assert.equal(await focused(page), '跳到正文');
  const box = await page.locator('.skip').boundingBox();
  assert.ok(box.y >= 0 && box.height >= 24, 'the link is not shown');
  await press(page, 'Enter', 'Tab');
  assert.ok(await page.evaluate(() => document.getElementById('main').contains(document.activeElement)));
  await page.context().close();
});

for (const kind of ['home', 'type news', 'list of honors', 'type concept, pillars', 'list of news', 'type studio']) {
  test(`every step on ${kind} is seen, in the order of the page, and the walk ends`, async () => {
    const page = await open(site.folder, kinds[kind]);
    const wrong = [];
    let last = -1;
    let steps = 0;
    for (; steps < 300; steps += 1) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => {
        const node = document.activeElement;
        if (node === document.body) return null;
        const style = getComputedStyle(node);
        const box = node.getBoundingClientRect();
        return {
          name: `${node.nodeName.toLowerCase()}.${node.className} ${node.textContent.trim().slice(0, 20)}`,
          order: [...document.querySelectorAll('*')].indexOf(node),
          ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
          seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
        };
      });
      if (!at) break;
      if (!at.ring) wrong.push(`no ring: ${at.name}`);
      if (!at.seen) wrong.push(`not in sight: ${at.name}`);
      if (at.order <= last) wrong.push(`back: ${at.name}`);
      last = at.order;
    }
    await page.context().close();
    assert.deepEqual(wrong, []);
    assert.ok(steps > 20 && steps < 300, `${steps} steps`);
  });
}

test('a menu opens under the focus, and Escape closes it', async () => {
  const page = await open(site.folder, kinds.home);
  await tabTo(page, '.menu .has-children > a');
  const drop = page.locator('.menu .has-children').first().locator('.drop');
  assert.ok(await drop.isVisible());
  await press(page, 'Tab');
  assert.ok(await drop.evaluate((list) => list.contains(document.activeElement)));
  await press(page, 'Escape');
  assert.equal(await drop.isVisible(), false);
  assert.ok(await page.evaluate(() => document.activeElement.matches('.has-children > a')));
  await press(page, 'Tab');
  assert.equal(await page.evaluate(() => document.activeElement.closest('.drop') !== null), false);
  await page.context().close();
});

test('tabs are one stop, and arrows, Home and End choose', async () => {
  const page = await open(site.folder, kinds.home);
  await tabTo(page, '[role="tab"]');
  const names = await page.getByRole('tab').allInnerTexts();
  assert.ok(names.length >= 3);
  for (const [key, expected] of [['ArrowRight', 1], ['ArrowRight', 2], ['ArrowRight', 0], ['ArrowLeft', 2], ['Home', 0], ['End', names.length - 1]]) {
    await press(page, key);
    assert.equal(await focused(page), names[expected], key);
    assert.equal(await page.getByRole('tab', { selected: true }).innerText(), names[expected]);
    assert.equal(await page.getByRole('tabpanel').count(), 1);
  }
  await press(page, 'Tab');
  assert.ok(await page.evaluate(() => document.activeElement.closest('[role="tabpanel"]') !== null), 'the next stop is in the panel');
  await page.context().close();
});

test('from right to left the arrows of tabs go the other way', async () => {
  const page = await open(fixture.folder, 'ug/index.html');
  await tabTo(page, '[role="tab"]');
  const names = await page.getByRole('tab').allInnerTexts();
  await press(page, 'ArrowLeft');
  assert.equal(await focused(page), names[1]);
  await press(page, 'ArrowRight');
  assert.equal(await focused(page), names[0]);
  await page.context().close();
});

const current = (page) => page.locator('.block-slides .slide.on').evaluate((slide) => [...slide.parentNode.children].indexOf(slide));

test('slides are chosen by number, and those that are not shown have no stop', async () => {
  const page = await open(site.folder, kinds.home);
  await tabTo(page, '.block-slides .controls button');
  await press(page, 'Tab', 'Enter');
  assert.equal(await current(page), 1);
  assert.equal(await page.locator('.block-slides .controls [aria-current]').innerText(), '2');
  const reachable = await page.locator('.slide a').evaluateAll((all) => all.filter((a) => getComputedStyle(a).visibility === 'visible').length);
  assert.equal(reachable, 1);
  await page.context().close();
});

test('a finger turns the slides, and scrolls the page where it goes down', async () => {
  const page = await open(site.folder, kinds.home);
  const swipe = (from, to) => page.locator('.block-slides .stage').evaluate((stage, [one, other]) => {
    const touch = (kind, { x, y }) => {
      const at = new Touch({ identifier: 1, target: stage, clientX: x, clientY: y });
      stage.dispatchEvent(new TouchEvent(kind, { bubbles: true, touches: kind === 'touchend' ? [] : [at], changedTouches: [at] }));
    };
    touch('touchstart', one);
    touch('touchend', other);
  }, [from, to]);
  await swipe({ x: 300, y: 200 }, { x: 200, y: 210 });
  assert.equal(await current(page), 1);
  await swipe({ x: 200, y: 200 }, { x: 300, y: 200 });
  assert.equal(await current(page), 0);
  await swipe({ x: 300, y: 500 }, { x: 240, y: 200 });
  assert.equal(await current(page), 0);
  await page.context().close();
});

test('slides that move can be paused, and stand still under focus and for those who want less motion', async () => {
  const start = async (options) => {
    const context = await browser.newContext({ viewport: { width: 1366, height: 900 }, ...options });
    const page = await context.newPage();
    await page.clock.install();
    await page.goto(address(fixture.folder, 'index.html'));
    return page;
  };
  let page = await start({ reducedMotion: 'no-preference' });
  assert.equal(await current(page), 0);
  await page.clock.runFor(3500);
  assert.equal(await current(page), 1, 'they move every three seconds');
  await page.locator('.block-slides .pause').focus();
  await page.clock.runFor(10_000);
  assert.equal(await current(page), 1, 'they stand still under the focus');
  await press(page, 'Enter');
  assert.equal(await focused(page), '播放');
  await page.evaluate(() => document.activeElement.blur());
  await page.clock.runFor(10_000);
  assert.equal(await current(page), 1, 'they stay paused');
  await page.context().close();

  page = await start({ reducedMotion: 'reduce' });
  await page.clock.runFor(20_000);
  assert.equal(await current(page), 0, 'less motion is none');
  assert.equal(await page.locator('.block-slides .pause').count(), 0);
  assert.equal(await page.locator('.slide').first().evaluate((slide) => getComputedStyle(slide).transitionDuration), '0s');
  await page.context().close();
});

test('elder mode, contrast and size are switched without a mouse', async () => {
  const page = await open(site.folder, kinds.home);
  await tabTo(page, '[data-display="contrast"]');
  await press(page, 'Space', 'Tab', 'Enter', 'Shift+Tab', 'Shift+Tab', 'Enter');
  assert.deepEqual(await page.evaluate(() => ['elder', 'contrast', 'size-large'].filter((name) => document.documentElement.classList.contains(name))), ['elder', 'contrast', 'size-large']);
  await page.context().close();
});

test('the levels of honors lead to their part of the wall where no script runs', async () => {
  const page = await open(site.folder, kinds['list of honors'], { javaScriptEnabled: false });
  await tabTo(page, '.filter a');
  await press(page, 'Tab', 'Enter');
  const hash = await page.evaluate(() => location.hash);
  assert.match(hash, /^#level-/);
  const top = await page.locator(hash).evaluate((part) => part.getBoundingClientRect().top);
  assert.ok(Math.abs(top) < 40, `${top} px from the top`);
  await page.context().close();
});
