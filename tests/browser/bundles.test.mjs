// Styles and scripts in one file each: few requests, and for the browser the same rules and statements as in files of their own.

import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { parse } from 'acorn';
import { launch, serve } from './chromium.mjs';
import { buildSite, example, kinds, theme } from './portal.mjs';

const names = (template, folder) => {
  const text = readFileSync(join(theme, 'templates/partials', template), 'utf8');
  const [, list] = /bundle\(paths=\[([^\]]*)\]/.exec(text);
  return list.match(new RegExp(`${folder}/[a-z-]+\\.[a-z]+`, 'g'));
};
const styles = names('styles.html', 'styles').filter((name) => name !== 'styles/options.css');
const scripts = names('scripts.html', 'scripts');
/** Where a script of the theme, or of the one below it, is. */
const scriptAt = (name) => [join(theme, name), join(theme, '../base', name)].find(existsSync);

/** A style sheet of the site whose white space and comments count in some places. */
const TRICKY = `@charset "utf-8";
/* a */ .a /* b */ .b , .c/**/.d > e { margin : 1px/**/2px; padding: 1px /* c */ 2px }
.f::after { content: "/* } */  ;  \\" x" ; background: url( data:image/svg+xml,%3Csvg/*a*/%3E ) }
.g { --own:  a  /* b */  {c : d} ; width: calc( 1px + ( 2px - 3px ) ) ; color: var( --own , red ) }
.\\31  .h\\:i , [data-x="a , b"] , [data-y=')'] {}
@media screen and ( min-width : 1px ) , print { .j { color: red ! important ; } /* x */ .k{} }
@supports ( display: grid ) and (not (display: x)) { .l :not( .m , .n ) { top : 0 } }
@keyframes o { from { top: 0 } 50.5% { top: 1px } to { top: 2px } }
@font-face { font-family: "P Q"; src: local( "R" ) , url( "s.woff2" ) format( "woff2" ); unicode-range: U+26, U+0-7F }
.t:nth-child( 2n + 1 )+.u~.v { color: RED; ; }
.w { grid-template-areas: "a  b"  "c d"; font: 12px/1.5 "S  T", serif; }
`;

let browser;
let site;
let server;

before(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dangjian-bundles-'));
  cpSync(example, folder, { recursive: true });
  mkdirSync(join(folder, 'styles'));
  writeFileSync(join(folder, 'styles/site.css'), TRICKY);
  site = buildSite(folder);
  rmSync(folder, { recursive: true });
  server = await serve(site.folder, '/');
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.close();
  site?.remove();
});

test('a page asks for at most five files besides pictures', async (t) => {
  for (const [kind, path] of Object.entries(kinds)) {
    const page = await browser.newPage();
    const asked = new Set();
    page.on('request', (request) => {
      if (!['document', 'image'].includes(request.resourceType()) && !request.url().endsWith('.ico')) asked.add(request.url());
    });
    await page.goto(`http://127.0.0.1:${server.port}/${path}`, { waitUntil: 'load' });
    await page.close();
    // The page of the search loads what searches at once: two scripts and the index.
    assert.ok(asked.size <= (path.includes('search/') ? 8 : 5), `${kind}: ${[...asked].join(' ')}`);
  }
  t.diagnostic(`${Object.keys(kinds).length} kinds of pages`);
});

test('the rules of the one style sheet are those of all', async () => {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.port}/index.html`);
  const joined = await page.evaluate(() => [...document.styleSheets].find((sheet) => sheet.href.includes('/bundle-')).cssRules.length);
  const rules = await page.evaluate(() => [...[...document.styleSheets].find((sheet) => sheet.href.includes('/bundle-')).cssRules].map((rule) => rule.cssText));
  const texts = styles.map((name) => (name === 'styles/site.css' ? TRICKY : readFileSync(join(theme, name), 'utf8')));
  const apart = await page.evaluate((sheets) => sheets.flatMap((text) => {
    const sheet = new CSSStyleSheet({ baseURL: [...document.styleSheets].find((one) => one.href.includes('/bundle-')).href });
    sheet.replaceSync(text);
    return [...sheet.cssRules].map((rule) => rule.cssText);
  }), texts);
  await page.close();
  assert.ok(apart.length > 500 && joined > apart.length);
  // Before them are those of the options.
  assert.deepEqual(rules.slice(-apart.length), apart);
});

test('the statements of the one script are those of all', () => {
  const folder = join(site.folder, 'theme/scripts');
  const bundle = readdirSync(folder).find((name) => name.startsWith('bundle-'));
  const options = { ecmaVersion: 2018, sourceType: 'script' };
  const plain = (node) => JSON.stringify(node, (key, value) => (key === 'start' || key === 'end' ? undefined : value));
  const parts = parse(readFileSync(join(folder, bundle), 'utf8'), options).body;
  assert.equal(parts.length, scripts.length);
  parts.forEach((part, i) => {
    assert.equal(part.type, 'TryStatement');
    assert.equal(plain(part.block.body), plain(parse(readFileSync(scriptAt(scripts[i]), 'utf8'), options).body), scripts[i]);
  });
});

test('a script that fails does not stop the next', async () => {
  const page = await browser.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  // The first script of the bundle fails here, as one may in an old browser.
  await page.addInitScript(() => {
    const array = Array.from;
    Array.from = (...of) => {
      Array.from = array;
      throw new Error(`refused ${of.length}`);
    };
  });
  await page.goto(`http://127.0.0.1:${server.port}/index.html`, { waitUntil: 'load' });
  await page.waitForSelector('time.today:not([hidden])');
  await page.close();
  assert.deepEqual(errors, ['refused 1']);
});
