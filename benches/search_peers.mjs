// `node benches/search_peers.mjs PUBLISHED PEERS [QUERIES]`: what Pagefind and MiniSearch make of the articles of a published site that
// searches itself (`search: yes`), for the table in RESULTS.md. PEERS is a folder with both in it:
//
//     npm install --prefix PEERS pagefind@1.6 minisearch
//
// The queries, the browser and its slowness are those of tests/browser/search-measure.mjs. Both peers are used as well as they can be for
// Chinese: Pagefind cuts words by its dictionary (`lang="zh"`), MiniSearch is given pairs of characters.

import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const here = dirname(fileURLToPath(import.meta.url));
const { launch, serve } = await import(join(here, '../tests/browser/chromium.mjs'));
const [published, peers, count = '40'] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'search-peers-'));
const index = join(published, 'search');
const files = readdirSync(index).filter((name) => /^t\d+\.js$/.test(name)).sort((a, b) => a.slice(1, -3) - b.slice(1, -3));
const entries = files.flatMap((name) => JSON.parse(readFileSync(join(index, name), 'utf8').match(/^[^,]*,([^]*)\);\n$/)[1]));
const articles = entries.map((entry, id) => ({ id, text: entry.slice(3).flat().join('\n') }));
const bytes = articles.reduce((sum, article) => sum + Buffer.byteLength(article.text), 0);
console.log(`${articles.length} articles, ${(bytes / 1e6).toFixed(1)} MB of words`);

let state = 5;
const below = (limit) => {
  state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
  return Math.floor(state / 0x80000000 * limit);
};
const queries = [];
while (queries.length < Number(count)) {
  const text = Array.from(entries[below(entries.length)][6]);
  const at = below(Math.max(1, text.length - 8));
  const query = text.slice(at, at + 2 + below(7)).join('');
  if (/^[\u4e00-\u9fff]{2,}$/.test(query)) queries.push(query);
}
const wanted = queries.map((query) => new Set(articles.filter((article) => article.text.includes(query)).map((article) => article.id)));
const middle = (numbers, part) => [...numbers].sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * part))];
const told = (numbers) => `${middle(numbers, 0.5).toFixed(0)} (9 of 10: ${middle(numbers, 0.9).toFixed(0)})`;
const tree = (top) => readdirSync(top, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  .reduce(([number, sum], entry) => [number + 1, sum + statSync(join(entry.parentPath, entry.name)).size], [0, 0]);

// The same words for both: a page for each article, without the frame of the theme.
const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
const pages = join(folder, 'pages');
mkdirSync(pages);
for (const { id, text } of articles) {
  const paragraphs = text.split('\n').map((part) => `<p>${escaped(part)}</p>`).join('');
  writeFileSync(join(pages, `${id}.html`), `<!doctype html><html lang="zh"><meta charset="utf-8"><title>${id}</title><main>${paragraphs}</main></html>`);
}
let begin = performance.now();
execFileSync(process.execPath, [join(resolve(peers), 'node_modules/pagefind/lib/runner/bin.cjs'), '--site', pages], { stdio: 'ignore' });
console.log(`Pagefind: index made in ${((performance.now() - begin) / 1000).toFixed(1)} s`);
const [number, size] = tree(join(pages, 'pagefind'));
console.log(`Pagefind: ${number} files, ${(size / bytes * 100).toFixed(1)} % of the words`);

const MiniSearch = createRequire(join(resolve(peers), 'x.js'))('minisearch');
const pairs = 'text => { const words = []; for (const part of text.split(/[^\\p{L}\\p{N}]+/u)) { const all = Array.from(part); if (all.length === 1) words.push(part); for (let at = 0; at + 1 < all.length; at += 1) words.push(all[at] + all[at + 1]); } return words; }';
begin = performance.now();
const mini = new MiniSearch({ fields: ['text'], tokenize: eval(pairs) });
mini.addAll(articles);
const json = JSON.stringify(mini);
console.log(`MiniSearch: index made in ${((performance.now() - begin) / 1000).toFixed(1)} s, ${(json.length / bytes * 100).toFixed(1)} % of the words, ${(gzipSync(json).length / 1024).toFixed(0)} KB compressed`);
writeFileSync(join(pages, 'mini.json'), json);
cpSync(join(resolve(peers), 'node_modules/minisearch/dist/umd/index.js'), join(pages, 'mini.js'));
writeFileSync(join(pages, 'search.html'), '<!doctype html><html lang="zh"><meta charset="utf-8"><title>x</title><ol id="found"></ol></html>');

const browser = await launch();
const server = await serve(pages, '/', { compressed: true });
// Each asks for the first ten results and draws them; then all results are asked for, to compare them.
const ways = {
  Pagefind: [`async (words) => {
    window.engine ??= await import('/pagefind/pagefind.js');
    window.all = (await window.engine.search(words)).results;
    return (await Promise.all(window.all.slice(0, 10).map((one) => one.data()))).map((one) => one.url);
  }`, 'async () => (await Promise.all(window.all.slice(0, 300).map((one) => one.data()))).map((one) => one.url.match(/[0-9]+/)[0])'],
  MiniSearch: [`async (words) => {
    if (!window.engine) {
      await new Promise((done) => { const script = document.createElement('script'); script.src = '/mini.js'; script.onload = done; document.head.append(script); });
      window.engine = MiniSearch.loadJSON(await (await fetch('/mini.json')).text(), { fields: ['text'], tokenize: ${pairs} });
    }
    window.all = window.engine.search(words, { combineWith: 'AND' });
    return window.all.slice(0, 10).map((one) => one.id);
  }`, 'async () => window.all.slice(0, 300).map((one) => one.id)'],
};
for (const [name, [first, rest]] of Object.entries(ways)) {
  const seen = { milliseconds: [], kilobytes: [], requests: [] };
  let [right, shown, found, all] = [0, 0, 0, 0];
  for (const [at, query] of queries.entries()) {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
    const page = await context.newPage();
    const client = await context.newCDPSession(page);
    await client.send('Network.enable');
    await page.goto(`http://127.0.0.1:${server.port}/search.html`);
    await client.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    let [loaded, requests] = [0, 0];
    client.on('Network.loadingFinished', (event) => { loaded += event.encodedDataLength; });
    client.on('Network.requestWillBeSent', () => { requests += 1; });
    seen.milliseconds.push(await page.evaluate(`(async () => {
      const begin = performance.now();
      const results = await (${first})(${JSON.stringify(query)});
      document.querySelector('#found').append(...results.map((one) => Object.assign(document.createElement('li'), { textContent: one })));
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      return performance.now() - begin;
    })()`));
    seen.kilobytes.push(loaded / 1024);
    seen.requests.push(requests);
    await client.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    const ids = (await page.evaluate(`(${rest})()`)).map(Number);
    const hits = ids.filter((id) => wanted[at].has(id)).length;
    [right, shown, found, all] = [right + hits, shown + ids.length, found + hits, all + Math.min(300, wanted[at].size)];
    await context.close();
  }
  console.log(`${name}: drawn after ${told(seen.milliseconds)} ms, ${told(seen.kilobytes)} KB in ${told(seen.requests)} requests`);
  console.log(`${name}: of the articles with the words ${(found / all * 100).toFixed(1)} % found; of those found ${(right / Math.max(1, shown) * 100).toFixed(1)} % have the words`);
}
await browser.close();
await server.close();
rmSync(folder, { recursive: true });
