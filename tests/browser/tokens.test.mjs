// The contrast of the theme's colours, computed by the formula of WCAG 2: 4.5:1 for text, 3:1 for graphics; 7:1 in
// high contrast.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { address, launch } from './chromium.mjs';
import { build, kinds } from './portal.mjs';

let browser;
let site;
let page;

before(async () => {
  site = build();
  browser = await launch();
  page = await browser.newPage();
  await page.goto(address(site.folder, kinds.home));
});

after(async () => {
  await browser?.close();
  site?.remove();
});

/** The colours as the browser computes them: normal or in high contrast, on a topic's page with a colour of its own. */
async function tokens({ contrast = false, topic = '' } = {}) {
  const colours = await page.evaluate(([names, high, colour]) => {
    document.documentElement.classList.toggle('contrast', high);
    const main = document.querySelector('main');
    main.className = colour ? `topic-page ${colour}` : '';
    const probe = document.createElement('span');
    main.append(probe);
    const found = names.map((name) => {
      probe.style.color = `var(--${name})`;
      return [name, getComputedStyle(probe).color];
    });
    probe.remove();
    return Object.fromEntries(found);
  }, [[...new Set(WORDS.flat())].filter((name) => name !== 'white'), contrast, topic]);
  return { white: 'rgb(255, 255, 255)', ...colours };
}

function luminance(colour) {
  const digits = colour.match(/\d+/g);
  assert.equal(digits?.length, 3, `“${colour}” is no opaque colour`);
  const [red, green, blue] = digits.map((digit) => {
    const part = Number(digit) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Pairs of text colour and background. */
const WORDS = [
  ['ink', 'white'], ['ink', 'warm'], ['ink', 'tint'], ['ink', 'plaque'],
  ['muted', 'white'], ['muted', 'warm'], ['muted', 'plaque'],
  ['red', 'white'], ['red', 'warm'], ['red', 'tint'], ['red', 'plaque'],
  ['red-deep', 'white'], ['red-deep', 'warm'], ['red-deep', 'tint'], ['red-deep', 'plaque'],
  ['bronze', 'white'], ['bronze', 'warm'], ['bronze', 'plaque'],
  ['white', 'red'], ['white', 'red-dark'], ['white', 'red-deep'], ['white', 'muted'],
  ['gold', 'red-deep'], ['gold', 'ink'],
];

function tooWeak(colours, least) {
  return WORDS.map(([word, ground]) => [word, ground, contrast(colours[word], colours[ground])])
    .filter(([, , ratio]) => !(ratio >= least))
    .map(([word, ground, ratio]) => `${word} on ${ground}: ${ratio.toFixed(2)}`);
}

test('the formula is that of WCAG', () => {
  assert.equal(contrast('rgb(0, 0, 0)', 'rgb(255, 255, 255)'), 21);
  assert.equal(contrast('rgb(118, 118, 118)', 'rgb(255, 255, 255)').toFixed(2), '4.54');
});

test('words stand out from their ground', async () => {
  assert.deepEqual(tooWeak(await tokens(), 4.5), []);
});

test('the mark of what is focused stands out from every ground', async () => {
  const usual = await tokens();
  for (const ground of ['white', 'warm', 'tint', 'plaque']) assert.ok(contrast(usual.bronze, usual[ground]) >= 3, ground);
  for (const ground of ['red', 'red-dark', 'red-deep', 'ink']) assert.ok(contrast(usual.gold, usual[ground]) >= 3, ground);
});

test('the colours of topics stand out as well', async () => {
  const { red } = await tokens();
  for (const topic of ['blue', 'green', 'gold']) {
    const colours = await tokens({ topic });
    assert.notEqual(colours.red, red);
    assert.deepEqual(tooWeak(colours, 4.5), [], topic);
  }
});

test('in high contrast words stand out twice as far', async () => {
  for (const topic of ['', 'blue', 'green', 'gold']) assert.deepEqual(tooWeak(await tokens({ contrast: true, topic }), 7), [], topic);
});
