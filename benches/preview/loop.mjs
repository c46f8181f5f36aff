// Measures the time from saving a file to seeing it in Chromium: once for a preview of ours, once for Hugo's server.
//
// node loop.mjs '{"command": [...], "site": "...", "article": "content/news/x.md", "page": "/news/x.html", "style": "…", "template": "…", "rounds": 30}'
// prints one line of JSON: milliseconds, medians and the largest.

import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { request } from 'node:http';

const { chromium } = createRequire(new URL('../../tests/browser/', import.meta.url))('playwright-core');
const given = JSON.parse(process.argv[2]);
const now = () => performance.timeOrigin + performance.now();
const pause = (time) => new Promise((done) => setTimeout(done, time));

// Runs in every page that is loaded: reports when a mark is first painted.
const watcher = () => {
  const shown = {};
  const look = () => {
    const text = (document.body ? document.body.textContent : '') + document.title;
    const style = getComputedStyle(document.documentElement).getPropertyValue('--mark');
    for (const [, kind, number] of (text + style).matchAll(/(mark[a-z]+)(\d+);/g)) {
      if (Number(number) > (shown[kind] || 0)) {
        shown[kind] = Number(number);
        // When the next task runs, the frame that shows it has been drawn.
        const channel = new MessageChannel();
        channel.port1.onmessage = () => window.painted(kind, Number(number), performance.timeOrigin + performance.now());
        channel.port2.postMessage(0);
      }
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
};

function get(port, path) {
  return new Promise((done) => {
    const asked = request({ port, path, host: '127.0.0.1' }, (answer) => {
      answer.resume();
      answer.on('end', () => done(answer.statusCode));
    });
    asked.on('error', () => done(0));
    asked.end();
  });
}

const begin = now();
const server = spawn(given.command[0], given.command.slice(1), { stdio: ['ignore', 'pipe', 'pipe'] });
process.on('exit', () => server.kill('SIGKILL'));
let printed = '';
for (const stream of [server.stdout, server.stderr]) stream.on('data', (data) => { printed += data; });
let port = 0;
while (!port) {
  if (server.exitCode !== null || now() - begin > 300_000) throw new Error(`no server: ${printed}`);
  port = Number((/127\.0\.0\.1:(\d+)/.exec(printed) || [])[1] || given.port || 0);
  await pause(2);
}
while (await get(port, given.page) !== 200) {
  if (now() - begin > 300_000) throw new Error(`no page: ${printed}`);
  await pause(5);
}
const result = { start: now() - begin };
if (given.rounds) {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
  const page = await browser.newPage({ viewport: { width: 1366, height: 900 } });
  let wanted = null;
  await page.exposeFunction('painted', (kind, number, time) => {
    if (wanted && wanted.kind === kind && wanted.number === number) wanted.done(time);
  });
  await page.addInitScript(watcher);
  await page.goto(`http://127.0.0.1:${port}${given.page}`);
  await pause(1500);
  const median = (times) => times.slice().sort((a, b) => a - b)[times.length >> 1];
  const measure = async (kind, file, edited) => {
    const place = join(given.site, file);
    let before = '';
    try { before = readFileSync(place, 'utf8'); } catch { mkdirSync(dirname(place), { recursive: true }); }
    const times = [];
    for (let number = 1; number <= given.rounds; number += 1) {
      const text = edited(before, `mark${kind}${number};`);
      const seen = new Promise((done) => { wanted = { kind: `mark${kind}`, number, done }; });
      const saved = now();
      writeFileSync(place, text);
      const time = await Promise.race([seen, pause(20_000).then(() => NaN)]);
      if (Number.isNaN(time)) throw new Error(`${kind}: change ${number} was not shown\n${printed.slice(-2000)}`);
      times.push(time - saved);
      await pause(300 + 37 * (number % 7));
    }
    writeFileSync(place, before || edited('', ''));
    await pause(1000);
    result[kind] = { median: median(times), most: Math.max(...times) };
  };
  await measure('body', given.article, (text, mark) => `${text}\n\n补写一句，${mark}\n`);
  await measure('title', given.article, (text, mark) => text.replace(/title: "/, `title: "${mark}`));
  if (given.style) await measure('style', given.style, (text, mark) => `${text}\n:root { --mark: "${mark}" }\n`);
  if (given.template) {
    await measure('template', given.template, (text, mark) => given.wrap.replace('MARK', mark));
  }
  result.memory = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))[1]) * 1024;
  await browser.close();
}
server.kill('SIGTERM');
console.log(JSON.stringify(result));
process.exit(0);
