/* The writing panel: shows facts about the page, its problems, and their places in the source. Its
   other parts are in `tools.js`. All text from the server is inserted as text, never as markup.
   ES2018. */
(() => {
  'use strict';
  const live = window.__dangjian;
  const { make, zh } = live;
  const W = zh ? {
    panel: '写作面板', close: '关闭', closeStrip: '收起提示条', page: '本页', problems: '问题', file: '源文件', open: '打开源文件', openHere: '打开这一行',
    type: '类型', state: '状态', length: '字数', title: '标题', none: '这一页没有问题。', noFile: '本页由程序生成，没有源文件。',
    words: (n, m) => `${n} 字，约读 ${m} 分钟`, count: (n) => `${n} 个问题`, more: (n) => `还有 ${n} 个问题没有列出。`, site: (n) => `全站共有 ${n} 个警告，可在“全部文章”里查看有问题的文章。`,
    line: (n) => `第 ${n} 行`, click: '点段落打开源文件', hint: '不勾选时，按住 Alt 再点段落也可以。',
    opened: (file, n) => `已打开 ${file}${n ? `，第 ${n} 行` : ''}`, failed: '没有成功：预览没有应答。',
    mend: (what) => `改好：${what}`, mended: '已经改好。',
  } : {
    panel: 'Writing panel', close: 'Close', closeStrip: 'Hide this strip', page: 'This page', problems: 'Problems', file: 'Source', open: 'Open the source', openHere: 'Open this line',
    type: 'Type', state: 'State', length: 'Length', title: 'Title', none: 'There are no problems on this page.', noFile: 'The program makes this page; it has no source of its own.',
    words: (n, m) => `${n} words, about ${m} min to read`, count: (n) => (n === 1 ? '1 problem' : `${n} problems`), more: (n) => `${n} more are not listed.`, site: (n) => `The whole site has ${n} warning${n === 1 ? '' : 's'}; see the articles with problems under "All articles".`,
    line: (n) => `line ${n}`, click: 'A click on a paragraph opens its source', hint: 'When this is off, hold Alt and click.',
    opened: (file, n) => `Opened ${file}${n ? `, line ${n}` : ''}`, failed: 'That failed: the preview does not answer.',
    mend: (what) => `Mend: ${what}`, mended: 'Mended.',
  };

  /* ---- State stored while the tab is open. */
  const key = 'dangjian-panel';
  const memory = (() => {
    try {
      return Object.assign({ open: false, click: false, parts: {} }, JSON.parse(sessionStorage.getItem(key)));
    } catch (error) {
      return { open: false, click: false, parts: {} };
    }
  })();
  const remember = () => {
    try {
      sessionStorage.setItem(key, JSON.stringify(memory));
    } catch (error) { /* storage is switched off: it lasts for this page */ }
  };

  /* ---- The panel itself. */
  const toast = make('p', { class: 'toast', role: 'status' });
  let passing = 0;
  live.say = (text) => {
    toast.textContent = text;
    clearTimeout(passing);
    passing = setTimeout(() => { toast.textContent = ''; }, 5000);
  };
  const parts = make('div', { class: 'parts' });
  const shutButton = make('button', { type: 'button', click: () => close() }, W.close);
  const panel = make('div', { class: 'panel', id: 'panel', role: 'dialog', 'aria-label': W.panel, hidden: true },
    make('div', { class: 'top' }, make('span', null, W.panel), shutButton), parts);
  const toggle = make('button', { type: 'button', class: 'toggle', 'aria-expanded': 'false', 'aria-controls': 'panel', click: () => (panel.hidden ? open(true) : close()) });
  const ribbonText = make('span', { role: 'status' });
  const ribbon = make('div', { class: 'ribbon', hidden: true }, ribbonText,
    make('button', { type: 'button', 'aria-label': W.closeStrip, title: W.closeStrip, click: () => { ribbon.hidden = true; } }, '×'));
  const desk = make('aside', { class: 'desk', 'aria-label': W.panel }, ribbon, toggle, panel, toast);
  // Leaves room for the panel next to the overlay of problems.
  const aside = (isOpen) => live.corner().then((root) => root.host.classList.toggle('open', isOpen));
  const open = (byHand) => {
    panel.hidden = false;
    aside(true);
    toggle.setAttribute('aria-expanded', 'true');
    // Focus the panel only when the reader opens it: after a navigation the focus belongs to the
    // page.
    if (byHand) shutButton.focus();
    memory.open = true;
    remember();
    live.emit('opened');
  };
  const close = () => {
    if (panel.hidden) return false;
    const within = panel.contains(panel.getRootNode().activeElement);
    panel.hidden = true;
    aside(false);
    toggle.setAttribute('aria-expanded', 'false');
    if (within) toggle.focus();
    memory.open = false;
    remember();
    return true;
  };
  live.closers.push(close);
  addEventListener('keydown', (event) => {
    if (event.code !== 'KeyP' || !event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (panel.hidden) open(true);
    else close();
  }, true);
  // Keys typed here must not trigger shortcuts of the page.
  desk.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') live.closers.some((shut) => shut());
    event.stopPropagation();
  });
  // Adds a part of the panel; `begin` is called when it is first visible.
  live.part = (name, title, isOpen, begin, ...inside) => {
    const count = make('span', { class: 'count' });
    const known = Object.prototype.hasOwnProperty.call(memory.parts, name) ? memory.parts[name] : isOpen;
    const part = make('details', { open: known, class: `part-${name}` }, make('summary', null, title, count), make('div', { class: 'inside' }, ...inside));
    let begun = false;
    const start = () => {
      if (begun || !part.open || panel.hidden) return;
      begun = true;
      if (begin) begin();
    };
    part.addEventListener('toggle', () => {
      memory.parts[name] = part.open;
      remember();
      start();
    });
    live.on('opened', start);
    part.count = (text) => { count.textContent = text; };
    parts.append(part);
    return part;
  };

  /* ---- The source. */
  const words = (problem) => (problem.help ? `${problem.message} ${problem.help}` : problem.message);
  live.openSource = (file, line) => live.post('open', { file, line: line || 1 }).then((answer) => {
    if (answer.ok) live.say(W.opened(file, line));
    else live.refusal(answer).then((problems) => live.say(problems.map(words).join('\n')));
  }).catch(() => live.say(W.failed));
  live.canOpen = () => Boolean(live.about && live.about.canOpen);
  const openButton = (text, file, line) => live.canOpen() && file
    && make('button', { type: 'button', click: () => live.openSource(file, line) }, text);

  // Nothing to update here: the changed file updates the page like any other change.
  const mend = ({ code, file, line, column }, path) => live.post('mend', { path, code, file, line, column }).then((answer) => {
    if (answer.ok) live.say(W.mended);
    else live.refusal(answer).then((problems) => live.say(problems.map(words).join('\n')));
  }).catch(() => live.say(W.failed));
  const mendButton = (problem, path) => problem.fix && live.canOpen()
    && make('button', { type: 'button', class: 'mend', click: () => mend(problem, path) }, W.mend(problem.fix));

  /* ---- This page. */
  const facts = make('div');
  const showFacts = (about) => {
    const list = make('dl');
    const row = (name, value) => { if (value) list.append(make('dt', null, name), make('dd', null, value)); };
    row(W.title, about.title);
    row(W.type, about.typeName);
    row(W.state, about.stateName);
    if (about.file && about.words) row(W.length, W.words(about.words, about.minutes));
    if (about.file) row(W.file, make('code', null, about.file));
    facts.textContent = '';
    facts.append(list, about.file ? openButton(W.open, about.file) || '' : make('p', { class: 'quiet' }, W.noFile));
  };

  /* ---- Problems. */
  const blockOf = (problem) => (live.about && problem.file === live.about.file && problem.line ? live.blockAt(problem.line) : null);
  // A mistake in the front matter has no block in the text: go to the article's title.
  const goTo = (problem) => {
    const block = blockOf(problem) || document.querySelector('main h1, h1, main');
    if (block) live.reach(block);
  };
  const place = (problem) => [problem.file, problem.line].filter(Boolean).join(':');
  live.problem = (problem, buttons) => make('li', { class: `problem ${problem.severity || 'error'}` },
    make('p', null, problem.severityName ? make('b', null, problem.severityName) : null, problem.message),
    problem.help ? make('p', { class: 'quiet' }, problem.help) : null,
    make('p', { class: 'place' }, problem.code ? make('code', null, problem.code) : null, problem.code && problem.file ? ' · ' : null, place(problem)),
    ...(buttons || []));
  const list = make('ul');
  const noProblem = make('p', { class: 'quiet' }, W.none);
  const siteProblems = make('p', { class: 'quiet' });
  const found = make('div', null, noProblem, list, siteProblems);
  // Nobody reads more than these; once they are fixed, others take their place.
  const MOST = 50;
  const showProblems = (about) => {
    list.textContent = '';
    list.append(...about.problems.slice(0, MOST).map((problem) => {
      const isHere = problem.file === about.file && problem.line;
      const go = isHere && make('button', { type: 'button', click: () => goTo(problem) }, W.line(problem.line));
      return live.problem(problem, [go, openButton(W.openHere, problem.file, problem.line), mendButton(problem, about.path)]);
    }));
    noProblem.hidden = about.problems.length > 0;
    const more = about.problems.length - MOST;
    if (more > 0) list.append(make('li', { class: 'quiet' }, W.more(more)));
    siteProblems.textContent = about.siteProblems ? W.site(about.siteProblems) : '';
  };
  const worst = (problems) => ['error', 'warning', 'info'].find((one) => problems.some(({ severity }) => severity === one)) || 'none';
  const showDots = () => {
    const blocks = new Map();
    live.about.problems.forEach((problem) => {
      const block = blockOf(problem);
      if (block) blocks.set(block, (blocks.get(block) || []).concat([problem]));
    });
    live.dots(Array.from(blocks).map(([block, problems]) => ({
      block,
      count: problems.length,
      severity: worst(problems),
      label: `${W.count(problems.length)}${zh ? '：' : ': '}${problems.map(({ message }) => message).join(zh ? '；' : '; ')}`,
      act: () => {
        open(true);
        problemPart.open = true;
        problemPart.scrollIntoView();
      },
    })));
  };

  /* ---- Clicks that open the source. */
  const check = make('input', { type: 'checkbox', change: () => { memory.click = check.checked; remember(); aim(null); } });
  check.checked = memory.click;
  const clicking = make('div', null, make('label', { class: 'check' }, check, W.click), make('p', { class: 'quiet' }, W.hint));
  const aimed = (event) => {
    const isOn = live.about && live.about.file && live.canOpen() && (check.checked || event.altKey);
    return isOn && event.target instanceof Element ? event.target.closest('[data-line]') : null;
  };
  let last = null;
  const aim = (block) => {
    if (block !== last) live.outline(block);
    last = block;
  };
  addEventListener('mousemove', (event) => aim(aimed(event)), { passive: true });
  document.documentElement.addEventListener('mouseleave', () => aim(null));
  addEventListener('keyup', (event) => { if (event.key === 'Alt' && !check.checked) aim(null); });
  addEventListener('click', (event) => {
    const block = aimed(event);
    if (!block) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    live.openSource(live.about.file, Number(block.getAttribute('data-line')));
  }, true);

  /* ---- Assemble the parts. */
  live.part('page', W.page, true, null, facts, clicking);
  const problemPart = live.part('problems', W.problems, true, null, found);
  const showToggle = (problems) => {
    const count = problems.length;
    const name = count ? `${W.panel}${zh ? '，' : ', '}${W.count(count)}` : W.panel;
    toggle.textContent = count ? String(count) : (zh ? '写' : '✎');
    toggle.className = `toggle ${worst(problems)}`;
    toggle.setAttribute('aria-label', name);
    toggle.title = zh ? `${name}（Alt+Shift+P）` : `${name} (Alt+Shift+P)`;
  };
  const showAbout = (about) => {
    const count = about.problems.length;
    showToggle(about.problems);
    problemPart.count(String(count));
    if (about.ribbon !== ribbonText.textContent) {
      ribbonText.textContent = about.ribbon || '';
      ribbon.className = `ribbon ${about.state || ''}`;
      ribbon.hidden = !about.ribbon;
    }
    clicking.hidden = !(about.file && about.canOpen);
    showFacts(about);
    showProblems(about);
    showDots();
  };
  live.on('about', showAbout);
  live.on('merged', () => { aim(null); if (live.about) showDots(); });
  // A page that does not exist sends no `about`.
  showToggle([]);
  clicking.hidden = true;
  live.corner().then((root) => {
    root.append(desk);
    if (live.about) showAbout(live.about);
    if (memory.open) open(false);
  }).catch(() => {});
})();
