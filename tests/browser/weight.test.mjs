// Weight and age: pages are small, and old browsers of an intranet can show them; nothing moves while they load, and a strict
// content security policy has no objections.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { parse } from 'acorn';
import { ESLint } from 'eslint';
import stylelint from 'stylelint';
import { POLICY, launch, serve, watch } from './chromium.mjs';
import { build, buildSite, kinds, rightToLeft, shownKinds, theme, uyghur } from './portal.mjs';

const here = import.meta.dirname;
const folders = [join(theme, 'scripts'), join(theme, '../base/scripts')];
const scripts = folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));

let browser;
let site;
let server;

before(async () => {
  site = build();
  server = await serve(site.folder, '/', { compressed: true, headers: { 'content-security-policy': POLICY } });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.close();
  site?.remove();
});

test('styles are what the oldest browsers understand', async () => {
  const configFile = join(here, 'stylelint.config.mjs');
  const { results } = await stylelint.lint({ files: join(theme, '../*/styles/*.css'), configFile });
  const wrong = results.flatMap(({ source, warnings }) => warnings.map(({ line, text }) => `${source}:${line} ${text}`));
  assert.deepEqual(wrong, []);
  assert.ok(results.length >= 8);
});

test('colours are tokens', () => {
  const folder = join(theme, 'styles');
  const raw = readdirSync(folder).flatMap((name) => {
    const rules = readFileSync(join(folder, name), 'utf8').replace(/\/\*[^]*?\*\//g, '');
    const declared = rules.match(/[\w-]+\s*:[^;{}]*#[0-9a-f]{3,8}\b[^;{}]*/gi) ?? [];
    return declared.filter((declaration) => !declaration.startsWith('--')).map((declaration) => `${name}: ${declaration}`);
  });
  assert.deepEqual(raw, []);
});

test('the linters of styles know what the oldest browsers lack', async () => {
  const configFile = join(here, 'stylelint.config.mjs');
  const modern = [
    'a { inset: 0 }', 'a { inset-inline-start: 0 }', 'a { aspect-ratio: 1 }', '.a { display: flex; gap: 4px }', 'a:is(b) { color: red }',
    'a:where(b) { color: red }', 'a:has(b) { color: red }', 'a { margin-inline: 1px }', 'a { width: clamp(1px, 2px, 3px) }',
    'a { width: max(1px, 2px) }', 'a:not(b, c) { color: red }', 'a:focus-visible { color: red }', 'a { height: 100dvh }',
    '@layer x { a { color: red } }', '@media (width >= 3px) { a { color: red } }', 'a { border-start-start-radius: 1px }',
  ];
  for (const code of modern) {
    const { results } = await stylelint.lint({ code, configFile });
    assert.ok(results[0].warnings.length > 0, code);
  }
});

test('scripts are of 2018, in language and library', async () => {
  for (const file of scripts) parse(readFileSync(file, 'utf8'), { ecmaVersion: 2018, sourceType: 'script' });
  assert.throws(() => parse('a?.b', { ecmaVersion: 2018 }));
  const eslint = new ESLint({ cwd: join(here, '../..'), overrideConfigFile: join(here, 'eslint.config.mjs') });
  const results = await eslint.lintFiles(scripts);
  assert.equal(results.length, scripts.length);
  assert.deepEqual(results.flatMap(({ filePath, messages }) => messages.map(({ line, message }) => `${filePath}:${line} ${message}`)), []);
  const [modern] = await eslint.lintText('(function () {\n"use strict";\n"a".replaceAll("a", "b");\n}());', { filePath: 'themes/classic/scripts/x.js' });
  assert.equal(modern.messages.length, 1);
});

test('all scripts together are 15 KB at most, compressed, and those that only a search loads 12 KB', (t) => {
  const isLoaded = (file) => /search(-results)?\.js$/.test(file);
  for (const [some, most] of [[scripts.filter((file) => !isLoaded(file)), 15], [scripts.filter(isLoaded), 12]]) {
    const sizes = some.map((file) => gzipSync(readFileSync(file)).length);
    const sum = sizes.reduce((a, b) => a + b, 0);
    t.diagnostic(`${sum} bytes in ${sizes.length} files`);
    assert.ok(sum <= most * 1024, `${sum} bytes`);
  }
});

test('a text page is 60 KB at most over the wire, with everything', async (t) => {
  for (const kind of ['type document', 'type page', 'type notice', 'list of news', 'type concept, levels', 'list of honors']) {
    const context = await browser.newContext();
    const page = await context.newPage();
    const client = await context.newCDPSession(page);
    await client.send('Network.enable');
    let bytes = 0;
    let pictures = 0;
    const kinds_ = new Map();
    client.on('Network.responseReceived', ({ requestId, type }) => kinds_.set(requestId, type));
    client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      bytes += encodedDataLength;
      if (kinds_.get(requestId) === 'Image') pictures += encodedDataLength;
    });
    await page.goto(`http://127.0.0.1:${server.port}/${kinds[kind]}`, { waitUntil: 'networkidle' });
    await context.close();
    t.diagnostic(`${kind}: ${bytes} bytes, ${pictures} of them pictures`);
    assert.ok(bytes > 0 && bytes <= 60 * 1024, `${kind}: ${bytes} bytes`);
  }
});

/** Opens every kind at a width and returns what the browser reported, including policy violations and layout shifts. */
async function noticedOn(folderServer, paths, width) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, reducedMotion: 'no-preference' });
  await context.addInitScript(() => {
    window.moved = [];
    window.refused = [];
    const of = (node) => (node instanceof Element ? `${node.nodeName.toLowerCase()}.${node.className}` : `“${node ? node.textContent.trim().slice(0, 30) : ''}”`);
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
      window.moved.push(`${entry.value.toFixed(4)} ${(entry.sources || []).map((source) => of(source.node)).join(' ')}`);
    })).observe({ type: 'layout-shift', buffered: true });
    document.addEventListener('securitypolicyviolation', (event) => window.refused.push(`${event.violatedDirective} ${event.blockedURI}`));
  });
  const page = await context.newPage();
  const origin = `http://127.0.0.1:${folderServer.port}/`;
  const noticed = watch(page, (url) => url.startsWith(origin));
  // What is wrong with a page when it is loaded once.
  const load = async (path) => {
    await page.goto(origin + path, { waitUntil: 'load' });
    // Wait for the fonts, then two frames, after everything deferred.
    await page.evaluate(() => document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))));
    const found = await page.evaluate(() => [...window.moved.map((what) => `moved ${what}`), ...window.refused.map((what) => `refused ${what}`)]);
    return [...found, ...noticed.take()].filter((what) => !what.includes('favicon.ico'));
  };
  const wrong = [];
  for (const path of paths) {
    const found = await load(path);
    // A busy machine may paint a page before all of its text has arrived, and what it then moves
    // differs from load to load. What the page itself moves it moves every time.
    const moves = (what) => what.startsWith('moved');
    let always = found.filter(moves);
    for (let again = 0; again < 3 && always.length > 0; again += 1) {
      const seen = await load(path);
      always = always.filter((what) => seen.includes(what));
      found.push(...seen.filter((what) => !moves(what)));
    }
    const all = [...always, ...new Set(found.filter((what) => !moves(what)))];
    wrong.push(...all.map((what) => `${path} at ${width}: ${what}`));
  }
  await context.close();
  return wrong;
}

for (const width of [1366, 390, 1920]) {
  test(`nothing moves, is refused by the policy, or comes from elsewhere at ${width} px`, async () => {
    assert.deepEqual(await noticedOn(server, shownKinds.map(([, path]) => path), width), []);
  });
}

test('nor does anything from right to left', async () => {
  const fixture = buildSite(rightToLeft);
  const right = await serve(fixture.folder, '/', { headers: { 'content-security-policy': POLICY } });
  try {
    assert.deepEqual([...(await noticedOn(right, uyghur, 1366)), ...(await noticedOn(right, uyghur, 390))], []);
  } finally {
    await right.close();
    fixture.remove();
  }
});

test('the policy that the pages are tested with does refuse what is inline', async () => {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.port}/${kinds.home}`);
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.inlineRan = true';
    document.body.append(script);
    return window.inlineRan === true;
  });
  await page.close();
  assert.equal(ran, false);
});
