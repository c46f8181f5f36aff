// Photos in the preview: what an agency wrote into one is offered in the panel, and used only when the writer asks for it.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { PATIENCE as SOON, launch } from './chromium.mjs';
import { article, editor, serve, site } from './preview.mjs';

const JPEG = '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhlbXd7gYKBTmCNl4x9lnN+gXz/2wBDARUXFx4aHjshITt8U0ZTfHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHz/wAARCAB4AKADASIAAhEBAxEB/8QAFwABAQEBAAAAAAAAAAAAAAAAAAIDBf/EABUQAQEAAAAAAAAAAAAAAAAAAAAR/8QAFwEBAQEBAAAAAAAAAAAAAAAAAAECA//EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAMAwEAAhEDEQA/AOPCNIR0YZwjSEBnCNIQGcI0hAZwjSEBnCNIQGcI0hAZwjSEBnCNIQGcI0hAXCLhEVEIuEBEIuEBEIuEBEIuEBEIuEBEIuEBEIuEBEIuEBEIuEBpCLhGVRCLhARCLhARCLhARCLhARCLhARCLhARCLhARCLhARCLhAXCNIRFZwjSEBnCNIQGcI0hAZwjSEBnCNIQGcI0hAZwjSEBnCNIQGcI0hAXCNIRFZwjSEBnCNIQGcI0hAZwjSEBnCNIQGcI0hAZwjSEBnCNIQGcI0hAXCLhEVEIuEBEIuEBEIuEBEIuEBEIuEBEIuEBEIuEBEIuEBEIuEBpCLhEVEIuEBEIuEBEIuEBEIuEBEIuEBEIuEBEIuEBEIuEBEIuEBcICKQgAQgAQgAQgAQgAQgAQgAQgAQgA//Z';

/** A small photo with a caption and a credit in its IPTC records, as an agency delivers it. */
function delivered(caption, credit) {
  const record = (block, number, text) => {
    const bytes = Buffer.from(text);
    return Buffer.concat([Buffer.from([0x1c, block, number, bytes.length >> 8, bytes.length & 255]), bytes]);
  };
  // The first record says that the others are in UTF-8.
  const records = Buffer.concat([record(1, 90, '\x1b%G'), record(2, 110, credit), record(2, 120, caption)]);
  const resource = Buffer.concat([Buffer.from('8BIM\x04\x04\0\0', 'latin1'), Buffer.from([0, 0, records.length >> 8, records.length & 255]), records]);
  const segment = Buffer.concat([Buffer.from('Photoshop 3.0\0', 'latin1'), resource, Buffer.alloc(resource.length % 2)]);
  const whole = Buffer.from(JPEG, 'base64');
  const length = segment.length + 2;
  return Buffer.concat([whole.subarray(0, 2), Buffer.from([0xff, 0xed, length >> 8, length & 255]), segment, whole.subarray(2)]);
}

let browser;
let written;
let desk;
let preview;

before(async () => {
  written = site();
  desk = editor();
  writeFileSync(join(written.folder, 'content/news/植树.jpg'), delivered('党员义务植树', '顾南枝'));
  written.save('content/news/a.md', article('正文。\n\n![](植树.jpg)\n\n![甲图](植树.jpg)'));
  preview = await serve(written.folder, desk.settings);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await preview?.stop();
  written?.clear();
  desk?.clear();
});

test('caption and credit of a photo are offered in the panel, and one click writes them into the article', async () => {
  const page = await browser.newPage({ viewport: { width: 1366, height: 800 } });
  await page.goto(`${preview.url}news/a.html`);
  await page.waitForFunction(() => window.__dangjian?.merge && window.__dangjian.about, null, { timeout: SOON });
  const ours = (selector) => page.locator('#dangjian-preview').locator(selector);
  await ours('.toggle').click();
  const problems = ours('.part-problems .problem');
  await problems.first().waitFor();
  // The photo that has words of the writer's own is left alone.
  assert.equal(await problems.count(), 1);
  assert.match(await problems.textContent(), /img\/alt/);
  const offer = problems.locator('button.mend');
  assert.match(await offer.textContent(), /党员义务植树/);
  // It is offered, and not used unasked.
  assert.match(written.read('content/news/a.md'), /!\[\]\(植树\.jpg\)/);
  assert.equal(await page.locator('.prose', { hasText: '义务植树' }).count(), 0);

  await offer.click();
  await page.waitForFunction(() => document.querySelector('.prose img')?.alt === '党员义务植树', null, { timeout: SOON });
  assert.match(await page.locator('.prose figcaption').first().textContent(), /党员义务植树.*顾南枝/s);
  await problems.first().waitFor({ state: 'detached', timeout: SOON });
  const text = written.read('content/news/a.md');
  assert.match(text, /^!\[党员义务植树\]\(植树\.jpg "[^"]*顾南枝[^"]*"\)$/m);
  assert.match(text, /^!\[甲图\]\(植树\.jpg\)$/m);
  await page.close();
});
