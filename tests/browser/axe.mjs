// Checks WCAG 2.2 AA as far as a program can: axe-core on pages, wide and narrow, in each display.

import { createRequire } from 'node:module';
import { address } from './chromium.mjs';

const script = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const OPTIONS = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  // Report only violations: describing what passes takes as long as finding what does not. Style sheets are read only for a rule
  // that is not among these.
  resultTypes: ['violations'],
  preload: { assets: ['media'] },
};

/** The violations that axe finds in a page in its present state, each once. */
export async function violations(page) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.addScriptTag({ path: script });
  const found = await page.evaluate((options) => window.axe.run(document, options).then((result) => result.violations), OPTIONS);
  return found.map(({ id, help, nodes: [{ target, failureSummary }] }) => `${id} (${help}): ${target.join(' ')} ${failureSummary.split('\n').pop().trim()}`);
}

/**
 * The violations on pages of a folder, by width, for a reader who has chosen a display. A page is opened once and resized
 * to each width: only styles depend on it. Two tabs share the pages.
 */
export async function examine(browser, folder, paths, widths, display = '') {
  const found = new Map(widths.map((width) => [width, new Map()]));
  const waiting = [...paths];
  const look = async () => {
    const context = await browser.newContext({ viewport: { width: widths[0], height: 900 } });
    await context.addInitScript((chosen) => localStorage.setItem('dangjian-display', chosen), display);
    const page = await context.newPage();
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      await page.goto(address(folder, path), { waitUntil: 'load' });
      for (const [width, here] of found) {
        await page.setViewportSize({ width, height: 900 });
        for (const what of await violations(page)) here.set(what, [...(here.get(what) ?? []), path]);
      }
    }
    await context.close();
  };
  await Promise.all([look(), look()]);
  const told = (here) => [...here].map(([what, paths]) => `${what}\n    ${paths.length} pages, such as ${paths.sort()[0]}`).sort();
  return new Map([...found].map(([width, here]) => [width, told(here)]));
}
