// The contrast of the theme's colours, computed by the formula of WCAG 2: 4.5:1 for text, 3:1 for what only marks a place; 7:1 in
// high contrast.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { theme } from './portal.mjs';

/** The colours that a rule with this selector gives to custom properties. */
function tokens(sheet, selector) {
  const text = readFileSync(join(theme, 'styles', sheet), 'utf8');
  const start = text.indexOf(`${selector} {`);
  assert.ok(start >= 0, `${sheet} has no ${selector}`);
  const body = text.slice(start, text.indexOf('}', start));
  return Object.fromEntries([...body.matchAll(/--([\w-]+):\s*(#[0-9a-f]{3,6})\b/g)].map(([, name, colour]) => [name, colour]));
}

function luminance(colour) {
  const digits = colour.length === 4 ? [...colour.slice(1)].map((digit) => digit + digit) : colour.slice(1).match(/../g);
  const [red, green, blue] = digits.map((pair) => {
    const part = parseInt(pair, 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** What is written on what. */
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

const usual = { white: '#ffffff', ...tokens('base.css', ':root') };

test('the formula is that of WCAG', () => {
  assert.equal(contrast('#000', '#ffffff'), 21);
  assert.equal(contrast('#767676', '#fff').toFixed(2), '4.54');
});

test('words stand out from their ground', () => {
  assert.deepEqual(tooWeak(usual, 4.5), []);
});

test('the mark of what is focused stands out from every ground', () => {
  for (const ground of ['white', 'warm', 'tint', 'plaque']) assert.ok(contrast(usual.bronze, usual[ground]) >= 3, ground);
  for (const ground of ['red', 'red-dark', 'red-deep', 'ink']) assert.ok(contrast(usual.gold, usual[ground]) >= 3, ground);
});

test('the colours of topics stand out as well', () => {
  for (const name of ['blue', 'green', 'gold']) {
    assert.deepEqual(tooWeak({ ...usual, ...tokens('types.css', `.topic-page.${name}`) }, 4.5), [], name);
  }
});

test('in high contrast words stand out twice as far', () => {
  const high = { ...usual, ...tokens('display.css', 'html.contrast') };
  assert.deepEqual(tooWeak(high, 7), []);
  assert.deepEqual(tooWeak({ ...high, ...tokens('display.css', '.contrast .topic-page') }, 7), []);
});
