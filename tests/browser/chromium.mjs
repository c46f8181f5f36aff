// A browser, and a static server like the one an intranet has.

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';

/** Timeout in milliseconds for what happens at once on an idle machine: a slow machine must not fail a page. */
export const PATIENCE = 120_000;

/** Starts Chromium: the one that `CHROMIUM` names, or that of the system. */
export async function launch() {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    timeout: PATIENCE,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  // All pages are opened here, also those without a context of their own.
  browser.on('context', (context) => context.setDefaultTimeout(PATIENCE));
  return browser;
}

const TYPES = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.xml': 'application/xml',
};

/** The policy that every page obeys: nothing inline, nothing from elsewhere. */
export const POLICY = "default-src 'self'";

/** Serves a folder under a sub-path of 127.0.0.1, on a free port; on request with more headers and compressed. */
export async function serve(folder, subPath, { headers = {}, compressed = false, port = 0 } = {}) {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    const inside = path.startsWith(subPath) ? normalize(path.slice(subPath.length)) : '..';
    const name = inside === '.' || inside.endsWith('/') ? join(inside, 'index.html') : inside;
    const send = (status, body, type) => {
      const squeezed = compressed && /text|xml|javascript/.test(type);
      const encoding = squeezed ? { 'content-encoding': 'gzip', 'cache-control': 'max-age=3600' } : {};
      response.writeHead(status, { 'content-type': /^text/.test(type) ? `${type}; charset=utf-8` : type, ...headers, ...encoding });
      response.end(squeezed ? gzipSync(body) : body);
    };
    try {
      if (name.startsWith('..')) throw new Error('outside');
      send(200, await readFile(join(folder, name)), TYPES[extname(name)] ?? 'application/octet-stream');
    } catch {
      send(404, await readFile(join(folder, '404.html')).catch(() => ''), 'text/html');
    }
  });
  await new Promise((listening, failed) => {
    server.once('error', (error) => failed(new Error(`port ${port} of 127.0.0.1 cannot be had (${error.code}): end what has it, and run the test again`)));
    server.listen(port, '127.0.0.1', listening);
  });
  // Report a test that fails before it closes the server, instead of waiting for it.
  server.unref();
  const close = () => {
    server.closeAllConnections();
    return new Promise((closed) => server.close(closed));
  };
  return { port: server.address().port, close };
}

/** Records what a reader does not see: errors in the console, requests that fail, requests to other hosts. */
export function watch(page, isOurs) {
  const noticed = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') noticed.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => noticed.push(`script: ${error.message}`));
  page.on('requestfailed', (request) => {
    // Pictures that were still waiting to be scrolled to when the next page was opened.
    if (request.failure()?.errorText === 'net::ERR_ABORTED') return;
    noticed.push(`failed: ${request.url()} ${request.failure()?.errorText}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) noticed.push(`${response.status()}: ${response.url()}`);
  });
  page.on('request', (request) => {
    if (!isOurs(request.url()) && !request.url().startsWith('data:')) noticed.push(`outside: ${request.url()}`);
  });
  return { take: () => noticed.splice(0) };
}

/** A page's address in its folder, with the part after `#`. */
export function address(folder, path) {
  const [file, part] = path.split('#');
  return pathToFileURL(join(folder, file)).href + (part === undefined ? '' : `#${part}`);
}

/** The number of pixels by which a page is wider than the window. */
export function overflow(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/**
 * Finds errors, outside requests and sideways scrolling on the pages of a site, opened from its folder. The pages
 * of `ofKinds` are opened at all widths, the others at the narrowest. Two tabs share them: there are hundreds.
 */
export async function faults(browser, folder, paths, ofKinds, widths) {
  const narrowest = [Math.min(...widths)];
  // The 404 page is never opened from the folder: its addresses begin at the root. A former
  // address redirects at once.
  const stays = async (path) => !path.endsWith('404.html') && !(await readFile(join(folder, path), 'utf8')).includes('http-equiv="refresh"');
  const waiting = [...paths];
  const wrong = [];
  const look = async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const noticed = watch(page, (url) => url.startsWith('file://'));
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      if (!(await stays(path))) continue;
      await page.goto(address(folder, path), { waitUntil: 'load' });
      for (const width of ofKinds.includes(path) ? widths : narrowest) {
        await page.setViewportSize({ width, height: 900 });
        const beyond = await overflow(page);
        if (beyond > 0) wrong.push(`${path}: ${beyond} px too wide at ${width}`);
      }
      wrong.push(...noticed.take().map((what) => `${path}: ${what}`));
    }
    await context.close();
  };
  await Promise.all([look(), look()]);
  return wrong.sort();
}
