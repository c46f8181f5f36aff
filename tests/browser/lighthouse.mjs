// `node lighthouse.mjs`: builds the example site, serves it, runs Lighthouse on its most visited pages, and prints a table. Fails where
// a score is below the promise of the theme.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import lighthouse, { desktopConfig } from 'lighthouse';
import { chromium } from 'playwright-core';
import { POLICY, serve } from './chromium.mjs';
import { build, kinds } from './portal.mjs';

const PAGES = { home: kinds.home, list: kinds['list of news'], article: kinds['type news'], honors: kinds['list of honors'], concept: kinds['type concept, levels'] };
const LEAST = { performance: 99, accessibility: 100, 'best-practices': 100, seo: 100 };
const DEBUGGING = 9333;

// Choose a port first: the links between languages are full addresses.
const port = await serve('/', '/none/').then(async (probe) => {
  await probe.close();
  return probe.port;
});
const site = build('--base-url', `http://127.0.0.1:${port}/`);
const server = await serve(site.folder, '/', { port, compressed: true, headers: { 'content-security-policy': POLICY } });
const profile = mkdtempSync(join(tmpdir(), 'dangjian-lighthouse-'));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: '/usr/bin/chromium',
  args: [`--remote-debugging-port=${DEBUGGING}`, '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});

let isGood = true;
const row = (cells) => console.log(cells.map((cell, i) => String(cell)[i ? 'padStart' : 'padEnd'](i ? 16 : 10)).join(''));
try {
  for (const formFactor of ['desktop', 'mobile']) {
    row([formFactor, ...Object.keys(LEAST)]);
    for (const [name, path] of Object.entries(PAGES)) {
      const flags = { port: DEBUGGING, onlyCategories: Object.keys(LEAST), logLevel: 'silent' };
      const config = formFactor === 'desktop' ? desktopConfig : undefined;
      const { lhr } = await lighthouse(`http://127.0.0.1:${port}/${path}`, flags, config);
      const scores = Object.keys(LEAST).map((category) => Math.round(lhr.categories[category].score * 100));
      row([name, ...scores]);
      Object.entries(LEAST).forEach(([category, least], i) => {
        if (scores[i] >= least) return;
        isGood = false;
        for (const { id, weight } of lhr.categories[category].auditRefs) {
          const { score, title, displayValue } = lhr.audits[id];
          if (weight > 0 && score !== null && score < 1) console.log(`    ${category}: ${title} ${displayValue ?? ''}`);
        }
      });
    }
  }
} finally {
  await browser.close();
  await server.close();
  site.remove();
  rmSync(profile, { recursive: true, force: true });
}
process.exitCode = isGood ? 0 : 1;
