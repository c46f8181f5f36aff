// Measures the time from dropping a photo of 12 megapixels into the folder of an article that is open in the preview, and
// naming it in the article, to the frame of Chromium that shows it.
//
//     node benches/preview/photo.mjs PROGRAM PHOTO.jpg [ROUNDS]
//
// The photo (`write_photos` makes such ones) gets another comment in each round, so that each is a new one. "At once" saves the
// article right after the photo; "named later" a second after it, as a writer does, and measures from saving the article.

import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const { chromium } = createRequire(new URL('../../tests/browser/', import.meta.url))('playwright-core');
const [program, original, given = '15'] = process.argv.slice(2);
const rounds = Number(given);
const jpeg = readFileSync(original);
const now = () => performance.timeOrigin + performance.now();
const pause = (time) => new Promise((done) => { setTimeout(done, time); });

const site = mkdtempSync(join(tmpdir(), 'dangjian-preview-photo-'));
const save = (path, bytes) => writeFileSync(join(site, path), bytes);
const article = (pictures) => `---\n标题: 支部活动\n日期: 2026-11-01\n来源: 党群工作部\n---\n\n${pictures}\n\n支部全体党员参加了这次活动。\n`;
mkdirSync(join(site, 'content/news/a'), { recursive: true });
save('site.yaml', 'title: 党建在线\nlanguages: [{code: zh}]\n');
save('content/news/_index.md', '---\n标题: 要闻\n类型: 新闻\n---\n');
save('content/news/a/index.md', article('正文。'));

/** The same photo in other bytes. */
function photo(number) {
  const text = Buffer.from(String(number).padStart(8, '0'));
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xfe, 0, text.length + 2]), text, jpeg.subarray(2)]);
}

// Runs in the page: reports when a picture of this name has been painted.
const watcher = () => {
  const painted = new Set();
  const look = () => {
    document.querySelectorAll('.prose img').forEach((image) => {
      const name = /p\d+-/.exec(image.currentSrc || image.src)?.[0];
      if (!name || painted.has(name) || !image.complete || !image.naturalWidth) return;
      painted.add(name);
      image.decode().then(() => requestAnimationFrame(() => {
        // When the next task runs, the frame that shows it has been drawn.
        const channel = new MessageChannel();
        channel.port1.onmessage = () => window.painted(name, performance.timeOrigin + performance.now(), image.naturalWidth);
        channel.port2.postMessage(0);
      }));
    });
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
};

const server = spawn(program, ['serve', site, '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
process.on('exit', () => { server.kill('SIGKILL'); rmSync(site, { recursive: true, force: true }); });
let printed = '';
for (const stream of [server.stdout, server.stderr]) stream.on('data', (data) => { printed += data; });
let port;
for (const until = now() + 60_000; !port; await pause(5)) {
  if (server.exitCode !== null || now() > until) throw new Error(`no server: ${printed}`);
  port = /127\.0\.0\.1:(\d+)/.exec(printed)?.[1];
}
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage({ viewport: { width: 1366, height: 900 } });
let wanted = null;
await page.exposeFunction('painted', (name, time, width) => {
  if (wanted?.name === name) wanted.done({ time, width });
});
await page.addInitScript(watcher);
await page.goto(`http://127.0.0.1:${port}/news/a.html`);
await pause(1500);

/** Processor time of the program so far, in milliseconds. */
function used() {
  const [user, system] = readFileSync(`/proc/${server.pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ').slice(11, 13);
  return (Number(user) + Number(system)) * 10;
}

let number = 0;
async function measure(isLater) {
  const times = [];
  const before = used();
  for (let round = 0; round < rounds; round += 1) {
    number += 1;
    const bytes = photo(number);
    const seen = new Promise((done) => { wanted = { name: `p${number}-`, done }; });
    let begin = now();
    save(`content/news/a/p${number}.jpg`, bytes);
    if (isLater) {
      await pause(1000);
      begin = now();
    }
    save('content/news/a/index.md', article(`![活动现场](p${number}.jpg "活动现场")`));
    const painted = await Promise.race([seen, pause(30_000)]);
    if (!painted) throw new Error(`photo ${number} was not shown\n${printed.slice(-2000)}`);
    if (painted.width < 480) throw new Error(`photo ${number} is ${painted.width} pixels wide`);
    times.push(painted.time - begin);
    await pause(400 + 37 * (number % 7));
  }
  times.sort((a, b) => a - b);
  const each = (used() - before) / rounds;
  return `median ${times[times.length >> 1].toFixed(0)} ms, ${times[0].toFixed(0)} to ${times.at(-1).toFixed(0)} ms; ${each.toFixed(0)} ms of processor of the preview`;
}

console.log(`photo dropped and named at once to painted: ${await measure(false)}`);
console.log(`photo named later to painted: ${await measure(true)}`);
await browser.close();
server.kill('SIGTERM');
process.exit(0);
