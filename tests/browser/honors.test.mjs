// The wall of honors: the filter and the certificate, by keyboard alone, from an address, and without scripts.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PATIENCE, address } from './chromium.mjs';
import { kinds, opened } from './portal.mjs';

const wall = kinds['list of honors'];
const { browser, site } = await opened();

async function open(path, { hash = '', first, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 900 }, ...options });
  const page = await context.newPage();
  if (first) await page.addInitScript(first);
  await page.goto(address(site.folder, path) + hash);
  return page;
}

/** The marks of the visible honors in a part of the wall. */
const seen = (page, part = '.honor-levels') => page.locator(`${part} [data-honor]:visible`).evaluateAll((all) => all.map((one) => one.dataset.honor));
/** The number of visible honors: one of several levels is listed below each of them. */
const different = (page, part = '.honor-levels') =>
  page.locator(`${part} [data-honor]:visible`).evaluateAll((all) => new Set(all.map((one) => one.querySelector('a').href)).size);
const pressed = (page) => page.locator('.choose [aria-pressed="true"]').evaluateAll((all) => all.map(({ dataset }) => `${dataset.by}=${dataset.value}`));
const hash = (page) => page.evaluate(() => location.hash);

async function tabTo(page, selector, most = 80) {
  for (let i = 0; i < most; i += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
  }
  assert.fail(`${selector} is not reached in ${most} steps`);
}

test('level, year and recipient filter together, by keyboard and without a reload', async () => {
  const page = await open(wall);
  const all = await seen(page);
  const total = await different(page);
  assert.ok(total > 5 && total < all.length, 'one has several levels');
  await page.evaluate(() => { window.sameDocument = true; });
  await tabTo(page, '[data-by="level"][data-value="city"]');
  await page.keyboard.press('Enter');
  const city = all.filter((marks) => marks.includes('level=city'));
  assert.ok(city.length > 1 && city.length < all.length);
  assert.deepEqual(await seen(page), city);
  assert.equal(await page.locator('.level:visible').count(), 1, 'a level without honors goes with its heading');
  assert.equal(await page.locator('[role="status"]').innerText(), `显示${city.length}项，共${total}项`);
  assert.deepEqual(await pressed(page), ['level=city', 'year=', 'kind=']);
  assert.equal(await hash(page), '#level=city');

  await tabTo(page, '[data-by="kind"][data-value="unit"]');
  await page.keyboard.press('Space');
  const both = city.filter((marks) => marks.includes('kind=unit'));
  assert.ok(both.length > 0 && both.length < city.length);
  assert.deepEqual(await seen(page), both);
  assert.equal((await seen(page, '.yearset')).length, 0, 'nothing is shown twice');
  assert.equal(await page.locator('.level:visible header p').innerText(), `${both.length}项`);
  assert.equal(await hash(page), '#level=city&kind=unit');

  await page.locator('.views [data-view="years"]').press('Enter');
  assert.equal((await seen(page)).length, 0, 'one arrangement takes the place of another');
  assert.equal(await different(page, '.yearset'), both.length, 'the filter stays');
  assert.equal(await hash(page), '#level=city&kind=unit&view=years');
  assert.equal(await page.locator('.views [aria-current]').innerText(), '按年份');
  await page.locator('.clear').press('Enter');
  assert.equal(await different(page, '.yearset'), total, 'all are back');
  assert.equal(await hash(page), '#view=years');
  assert.equal(await page.locator('.clear:visible').count(), 0);
  await page.locator('.views [data-view="levels"]').press('Enter');
  await tabTo(page, '[data-by="level"][data-value="city"]', 200);
  await page.keyboard.press('Enter');
  await page.locator('[data-by="kind"][data-value="unit"]').press('Enter');

  await page.keyboard.press('Space');
  assert.deepEqual(await seen(page), city, 'a second press takes the choice back');
  await page.locator('[data-by="level"][data-value=""]').press('Enter');
  assert.deepEqual(await seen(page), all);
  assert.equal(await hash(page), '');
  assert.ok(await page.evaluate(() => window.sameDocument));
  await page.context().close();
});

test('what is chosen stands in the address', async () => {
  const page = await open(wall, { hash: '#year=2023&level=city' });
  const shown = await seen(page);
  assert.ok(shown.length > 0 && shown.every((marks) => marks.includes('year=2023') && marks.includes('level=city')));
  await page.evaluate(() => { location.hash = '#level=provincial'; });
  await page.waitForFunction(() => document.querySelector('[data-value="provincial"]').getAttribute('aria-pressed') === 'true');
  assert.ok((await seen(page)).every((marks) => marks.includes('level=provincial')));
  await page.context().close();
});

test('an address that names a part shows its arrangement', async () => {
  const page = await open(wall, { hash: '#year-2011' });
  assert.equal(await page.locator('#year-2011').isVisible(), true);
  assert.equal(await page.locator('.views [aria-current]').innerText(), '按年份');
  const top = await page.locator('#year-2011').evaluate((one) => one.getBoundingClientRect().top);
  assert.ok(top >= -1 && top < 900, `at ${top} px`);
  await page.context().close();
});

test('the honors that are left come up on a phone, whether chosen or asked for by an address', async () => {
  const viewport = { width: 390, height: 664 };
  const first = (page) => page.locator('.honor-levels [data-honor]:visible').first().evaluate((one) => one.getBoundingClientRect().bottom);
  const chosen = await open(wall, { viewport });
  assert.ok((await first(chosen)) > 664, 'the wall begins below the filter');
  await chosen.locator('[data-by="year"][data-value="2011"]').click();
  const asked = await open(wall, { viewport, hash: '#year=2011' });
  for (const page of [chosen, asked]) {
    assert.ok((await first(page)) <= 664);
    const status = await page.locator('[role="status"]').boundingBox();
    assert.ok(status.y >= -1, 'with what says how many they are');
    await page.context().close();
  }
});

test('where nothing meets what is asked for, the page says so', async () => {
  const page = await open(wall, { hash: '#level=provincial&kind=person' });
  assert.deepEqual(await seen(page), []);
  assert.equal(await page.locator('[role="status"]').innerText(), '没有同时符合这些条件的荣誉');
  assert.equal(await page.locator('.level:visible, .yearset:visible').count(), 0);
  await page.context().close();
});

test('an address that asks for what there is not hides nothing', async () => {
  for (const wrong of ['#level=galactic', '#%', '#color=red', '#level-city']) {
    const page = await open(wall, { hash: wrong });
    assert.ok((await seen(page)).length > 5, wrong);
    await page.context().close();
  }
});

test('an honor of several levels is found under each of them, and counted once', async () => {
  const page = await open(wall, { hash: '#level=county' });
  const link = page.locator('.honor-levels [data-honor]:visible .t', { hasText: /^先进基层党组织$/ });
  assert.equal(await link.count(), 1);
  assert.equal(await page.locator('#level-city').isVisible(), false);
  await page.locator('[data-by="level"][data-value="city"]').click();
  assert.equal(await link.count(), 1);
  await page.locator('[data-by="level"][data-value=""]').click();
  assert.equal(await link.count(), 2);
  const total = await different(page);
  assert.equal(await page.locator('[role="status"]').innerText(), `显示${total}项，共${total}项`);
  await page.context().close();
});

test('without scripts every honor is there, and links lead to every group', async () => {
  const page = await open(wall, { javaScriptEnabled: false });
  const total = await different(page);
  assert.ok(total > 5);
  assert.equal(await page.locator('.choose').isVisible(), false);
  const targets = await page.locator('.filter:not(.choose) a:visible').evaluateAll((links) => links.map((a) => a.getAttribute('href')));
  for (const by of ['level', 'year', 'kind']) assert.ok(targets.filter((href) => href.startsWith(`#${by}-`)).length > 1, by);
  for (const target of targets) assert.ok(await page.locator(target).isVisible(), target);
  for (const by of ['level', 'year', 'kind']) {
    const groups = targets.filter((href) => href.startsWith(`#${by}-`)).map((target) => `main ${target} [data-honor]:visible`);
    const listed = await page.locator(groups.join(', ')).evaluateAll((all) => new Set(all.map((one) => one.querySelector('a').href)).size);
    assert.equal(listed, total, `the groups by ${by} hold all honors`);
  }
  await page.context().close();
});

for (const path of [wall, kinds['type honor']]) {
  test(`a certificate opens large and gives the focus back: ${path}`, async () => {
    const page = await open(path);
    await tabTo(page, 'a.enlarge');
    await page.keyboard.press('Enter');
    const picture = page.locator('dialog[open] img');
    await picture.evaluate((image) => image.complete || new Promise((loaded) => { image.onload = loaded; }));
    const box = await picture.boundingBox();
    assert.ok(box.height > 600 && box.y >= 0 && box.y + box.height <= 900, JSON.stringify(box));
    assert.ok(await picture.getAttribute('alt'));
    assert.ok(await page.evaluate(() => document.activeElement.matches('dialog button')), 'the focus is in the dialog');
    await page.keyboard.press('Escape');
    // The `close` event of a dialog comes a moment later.
    await page.locator('dialog').waitFor({ state: 'detached', timeout: PATIENCE });
    assert.ok(await page.evaluate(() => document.activeElement.matches('a.enlarge')), 'the focus is back');
    await page.keyboard.press('Enter');
    await page.locator('dialog[open] button').press('Enter');
    await page.locator('dialog').waitFor({ state: 'detached', timeout: PATIENCE });
    assert.ok(await page.evaluate(() => document.activeElement.matches('a.enlarge')));
    await page.context().close();
  });
}

test('where there is no dialog, or no script, the link leads to the picture', async () => {
  for (const options of [{ first: () => { delete window.HTMLDialogElement; } }, { javaScriptEnabled: false }]) {
    const page = await open(kinds['type honor'], options);
    await tabTo(page, 'a.enlarge');
    await Promise.all([page.waitForURL(/\.svg$/), page.keyboard.press('Enter')]);
    await page.context().close();
  }
});
