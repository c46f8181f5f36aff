// The site's own search: what it finds is what contains the words, from a server, below a path, and from a folder.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync, rmSync, writeFileSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { parse } from 'acorn';
import { violations } from './axe.mjs';
import { address, serve } from './chromium.mjs';
import { buildSite, opened, theme } from './portal.mjs';

const { browser, site } = await opened();
const WIDE = { viewport: { width: 1366, height: 900 } };

/** A page with what went wrong on it. */
async function tab(options = WIDE) {
  const page = await browser.newPage(options);
  page.wrong = [];
  page.on('pageerror', (error) => page.wrong.push(error.message));
  return page;
}

/** The titles of the results of a query on the search page at an address. */
async function results(page, url, query) {
  await page.goto(`${url}?q=${encodeURIComponent(query)}`);
  await page.waitForFunction(() => document.querySelector('.found .count').textContent);
  return page.locator('.found h2').allTextContents();
}

test('the same is found at the root of a server, below a path and in a folder', async () => {
  const page = await tab();
  const servers = [await serve(site.folder, '/'), await serve(site.folder, '/party/')];
  after(() => Promise.all(servers.map((server) => server.close())));
  const places = [address(site.folder, 'search/index.html'), `http://127.0.0.1:${servers[0].port}/search/index.html`, `http://127.0.0.1:${servers[1].port}/party/search/index.html`];
  const found = [];
  for (const url of places) found.push(await results(page, url, '党员先锋岗'));
  assert.ok(found[0].length >= 2 && found[0][0].includes('党员先锋岗'), `${found[0]}`);
  assert.deepEqual(found[1], found[0]);
  assert.deepEqual(found[2], found[0]);
  assert.equal(await page.locator('.found mark').first().textContent(), '党员先锋岗');
  // A small site is looked through: its numbers are exact.
  await results(page, places[0], '三会三卡');
  assert.match(await page.locator('.found .count').textContent(), /^找到 \d+ 篇$/);
  await results(page, places[0], '党员先锋岗');
  await page.locator('.found h2 a').first().click();
  assert.match(await page.locator('h1').textContent(), /先锋岗/);
  assert.deepEqual(page.wrong, []);
  await page.close();
});

test('spaces, width, case, quotation marks and interpuncts mean nothing, several words all of them', async () => {
  const page = await tab();
  const url = address(site.folder, 'search/index.html');
  const plain = await results(page, url, '党员先锋岗');
  for (const written of ['“党员先锋”岗', '党员　先锋岗', '党·员·先锋岗']) assert.deepEqual((await results(page, url, written)).sort(), [...plain].sort(), written);
  const both = await results(page, url, '先锋岗 结对');
  assert.ok(both.length >= 1 && both.every((title) => plain.includes(title)));
  assert.deepEqual(await results(page, url, 'iso9001 绝无此词'), []);
  assert.equal(await page.locator('.found .nothing').isVisible(), true);
  await page.close();
});

test('titles and names are found by their pinyin, in full, begun, or by first letters', async () => {
  const page = await tab();
  const url = address(site.folder, 'search/index.html');
  for (const spelt of ['dangyuanxianfenggang', 'dyxfg', 'dangyuanxianf', 'dyxianfeng']) {
    const found = await results(page, url, spelt);
    assert.ok(found[0]?.includes('党员先锋岗'), `${spelt}: ${found}`);
  }
  assert.deepEqual(await results(page, url, 'zzzqqq'), []);
  await page.close();
});

test('results are narrowed, ordered, announced and shared by their address', async () => {
  const page = await tab();
  const url = address(site.folder, 'search/index.html');
  const all = await results(page, url, '支部');
  assert.ok(all.length >= 5 && await page.locator('.found .further').isVisible());
  // More come when the reader comes to the end.
  await page.locator('.found .further').scrollIntoViewIfNeeded();
  await page.waitForFunction((before) => document.querySelectorAll('.found h2').length > before, all.length);
  await page.evaluate(() => scrollTo(0, 0));
  const section = page.locator('.narrow div').filter({ hasText: '栏目' }).locator('button').first();
  const count = Number(await section.locator('span').textContent());
  await section.click();
  await page.waitForFunction((wanted) => document.querySelector('.found .count').textContent.includes(` ${wanted} `), count);
  const narrowed = page.url();
  assert.match(narrowed, /section=/);
  const shown = await page.locator('.found h2').allTextContents();
  const other = await tab();
  await other.goto(narrowed);
  await other.waitForFunction(() => document.querySelector('.found h2'));
  assert.deepEqual(await other.locator('.found h2').allTextContents(), shown);
  await page.goBack();
  await page.waitForFunction((before) => document.querySelectorAll('.found h2').length >= before, all.length);
  await page.locator('.narrow button', { hasText: '最新' }).click();
  await page.waitForFunction(() => location.search.includes('sort=date') && document.querySelector('.found h2'));
  const dates = await page.locator('.found .about').evaluateAll((lines) => lines.map((line) => line.textContent.split(' · ')[1] ?? '').filter(Boolean));
  assert.deepEqual(dates, [...dates].sort().reverse());
  await page.locator('.found .further').evaluate((button) => button.click());
  await page.waitForFunction(() => document.activeElement.closest('.found li'));
  assert.equal(await page.evaluate(() => document.activeElement.closest('.found li') !== null), true, 'the focus is on the first new one');
  await page.close();
  await other.close();
});

test('titles are offered while one types, and the keyboard is enough', async () => {
  const page = await tab();
  await page.goto(address(site.folder, 'index.html'));
  await page.keyboard.press('/');
  await page.keyboard.type('支部');
  await page.waitForSelector('.suggested:not([hidden]) [role="option"]');
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press('ArrowDown');
  const first = await page.locator('.suggested [aria-selected="true"]');
  assert.ok((await first.textContent()).includes('支部'));
  const leads = await first.getAttribute('data-url');
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.suggested').isVisible(), false);
  await page.locator('#find').fill('支部的力');
  await page.waitForFunction(() => document.querySelectorAll('.suggested:not([hidden]) [role="option"]').length >= 2);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(leads);
  assert.deepEqual(page.wrong, []);
  await page.close();
});

for (const width of [1366, 390]) {
  test(`the page of results is accessible at ${width}`, async () => {
    const page = await tab({ viewport: { width, height: 800 } });
    await results(page, address(site.folder, 'search/index.html'), '支部');
    assert.deepEqual(await violations(page), []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    const low = await page.locator('.found .narrow button').evaluateAll((all, least) => all.filter((one) => one.offsetHeight < least).length, width < 860 ? 44 : 24);
    assert.equal(low, 0);
    await page.close();
  });
}

test('without scripts the search page says so and shows other ways', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, ...WIDE });
  const page = await context.newPage();
  await page.goto(`${address(site.folder, 'search/index.html')}?q=x`);
  assert.ok(await page.locator('.search-page .sub').isVisible());
  assert.ok((await page.locator('.ways a').count()) >= 4);
  assert.equal((await page.locator('.found').innerText()).trim(), '');
  await context.close();
});

test('the scripts and the index are JavaScript of 2018 in ASCII', () => {
  const folder = join(theme, '../base/scripts');
  const scripts = readdirSync(folder);
  assert.ok(scripts.includes('search.js'));
  for (const name of scripts) parse(readFileSync(join(folder, name), 'utf8'), { ecmaVersion: 2018 });
  const head = readFileSync(join(site.folder, 'search/index.js'));
  parse(head.toString(), { ecmaVersion: 2018 });
  assert.ok(head.every((byte) => byte < 128));
});

// ---- Recall and precision

/** A number below `limit` each time, the same in every run. */
function chance(seed) {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return Math.floor(state / 0x80000000 * limit);
  };
}

const WORDS = '党员干部职工班组生产经营质量安全创新技术攻关服务群众学习教育主题活动支部建设基层组织作用发挥先锋模范岗位责任目标任务落实推进工作机制制度标准流程项目研发车间一线骨干培训交流经验总结提升发展融合企业文化廉洁纪律监督';
const PHRASES = ['三会一课', '主题党日', '党员先锋岗', '13.6%', 'ISO9001', '第3支部', '“两优一先”', 'A级', '阿依古丽·买买提', '２０２６年', 'party building', '（一）', '——', '，', '。', '：', '3D 打印', 'ＰＤＣＡ'];

/** A site of 300 articles of about 4,000 characters each: it has pieces. */
function large() {
  const folder = mkdtempSync(join(tmpdir(), 'dangjian-search-'));
  const write = (path, text) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write('site.yaml', '标题: 站\n搜索: 是\n');
  write('content/news/_index.md', '---\n标题: 新闻\n---\n');
  const below = chance(11);
  const words = (count) => Array.from({ length: count }, () => (below(5) ? WORDS.substr(below(WORDS.length - 2), 1 + below(3)) : PHRASES[below(PHRASES.length)])).join('');
  for (let number = 0; number < 300; number += 1) {
    const date = new Date(Date.UTC(2020, 0, 1 + number * 5)).toISOString().slice(0, 10);
    const paragraphs = Array.from({ length: 8 }, () => words(120)).join('\n\n');
    write(`content/news/a${number}.md`, `---\n标题: "第${number}篇${WORDS.substr(below(80), 6)}"\n日期: ${date}\n---\n\n${paragraphs}\n`);
  }
  try {
    return buildSite(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const NOTHING = /["'`«»‹›\u2018-\u201f\u300c-\u300f\u301d-\u301f\u00b7\u2022\u2027\u30fb]/g;

/** A text as it is compared: written otherwise than in the script. */
function normal(text) {
  const wide = text.normalize('NFKC').toLowerCase().replace(NOTHING, '');
  return wide.replace(/[ \t]*\n\s*/g, '\n').replace(/[ \t]+/g, (blank, at) => {
    const around = [wide[at - 1], wide[at + blank.length]];
    const areBoth = (kind) => around.every((c) => c !== undefined && c < '\u2e80' && kind.test(c));
    return areBoth(/\p{L}/u) || areBoth(/\p{N}/u) ? ' ' : '';
  });
}

test('every substring of 2 to 8 characters finds all articles that contain it, and no others', async () => {
  const built = large();
  after(built.remove);
  const folder = join(built.folder, 'search');
  const texts = readdirSync(folder).filter((name) => /^t\d+\.js$/.test(name)).sort((a, b) => a.slice(1, -3) - b.slice(1, -3));
  const entries = texts.flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8').match(/^[^,]*,([^]*)\);\n$/)[1]));
  assert.equal(entries.length, 300);
  assert.ok(readdirSync(folder).some((name) => /^p\d+\.js$/.test(name)), 'there are pieces');
  const articles = entries.map((entry) => entry.slice(3).map(normal));
  const page = await tab();
  await page.goto(address(built.folder, 'search/index.html'));
  await page.waitForFunction(() => window.dangjianSearch?.attach);
  const below = chance(29);
  const wrong = [];
  let asked = 0;
  while (asked < 400) {
    const text = Array.from(entries[below(300)][6]);
    const at = below(text.length - 8);
    const query = text.slice(at, at + 2 + below(7)).join('');
    // A query has no paragraphs and, of scripts of letters, at least three; spaces part words.
    const folded = normal(query);
    if (/\s/.test(query) || folded.length < 2 || !/[\p{L}\p{N}]/u.test(folded) || /^[a-z]{1,2}$/.test(folded)) continue;
    asked += 1;
    const wanted = articles.flatMap((parts, number) => (parts.some((part) => part.includes(folded)) ? [number] : []));
    const found = await page.evaluate(async (words) => {
      const result = await window.dangjianSearch.find(words);
      return (await result.more(1e6)).map((one) => one.number);
    }, query);
    if (wanted.join() !== found.sort((a, b) => a - b).join()) wrong.push(`${query}: ${wanted.length} wanted, ${found.length} found`);
  }
  assert.deepEqual(wrong, []);
  // Titles by their pinyin, in full, begun, and mixed with first letters.
  for (const spelt of ['dang', 'dan', 'dangyuan', 'dyuan', 'dangyu']) {
    const numbers = await page.evaluate(async (words) => (await (await window.dangjianSearch.find(words)).more(1e6)).map((one) => one.number), spelt);
    const wanted = entries.flatMap((entry, number) => (entry[3].includes(spelt.length > 4 ? '党员' : '党') ? [number] : []));
    assert.ok(wanted.length > 0 && wanted.every((number) => numbers.includes(number)), `${spelt}: ${numbers.length} of ${wanted.length}`);
  }
  assert.deepEqual(page.wrong, []);
  await page.close();
});
