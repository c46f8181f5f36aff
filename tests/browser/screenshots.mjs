// Takes a picture of each kind of page at each width, for people to look at: node screenshots.mjs

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { address, launch } from './chromium.mjs';
import { build, kinds, screenshots } from './portal.mjs';

const site = build();
const browser = await launch();
mkdirSync(screenshots, { recursive: true });
const page = await browser.newPage();
for (const [kind, path] of Object.entries(kinds)) {
  await page.goto(address(site.folder, path), { waitUntil: 'load' });
  for (const width of [1366, 390, 1920]) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: join(screenshots, `${kind.replace(/[^a-z]+/gi, '-')}-${width}.png`), fullPage: true });
  }
}
await browser.close();
site.remove();
console.log(screenshots);
