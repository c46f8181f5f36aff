// The example site, built by the real program into a temporary folder, and the pages of each kind in it.

import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch } from './chromium.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
/** The program. */
export const program = process.env.DANGJIAN ?? join(root, 'target/debug/dangjian');

/** Where screenshots go. */
export const screenshots = join(root, 'tests/browser/screenshots');

/** The theme's folder. */
export const theme = join(root, 'themes/classic');

/** The example site. */
export const example = join(root, 'content-example');

/** A small site in Chinese, English and Uyghur, with a page of each important kind. */
export const rightToLeft = join(root, 'tests/browser/right-to-left');

/** The settings of the example site. */
export function settings() {
  return readFileSync(join(example, 'site.yaml'), 'utf8');
}

/** Builds the example site; `remove` deletes it. */
export function build(...options) {
  const folder = mkdtempSync(join(tmpdir(), 'dangjian-browser-'));
  cpSync(example, folder, { recursive: true });
  try {
    return buildSite(folder, ...options);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Builds a site; `remove` deletes the result. */
export function buildSite(site, ...options) {
  const folder = mkdtempSync(join(tmpdir(), 'dangjian-browser-'));
  const output = join(folder, 'public');
  execFileSync(program, ['build', site, '--output', output, '--now', '2026-11-20T12:00:00+08:00', ...options]);
  return { folder: output, remove: () => rmSync(folder, { recursive: true }) };
}

/** A built site and a browser for all tests of a file; both are removed after them. */
export async function opened(site = build()) {
  const browser = await launch();
  after(async () => {
    await browser.close();
    site.remove();
  });
  return { browser, site };
}

/** Writes a site into a new folder: `files` by their paths. */
export function write(files) {
  const folder = mkdtempSync(join(tmpdir(), 'dangjian-browser-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** All pages of a published folder, in order. */
export function pages(folder, below = '') {
  const entries = readdirSync(join(folder, below), { withFileTypes: true });
  const found = entries.flatMap((entry) => {
    const path = below + entry.name;
    if (entry.isDirectory()) return pages(folder, `${path}/`);
    return path.endsWith('.html') ? [path] : [];
  });
  return found.sort();
}

/** One page of each kind, that is, of each template: in Chinese, some also in English. */
export const kinds = {
  home: 'index.html',
  'not found': '404.html',
  'all terms': 'tags/index.html',
  'a term': 'tags/gong-shi.html',
  'a former address': 'dangjian/gaikuang.html',
  'type news': 'news/heart-to-heart.html',
  'type news, a feature': 'grassroots/branches/showcase/in-step.html',
  'type news, a reprint': 'news/reprints/garment-park.html',
  'type news, a brief': 'news/archive/full-coverage-2008.html',
  'type notice': 'notices/probationary-2026.html',
  'type activity': 'party-day/branch-4-laboratory.html',
  'type honor': 'honors/workers-vanguard.html',
  'type studio': 'studios/shen-yanqiu-studio.html',
  'type person': 'exemplars/ji-wenchuan.html',
  'type concept, levels': 'concepts/one-two-three-four-five.html',
  'type concept, pillars': 'concepts/four-grasps.html',
  'type unit, written': 'organization/branch-4.html',
  'type unit, made from data': 'organization/branch-1.html',
  'type page': 'about/overview.html',
  'type page, with charts': 'about/figures.html',
  'type document': 'affairs/documents/three-meetings-rules.html',
  'type topic': 'topics/two-roles.html',
  'list of news': 'news/index.html',
  'list of news, second page': 'news/index_2.html',
  'a year of the list of news': 'news/index_y2026.html',
  'list of notices': 'notices/index.html',
  'list of activities': 'party-day/index.html',
  'list of honors': 'honors/index.html',
  'list of studios': 'studios/index.html',
  'list of people': 'exemplars/index.html',
  'list of concepts': 'concepts/index.html',
  'list of units': 'organization/index.html',
  'list of documents': 'affairs/documents/index.html',
  'list of topics': 'topics/index.html',
  'list of pages': 'about/index.html',
  'list three deep': 'grassroots/branches/showcase/index.html',
  'the archive': 'archive/index.html',
  'a year of the archive': 'archive/2026.html',
  'all authors': 'authors/index.html',
  'the index of names': 'names/index.html',
  'a name of the index': 'names/shen-yan-qiu-08e8.html',
  'list of leaders': 'organization/leaders/index.html',
  'the map of the site': 'sitemap.html',
  'the search': 'search/index.html',
  'home in English': 'en/index.html',
  'news in English': 'en/news/heart-to-heart.html',
  'concept in English': 'en/concepts/four-grasps.html',
  'charts in English': 'en/about/figures.html',
  'unit in English': 'en/organization/branch-4.html',
  'honors in English': 'en/honors/index.html',
  'a year of the archive in English': 'en/archive/2026.html',
  'the search in English': 'en/search/index.html',
  'all terms in English': 'en/tags/index.html',
};

/** The pages of `kinds` with content; a former address only redirects. */
export const shownKinds = Object.entries(kinds).filter(([kind]) => kind !== 'a former address');

/** One page of each important kind of the site from right to left. */
export const uyghur = [
  'ug/index.html',
  'ug/news/index.html',
  'ug/news/index_2.html',
  'ug/news/school.html',
  'ug/notices/candidates.html',
  'ug/meetings/november.html',
  'ug/concepts/contacts.html',
  'ug/honors/index.html',
  'ug/honors/unity.html',
  'ug/organization/index.html',
  'ug/organization/first.html',
  'ug/people/hasan.html',
  'ug/studios/hasan-studio.html',
  'ug/documents/index.html',
  'ug/documents/rules.html',
  'ug/topics/family.html',
  'ug/archive/index.html',
  'ug/archive/2026.html',
  'ug/sitemap.html',
  'ug/search/index.html',
];

/** The files of the built-in themes in a folder: the classic theme may build on another. */
function inThemes(folder) {
  const themes = readdirSync(join(root, 'themes')).map((name) => join(root, 'themes', name, folder));
  const folders = themes.filter((path) => existsSync(path));
  return folders.flatMap((path) => readdirSync(path).filter((name) => name.endsWith('.yaml')).map((name) => join(path, name)));
}

/** The names of the content types. */
export function types() {
  return inThemes('types').map((path) => basename(path, '.yaml'));
}

/** The keys of the words of the interface in a language. */
export function words(lang) {
  const files = inThemes('i18n').filter((path) => basename(path) === `${lang}.yaml`);
  return new Set(files.flatMap((path) => readFileSync(path, 'utf8').split('\n')).filter((line) => /^\w+:/.test(line)).map((line) => line.split(':')[0]));
}
