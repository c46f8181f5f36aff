// A small site of its own in a temporary folder, and the real program that previews it.

import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const program = process.env.DANGJIAN ?? join(root, 'target/debug/dangjian');

/** `site.yaml`. */
export const SITE = `title: 党建在线
organization: 某某公司党委
languages:
  - {code: zh}
theme: classic
menu:
  - section: news
home:
  - tabs: {sections: [news], limit: 8}
markdown: {html: allow}
`;

/** An article; `front` is in its front matter. */
export function article(body, front = '') {
  return `---\n标题: 支部活动\n日期: 2026-11-01\n来源: 党群工作部\n${front}---\n\n${body}\n`;
}

/** This number of paragraphs, each with its number. */
export function paragraphs(count) {
  return Array.from({ length: count }, (_, i) => `第${i + 1}段：${'支部全体党员参加了这次活动。'.repeat(8)}`);
}

/** A site of three pages; its files are saved as an editor does: a new file replaces the old one. */
export function site() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'dangjian-preview-')));
  const save = (path, text) => {
    const place = join(folder, path);
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(`${place}.tmp`, text);
    renameSync(`${place}.tmp`, place);
  };
  save('site.yaml', SITE);
  save('content/_index.md', '---\n标题: 党建在线\n---\n');
  save('content/news/_index.md', '---\n标题: 党建要闻\n类型: 新闻\n---\n');
  save('content/news/a.md', article(paragraphs(40).join('\n\n')));
  save('content/news/b.md', article('另一篇。'));
  return {
    folder,
    save,
    rename: (from, to) => renameSync(join(folder, from), join(folder, to)),
    remove: (path) => rmSync(join(folder, path)),
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    clear: () => rmSync(folder, { recursive: true }),
  };
}

/** Settings for the test, with an editor that only records what it is asked to open. */
export function editor() {
  const folder = mkdtempSync(join(tmpdir(), 'dangjian-editor-'));
  const [script, notes] = [join(folder, 'editor.sh'), join(folder, 'notes')];
  writeFileSync(script, `#!/bin/sh\necho "$1:$2" >> "${notes}"\n`);
  chmodSync(script, 0o755);
  mkdirSync(join(folder, 'dangjian'));
  writeFileSync(join(folder, 'dangjian/settings.yaml'), `editor: ${script} {file} {line}\n`);
  return {
    settings: folder,
    opened: () => (existsSync(notes) ? readFileSync(notes, 'utf8').trim().split('\n') : []),
    clear: () => rmSync(folder, { recursive: true }),
  };
}

/** Starts the preview of a folder, on a free port unless one is given; with personal settings from `settings`. */
export async function serve(folder, settings, port = 0) {
  const env = { ...process.env, XDG_CONFIG_HOME: settings };
  const child = spawn(program, ['serve', folder, '--port', String(port), '--language', 'zh'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const address = await new Promise((done, failed) => {
    const hear = (piece) => {
      said += piece;
      const found = /http:\/\/127\.0\.0\.1:(\d+)\//.exec(said);
      if (found) done(found);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('exit', (code) => failed(new Error(`it ended with ${code}: ${said}`)));
  });
  const ended = new Promise((done) => child.on('exit', done));
  const stop = (signal = 'SIGINT') => {
    child.kill(signal);
    return ended;
  };
  return { url: address[0], port: Number(address[1]), stop, said: () => said };
}
