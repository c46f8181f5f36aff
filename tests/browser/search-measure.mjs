// `node search-measure.mjs PUBLISHED [QUERIES]`: measures the search of a published site in Chromium, its processor slowed four times,
// from a local server that compresses and from the folder: what a first query loads, how long it takes until results are drawn, and
// whether exactly those articles are found that contain the words. The queries are substrings of 2 to 8 characters of the articles.

import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { address, launch, serve } from './chromium.mjs';

const [folder, count = '40'] = process.argv.slice(2);
const index = join(folder, 'search');
const names = readdirSync(index);
const size = (pattern) => names.filter((name) => pattern.test(name)).reduce((sum, name) => sum + statSync(join(index, name)).size, 0);
const files = names.filter((name) => /^t\d+\.js$/.test(name)).sort((a, b) => a.slice(1, -3) - b.slice(1, -3));
const entries = files.flatMap((name) => JSON.parse(readFileSync(join(index, name), 'utf8').match(/^[^,]*,([^]*)\);\n$/)[1]));
const parts = entries.map((entry) => entry.slice(3));
const bytes = parts.flat().reduce((sum, part) => sum + Buffer.byteLength(part), 0);
const share = (of) => `${(of / bytes * 100).toFixed(1)} %`;
console.log(`${entries.length} articles of ${Math.round(bytes / entries.length)} bytes`);
console.log(`pieces and head ${share(size(/^p\d+\.js$/) + size(/^index\.js$/))}, with texts ${share(size(/\.js$/))}, ${names.length} files`);

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

const middle = (numbers, part) => [...numbers].sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * part))];
const browser = await launch();
const server = await serve(folder, '/', { compressed: true });
for (const [place, url] of [['server', `http://127.0.0.1:${server.port}/search/index.html`], ['folder', address(folder, 'search/index.html')]]) {
  const found = { milliseconds: [], kilobytes: [], requests: [] };
  const wrong = [];
  for (const query of queries) {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
    const page = await context.newPage();
    const client = await context.newCDPSession(page);
    await client.send('Network.enable');
    await page.goto(url);
    await page.waitForFunction(() => window.dangjianSearch?.attach);
    await client.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    let [loaded, requests] = [0, 0];
    client.on('Network.loadingFinished', (event) => { loaded += event.encodedDataLength; });
    client.on('Network.requestWillBeSent', () => { requests += 1; });
    found.milliseconds.push(await page.evaluate((words) => new Promise((done) => {
      const field = document.querySelector('.search-page input');
      const begin = performance.now();
      const drawn = () => {
        if (document.querySelector('.found li')) requestAnimationFrame(() => setTimeout(() => done(performance.now() - begin)));
        else requestAnimationFrame(drawn);
      };
      field.value = words;
      field.form.dispatchEvent(new Event('submit', { cancelable: true, bubbles: true }));
      drawn();
    }), query));
    found.kilobytes.push(loaded / 1024);
    found.requests.push(requests);
    await client.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    if (place === 'folder') {
      const numbers = await page.evaluate(async (words) => (await (await window.dangjianSearch.find(words)).more(1e9)).map((one) => one.number), query);
      const wanted = parts.flatMap((texts, number) => (texts.some((text) => text.replace(/[“”‘’· ]/g, '').includes(query)) ? [number] : []));
      if (wanted.join() !== numbers.sort((a, b) => a - b).join()) wrong.push(`${query}: ${wanted.length} wanted, ${numbers.length} found`);
    }
    await context.close();
  }
  for (const [what, numbers] of Object.entries(found)) {
    if (place === 'server' || what === 'milliseconds') console.log(`${place}: ${what} ${middle(numbers, 0.5).toFixed(0)} (9 of 10: ${middle(numbers, 0.9).toFixed(0)}, most: ${middle(numbers, 1).toFixed(0)})`);
  }
  if (place === 'folder') console.log(`${queries.length} queries, ${wrong.length} wrong`, wrong);
}
await browser.close();
await server.close();
