// After any change of what the server sends, the merged page equals a fresh parse of that text. Changes are random, from a seed.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from './chromium.mjs';
import { article, serve, site } from './preview.mjs';

const BODY = `## 一、会前

第一段，[有链接](b.md)，**有重点**。

- 甲
- 乙
  - 乙一
  - 乙二

| 姓名 | 支部 |
|---|---|
| 张三 | 一 |
| 李四 | 二 |

> 引文

## 二、会后

${Array.from({ length: 12 }, (_, i) => `第${i}段话。`).join('\n\n')}`;

let browser;
let written;
let preview;

before(async () => {
  written = site();
  written.save('content/news/a.md', article(BODY));
  preview = await serve(written.folder, written.folder);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await preview?.stop();
  written?.clear();
});

// Runs in the page.
function mutate([seed, rounds]) {
  const live = window.__dangjian;
  let state = seed;
  const chance = (most) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >> 8) % most;
  };
  const parse = (html) => new DOMParser().parseFromString(html, 'text/html').documentElement;
  // Makes pages comparable: the order of attributes and classes is irrelevant, and only the page contains our own script.
  const plain = (root) => {
    const copy = parse(root.outerHTML);
    copy.querySelectorAll('script[data-token], #dangjian-preview, noscript').forEach((element) => element.remove());
    copy.querySelectorAll('*').forEach((element) => {
      const all = Array.from(element.attributes, ({ name, value }) => [name, name === 'class' ? value.split(/\s+/).filter(Boolean).sort().join(' ') : value]);
      all.forEach(([name]) => element.removeAttribute(name));
      all.filter(([name, value]) => name !== 'class' || value).sort().forEach(([name, value]) => element.setAttribute(name, value));
    });
    copy.normalize();
    return copy.outerHTML.replace(/\s*<\/body>\s*<\/html>\s*$/, '');
  };
  const CHANGES = [
    (one) => one.remove(),
    (one, other) => { if (!one.contains(other)) other.before(one.cloneNode(true)); },
    (one) => one.append(`字${chance(1000)}`),
    (one) => one.setAttribute('class', `c${chance(3)} d${chance(3)}`),
    (one) => one.setAttribute('data-line', chance(100)),
    (one) => { if (one.nextElementSibling) one.before(one.nextElementSibling); },
    (one) => { if (one.firstChild && one.firstChild.data) one.firstChild.data = `${one.firstChild.data.slice(0, chance(9))}改${one.firstChild.data.slice(chance(9))}`; },
    (one) => one.insertAdjacentHTML('afterend', `<p data-line="7" id="p${chance(9)}">新段${chance(100)}</p>`),
    (one) => { one.outerHTML = one.outerHTML + one.outerHTML; },
  ];
  const sent = parse(document.documentElement.outerHTML);
  sent.querySelectorAll('#dangjian-preview').forEach((element) => element.remove());
  let now = sent;
  for (let round = 0; round < rounds; round += 1) {
    // The page shrinks and grows; now and then it starts again.
    const next = (chance(12) ? now : sent).cloneNode(true);
    for (let left = chance(5) + 1; left > 0; left -= 1) {
      const all = Array.from(next.querySelectorAll('body *')).filter((element) => !element.matches('script') && !element.querySelector('script'));
      if (all.length) CHANGES[chance(CHANGES.length)](all[chance(all.length)], all[chance(all.length)]);
    }
    const html = `<!DOCTYPE html>${next.outerHTML}`;
    if (!live.merge(html)) return `round ${round}: it wants to be loaded again`;
    now = parse(html);
    const [shown, wanted] = [plain(document.documentElement), plain(now)];
    if (shown !== wanted) {
      const at = Array.from(shown).findIndex((character, i) => character !== Array.from(wanted)[i]);
      return `round ${round}: ${shown.slice(at - 80, at + 120)}\nand not ${wanted.slice(at - 80, at + 120)}`;
    }
  }
  return 'the same';
}

// `tests/long` sets another seed.
const others = Number(process.env.TEST_SEED ?? 0);
for (const seed of [1, 2, 3].map((number) => number + others)) {
  test(`200 changes by chance, seed ${seed}`, async () => {
    const page = await browser.newPage();
    // Elements that the theme's scripts add would stay in the page without being in the text.
    await page.route(/\/theme\/scripts\//, (route) => route.abort());
    for (const path of ['news/a.html', 'index.html']) {
      await page.goto(preview.url + path);
      await page.waitForFunction(() => window.__dangjian?.merge && window.__dangjian.swap);
      assert.equal(await page.evaluate(mutate, [seed, 200]), 'the same', path);
    }
    await page.close();
  });
}
