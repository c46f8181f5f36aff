// Photographs one page of each kind of a published site, to look at before and after a change:
//
//   node screenshots.mjs PUBLISHED OUTPUT [--before EARLIER_OUTPUT] [--only "home,list of news"] [390 820 1366 1920]
//
// PUBLISHED is the folder that `dangjian build content-example` wrote. OUTPUT gets a PNG for each kind and width, and an index.html
// that shows them; with --before, each beside the one of the earlier run.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { address, launch } from './chromium.mjs';
import { shownKinds } from './portal.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { before: { type: 'string' }, only: { type: 'string' } },
});
const [published, output, ...numbers] = positionals;
if (!published || !output) {
  process.stderr.write('node screenshots.mjs PUBLISHED OUTPUT [--before EARLIER_OUTPUT] [--only KINDS] [WIDTHS]\n');
  process.exit(2);
}
const widths = numbers.length > 0 ? numbers.map(Number) : [390, 820, 1366, 1920];
const wanted = values.only?.split(',').map((kind) => kind.trim());
const kinds = shownKinds.filter(([kind, path]) => !wanted || wanted.includes(kind) || wanted.includes(path));
const named = (kind, width) => `${kind.replace(/[^a-z0-9]+/gi, '-')}-${width}.png`;
const heights = new Map([[390, 664], [820, 1100], [1366, 641]]);

mkdirSync(output, { recursive: true });
const browser = await launch();
const missing = [];
for (const width of widths) {
  const page = await browser.newPage({ viewport: { width, height: heights.get(width) ?? 900 } });
  for (const [kind, path] of kinds) {
    if (!existsSync(join(published, path))) {
      missing.push(path);
      continue;
    }
    await page.goto(address(published, path), { waitUntil: 'load' });
    // Pictures further down are loaded late.
    await page.evaluate(() => Promise.all(Array.from(document.images, (image) => {
      image.loading = 'eager';
      return image.decode().catch(() => {});
    })));
    await page.screenshot({ path: join(output, named(kind, width)), fullPage: true });
  }
  await page.close();
}
await browser.close();

const pictures = (kind, width) => {
  const name = named(kind, width);
  const earlier = values.before && join(resolve(values.before), name);
  const before = earlier && existsSync(earlier) ? `<img src="${encodeURI(relative(resolve(output), earlier))}" alt="before">` : '';
  return `<h3>${width} px</h3><div>${before}<img src="${encodeURI(name)}" alt="now"></div>`;
};
const sections = kinds.map(([kind, path]) => `<h2>${kind} <small>${path}</small></h2>${widths.map((width) => pictures(kind, width)).join('')}`);
const style = 'body{font-family:sans-serif}div{display:flex;align-items:flex-start}img{max-width:48vw;margin:4px;border:1px solid #999}';
writeFileSync(join(output, 'index.html'), `<!DOCTYPE html><meta charset="utf-8"><title>${kinds.length} kinds of pages</title><style>${style}</style>${sections.join('\n')}\n`);
process.stdout.write(`${join(output, 'index.html')}\n`);
if (missing.length > 0) {
  process.stderr.write(`not in ${published}: ${[...new Set(missing)].join(', ')}\n`);
  process.exit(1);
}
