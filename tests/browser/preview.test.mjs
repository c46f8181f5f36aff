// The preview as a writer sees it: the real program, a real browser, files that are saved.

import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { violations } from './axe.mjs';
import { PATIENCE as SOON, launch } from './chromium.mjs';
import { SITE, article, editor, paragraphs, serve, site } from './preview.mjs';


let browser;
let context;
let page;
let written;
let desk;
let preview;
let wrong;

before(async () => { browser = await launch(); });
after(() => browser?.close());

beforeEach(async () => {
  written = site();
  desk = editor();
  preview = await serve(written.folder, desk.settings);
  context = await browser.newContext({ viewport: { width: 1366, height: 800 } });
  page = await context.newPage();
  wrong = [];
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('console', (message) => { if (message.text().startsWith('dangjian:')) wrong.push(message.text()); });
});

afterEach(async () => {
  await context?.close();
  await preview?.stop();
  written?.clear();
  desk?.clear();
  assert.deepEqual(wrong, []);
});

/** Opens a page and waits until it follows its source. */
async function open(path) {
  const followed = page.waitForResponse((response) => response.url().includes('/__dangjian/events'));
  await page.goto(preview.url + path);
  await followed;
  await page.waitForFunction(() => window.__dangjian?.merge && document.querySelector('#dangjian-preview')?.shadowRoot);
  await page.evaluate(() => { window.stays = true; });
}

const ours = (selector) => page.locator('#dangjian-preview').locator(selector);
const shows = (text) => page.waitForFunction((wanted) => document.body.textContent.includes(wanted), text, { timeout: SOON });
/** Waits until the program serves a page that contains these words. */
async function served(path, words) {
  for (const until = performance.now() + SOON; performance.now() < until; await pause(20)) {
    if ((await (await fetch(preview.url + path)).text()).includes(words)) return;
  }
  assert.fail(`${path} never has ${words}`);
}
const staysLoaded = async () => assert.ok(await page.evaluate(() => window.stays), 'the page has been loaded again');
const save = (list, front) => written.save('content/news/a.md', article(list.join('\n\n'), front));

describe('an article that is being written', () => {
  test('typing: two hundred saves, ten a second, and the page ends as the last one', async () => {
    await open('news/a.html');
    const list = paragraphs(40);
    for (let round = 0; round < 200; round += 1) {
      list[round % 40] += `字${round}`;
      if (round % 7 === 0) list.splice(3, 0, `新段${round}`);
      if (round % 11 === 0) list.splice(5, 1);
      save(list);
      await pause(100);
    }
    save([...list, '最后一句']);
    await shows('最后一句');
    const shown = await page.evaluate(() => Array.from(document.querySelectorAll('.prose > p'), (p) => p.textContent));
    assert.deepEqual(shown, [...list, '最后一句']);
    await staysLoaded();
  });

  test('what the reader has made of the page stays: scroll, focus, selection, fields, details, text size', async () => {
    const form = '<details><summary>更多</summary><p>里面</p></details>\n\n<p><input id="field"> <textarea id="area"></textarea></p>';
    const list = [form, ...paragraphs(40)];
    save(list);
    await open('news/a.html');
    await shows('更多');
    await page.locator('.strip [data-size="large"]').click();
    await page.locator('summary', { hasText: '更多' }).click();
    await page.fill('#area', '没有写完');
    await page.fill('#field', '半句话');
    await page.mouse.wheel(0, 300);
    await page.waitForFunction(() => scrollY > 200);
    const at = await page.evaluate(() => scrollY);
    list[1] += '改了前面';
    list.splice(2, 0, '前面多了一段。');
    save(list);
    await shows('前面多了一段');
    assert.equal(await page.inputValue('#field'), '半句话');
    assert.equal(await page.inputValue('#area'), '没有写完');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'field');
    assert.ok(await page.evaluate(() => document.querySelector('.prose details').open));
    assert.ok(await page.evaluate(() => document.documentElement.classList.contains('size-large')));
    assert.equal(await page.locator('.strip [data-size][aria-pressed="true"]').count(), 1);
    // The browser may scroll by the height of what was added above, so that the reader's place stays.
    assert.ok(Math.abs((await page.evaluate(() => scrollY)) - at) < 300);
    await page.evaluate(() => getSelection().selectAllChildren(document.querySelectorAll('.prose > p')[9]));
    const selected = await page.evaluate(() => String(getSelection()));
    list[3] += '再改一次';
    save(list);
    await shows('再改一次');
    assert.equal(await page.evaluate(() => String(getSelection())), selected);
    await staysLoaded();
  });

  test('what changes out of sight is brought into sight and marked for a moment', async () => {
    await open('news/a.html');
    const list = paragraphs(40);
    list[35] += '远处的改动';
    save(list);
    await shows('远处的改动');
    await ours('.flash').waitFor({ timeout: SOON });
    const [mark, block] = await page.evaluate(() => {
      const box = (element) => { const { top, left, width } = element.getBoundingClientRect(); return [top, left, width].map(Math.round); };
      const block = Array.from(document.querySelectorAll('.prose > p')).find((p) => p.textContent.includes('远处的改动'));
      return [box(document.querySelector('#dangjian-preview').shadowRoot.querySelector('.flash')), box(block)];
    });
    assert.deepEqual(mark, block);
    assert.ok(block[0] > 0 && block[0] < 800, `it stands at ${block[0]}`);
    await ours('.flash').waitFor({ state: 'detached', timeout: SOON });
    assert.equal(await page.evaluate(() => document.querySelectorAll('[class*="dangjian"]').length), 0);
  });

  test('one who scrolls is left where he is', async () => {
    await open('news/a.html');
    await page.mouse.wheel(0, 200);
    await page.waitForFunction(() => scrollY > 100);
    const list = paragraphs(40);
    list[35] += '远处的改动';
    save(list);
    await shows('远处的改动');
    assert.ok((await page.evaluate(() => scrollY)) < 400);
  });

  test('less motion: the mark stands still', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await open('news/a.html');
    save(paragraphs(40).map((text, i) => (i === 1 ? `${text}改动` : text)));
    await ours('.flash').waitFor({ timeout: SOON });
    assert.equal(await ours('.flash').evaluate((mark) => getComputedStyle(mark).animationName), 'none');
    await ours('.flash').waitFor({ state: 'detached', timeout: SOON });
  });

  test('a new title is the title, the heading and nothing else', async () => {
    await open('news/a.html');
    written.save('content/news/a.md', article(paragraphs(40).join('\n\n')).replace('支部活动', '换了标题'));
    await page.waitForFunction(() => document.title.startsWith('换了标题'), null, { timeout: SOON });
    assert.equal((await page.textContent('h1')).trim(), '换了标题');
    await staysLoaded();
  });
});

describe('styles and files', () => {
  test('a style comes into the page without loading it again', async () => {
    // The theme has a file of this name, so the page is the same before and after.
    await open('news/a.html');
    // While a style is exchanged, the page has both the old and the new one.
    const sheets = await page.evaluate(() => document.styleSheets.length);
    written.save('styles/site.css', '.prose { color: rgb(1, 2, 3); }\n');
    const isColour = (wanted) => page.waitForFunction((colour) => getComputedStyle(document.querySelector('.prose')).color === colour, wanted, { timeout: SOON });
    await isColour('rgb(1, 2, 3)');
    await page.evaluate(() => scrollTo(0, 700));
    for (const number of [4, 5, 6]) {
      written.save('styles/site.css', `.prose { color: rgb(1, 2, ${number}); }\n`);
      await isColour(`rgb(1, 2, ${number})`);
    }
    await page.waitForFunction((count) => document.styleSheets.length === count, sheets, { timeout: SOON });
    assert.equal(await page.evaluate(() => scrollY), 700);
    written.remove('styles/site.css');
    await page.waitForFunction(() => !getComputedStyle(document.querySelector('.prose')).color.startsWith('rgb(1, 2'), null, { timeout: SOON });
    await staysLoaded();
  });

  test('a file with a fixed address is fetched anew', async () => {
    const picture = (width) => `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="10"/>`;
    written.save('static/picture.svg', picture(10));
    save(['<img id="picture" src="/picture.svg" alt="图">', ...paragraphs(3)]);
    await served('news/a.html', 'id="picture"');
    await open('news/a.html');
    await page.waitForFunction(() => document.querySelector('#picture').naturalWidth === 10, null, { timeout: SOON });
    written.save('static/picture.svg', picture(30));
    await page.waitForFunction(() => document.querySelector('#picture').naturalWidth === 30, null, { timeout: SOON });
    await staysLoaded();
  });
});

describe('pages that come and go', () => {
  test('a page that is deleted is not there, and is there when it comes back', async () => {
    await open('news/b.html');
    written.remove('content/news/b.md');
    await page.waitForFunction(() => !document.body.textContent.includes('另一篇'), null, { timeout: SOON });
    assert.match(await page.title(), /404|找不到|不存在|没有/);
    written.save('content/news/b.md', article('又是另一篇。'));
    await shows('又是另一篇');
  });

  test('a page that is renamed is followed, and the place in it is kept', async () => {
    await open('news/a.html');
    await page.evaluate(() => scrollTo(0, 900));
    written.rename('content/news/a.md', 'content/news/renamed.md');
    await page.waitForURL(/news\/renamed\.html$/, { timeout: SOON });
    await page.waitForFunction(() => scrollY === 900, null, { timeout: SOON });
  });
});

describe('mistakes', () => {
  test('broken front matter lies over the last good page until it is mended', async () => {
    await open('news/a.html');
    const list = paragraphs(40);
    written.save('content/news/a.md', article(list.join('\n\n')).replace('标题: 支部活动', '标题: [支部活动'));
    await ours('.problems').waitFor({ timeout: SOON });
    assert.match(await ours('.problems').textContent(), /content\/news\/a\.md/);
    assert.ok(await page.locator('.prose p').first().isVisible());
    await page.keyboard.press('Escape');
    await ours('.problems').waitFor({ state: 'detached', timeout: SOON });
    written.save('content/news/a.md', article(list.join('\n\n')).replace('标题: 支部活动', '标体: 支部活动'));
    await ours('.problems').waitFor({ timeout: SOON });
    save([...list, '改好了']);
    await ours('.problems').waitFor({ state: 'detached', timeout: SOON });
    await shows('改好了');
    await staysLoaded();
  });

  test('a site that begins broken shows its mistakes, and then its page', async () => {
    await preview.stop();
    written.save('site.yaml', '题目: 党建在线\n');
    preview = await serve(written.folder, desk.settings);
    await page.goto(`${preview.url}news/a.html`);
    assert.match(await page.locator('.problems').textContent(), /site\.yaml:1:1/);
    written.save('site.yaml', SITE);
    await page.locator('.prose').waitFor({ timeout: SOON });
    assert.equal(await page.locator('.problems').count(), 0);
  });

  test('a mistake with markup in it is words', async () => {
    await open('news/a.html');
    const evil = '<img src=x onerror="window.evil=1"><script>window.evil=1</script>';
    written.save('content/news/a.md', article('正文', `${evil}: [\n`));
    await ours('.problems').waitFor({ timeout: SOON });
    await pause(200);
    assert.equal(await ours('.problems img, .problems script').count(), 0);
    assert.equal(await page.evaluate(() => window.evil), undefined);
  });
});

test('a server that ends and comes back is waited for, and what was missed comes', async () => {
  await open('news/a.html');
  const { port } = preview;
  await preview.stop('SIGKILL');
  await ours('.away').waitFor({ timeout: SOON });
  save([...paragraphs(40), '这期间写的']);
  preview = await serve(written.folder, desk.settings, port);
  await shows('这期间写的');
  await ours('.away').waitFor({ state: 'detached', timeout: SOON });
  save([...paragraphs(40), '后来写的']);
  await shows('后来写的');
  await staysLoaded();
});

describe('the panel', () => {
  for (const width of [1366, 390]) {
    test(`axe finds nothing, closed or open, at ${width} px`, async () => {
      await page.setViewportSize({ width, height: 900 });
      written.save('content/news/a.md', article(paragraphs(5).join('\n\n'), '草稿: 是\n'));
      await open('news/a.html');
      await ours('.toggle').waitFor();
      assert.deepEqual(await violations(page), []);
      await page.keyboard.press('Alt+Shift+KeyP');
      await ours('.panel').waitFor();
      for (const part of await ours('.panel summary').all()) {
        const isOpen = await part.evaluate((summary) => summary.parentNode.open);
        if (!isOpen && (await part.isVisible())) await part.click();
      }
      await pause(300);
      assert.deepEqual(await violations(page), []);
    });
  }

  test('it opens by a key, is remembered on the next page, and Escape closes it', async () => {
    await open('news/a.html');
    await ours('.toggle').waitFor();
    await page.keyboard.press('Alt+Shift+KeyP');
    assert.match(await ours('.panel .part-page').textContent(), /content\/news\/a\.md/);
    await open('news/b.html');
    await ours('.panel').waitFor();
    await page.keyboard.press('Escape');
    await ours('.panel').waitFor({ state: 'hidden' });
    assert.ok(await ours('.toggle').isVisible());
  });

  test('the width of a phone follows, too, and has no panel in it', async () => {
    await open('news/a.html');
    await ours('.toggle').click();
    await ours('.part-looks summary').click();
    await ours('.part-looks button').first().click();
    await ours('.phone iframe').waitFor();
    const frame = page.frames()[1];
    await frame.waitForFunction(() => window.__dangjian?.merge && document.querySelector('.prose'), null, { timeout: SOON });
    save([...paragraphs(3), '手机上也有']);
    await frame.waitForFunction(() => document.body.textContent.includes('手机上也有'), null, { timeout: SOON });
    assert.equal(await frame.evaluate(() => innerWidth), 390);
    assert.equal(await frame.locator('#dangjian-preview').count(), 0);
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => frames.length === 0);
  });

  test('paper as the screen shows it is the paper of the theme, and the screen comes back', async () => {
    await open('news/a.html');
    await ours('.toggle').click();
    await ours('.part-looks summary').click();
    const print = ours('.part-looks button').filter({ hasText: '打印' });
    const isShown = () => page.locator('.tools').isVisible();
    assert.ok(await isShown());
    await print.click();
    assert.ok(!(await isShown()));
    await print.click();
    assert.ok(await isShown());
  });

  test('on paper nothing of it is to be seen, and it moves nothing', async () => {
    await open('news/a.html');
    await ours('.toggle').click();
    const height = () => page.evaluate(() => [document.documentElement.scrollHeight, document.documentElement.scrollWidth]);
    const withPanel = await height();
    await page.evaluate(() => { document.querySelector('#dangjian-preview').hidden = true; });
    assert.deepEqual(await height(), withPanel);
    await page.evaluate(() => { document.querySelector('#dangjian-preview').hidden = false; });
    await page.emulateMedia({ media: 'print' });
    const boxes = await page.evaluate(() => {
      const { shadowRoot } = document.querySelector('#dangjian-preview');
      return Array.from(shadowRoot.querySelectorAll('*')).filter((element) => element.getClientRects().length).length;
    });
    assert.equal(boxes, 0);
  });
});

describe('the desk', () => {
  const part = (name) => ours(`.part-${name}`);
  const unfold = async (name) => {
    if (!(await ours('.panel').isVisible())) await ours('.toggle').click();
    if (!(await part(name).evaluate((details) => details.open))) await part(name).locator('summary').click();
  };
  const told = async (is) => {
    const until = performance.now() + SOON;
    while (!desk.opened().some(is) && performance.now() < until) await pause(20);
  };
  const opens = async (wanted) => {
    await told((one) => one === wanted);
    assert.deepEqual(desk.opened().slice(-1), [wanted]);
  };

  test('an article is found by its words and its state, and opened', async () => {
    written.save('content/news/c.md', article('第三篇。', '草稿: 是\n').replace('支部活动', '<b>第三篇</b>'));
    await served('news/c.html', '第三篇');
    await open('news/a.html');
    await unfold('articles');
    const results = part('articles').locator('li');
    await results.nth(2).waitFor();
    await part('articles').locator('input[type="search"]').fill('第三');
    await page.waitForFunction(() => document.querySelector('#dangjian-preview').shadowRoot.querySelectorAll('.part-articles li').length === 1);
    assert.match(await results.textContent(), /<b>第三篇<\/b>.*草稿/);
    await part('articles').locator('input[type="search"]').fill('');
    await part('articles').locator('select').selectOption('draft');
    await page.waitForFunction(() => document.querySelector('#dangjian-preview').shadowRoot.querySelectorAll('.part-articles li').length === 1);
    await results.locator('a').click();
    await page.waitForURL(/news\/c\.html$/);
    await shows('第三篇');
  });

  test('a new article is made, shown and opened in the editor', async () => {
    await open('news/a.html');
    await unfold('create');
    await page.waitForFunction(() => document.querySelector('#dangjian-preview').shadowRoot.querySelector('.part-create select').value === 'news');
    await part('create').locator('input').fill('新写的一篇');
    await part('create').locator('button').click();
    await page.waitForURL((url) => /\/news\/.+\.html$/.test(url.pathname) && !url.pathname.endsWith('/a.html'), { timeout: SOON });
    await shows('新写的一篇');
    await page.waitForFunction(() => window.__dangjian.about?.file);
    const file = await page.evaluate(() => window.__dangjian.about.file);
    assert.match(written.read(file), /新写的一篇/);
    assert.match(await ours('.ribbon').textContent(), /草稿/);
    await told(() => true);
    assert.match(desk.opened()[0], new RegExp(`${file.replace(/[.]/g, '\\.')}:\\d+$`));
  });

  test('a paragraph leads to its line: with Alt, and without where the writer wants it so', async () => {
    save([...paragraphs(3), '看[另一篇](b.md)。']);
    await served('news/a.html', '看<a');
    await open('news/a.html');
    await page.waitForFunction(() => window.__dangjian.about?.canOpen);
    const source = `${written.folder}/content/news/a.md`;
    const paragraph = page.locator('.prose > p');
    await paragraph.nth(1).click();
    assert.deepEqual(desk.opened(), []);
    await paragraph.nth(1).click({ modifiers: ['Alt'] });
    await opens(`${source}:9`);
    await unfold('page');
    await part('page').locator('input[type="checkbox"]').check();
    await paragraph.nth(2).hover({ position: { x: 40, y: 5 } });
    await ours('.outline').waitFor();
    await page.locator('.prose a').click();
    await opens(`${source}:13`);
    assert.match(page.url(), /news\/a\.html$/);
  });

  test('a mistake leads to its line', async () => {
    await open('news/a.html');
    written.save('content/news/a.md', article('正文').replace('标题: 支部活动', '标题: [支部活动'));
    await ours('.problems .open').first().click({ timeout: SOON });
    const [, line] = /a\.md:(\d+)/.exec(await ours('.problems .place').first().textContent());
    await opens(`${written.folder}/content/news/a.md:${line}`);
  });

  test('a problem has a dot beside its paragraph and leads to its line', async () => {
    const list = paragraphs(30);
    list[20] = '见[没有的小标题](#nowhere)。';
    save(list);
    await served('news/a.html', '没有的小标题');
    await open('news/a.html');
    const problem = part('problems').locator('.problem').first();
    await unfold('problems');
    await problem.waitFor();
    const line = 7 + 2 * 20;
    assert.match(await problem.textContent(), new RegExp(`content/news/a\\.md:${line}`));
    await problem.locator('button').first().click();
    await ours('.flash').waitFor();
    await page.waitForFunction((text) => {
      const block = Array.from(document.querySelectorAll('.prose > p')).find((p) => p.textContent.includes(text));
      const [mine, dot] = [block, document.querySelector('#dangjian-preview').shadowRoot.querySelector('.dot')].map((one) => one && one.getBoundingClientRect());
      return dot && Math.abs(mine.top - dot.top) < 2 && mine.top > 0 && mine.top < innerHeight;
    }, '没有的小标题', { timeout: SOON });
    await problem.locator('button').nth(1).click();
    await opens(`${written.folder}/content/news/a.md:${line}`);
  });
});
