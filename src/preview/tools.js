/* The other parts of the writing panel: the page in other views, all articles, a new one, the page
   on a phone. ES2018. */
(() => {
  'use strict';
  const live = window.__dangjian;
  const { make, zh } = live;
  const W = zh ? {
    looks: '看看效果', phone: '手机宽度', large: '大字（长者）', print: '打印效果', close: '关闭', phoneTitle: '手机宽度的本页',
    articles: '全部文章', search: '搜索标题、文件名', state: '状态', all: '全部', published: '已发布', draft: '草稿', scheduled: '未到发布时间', expired: '已下线',
    withProblems: '只看有问题的', found: (n, shown) => (n > shown ? `共 ${n} 篇，列出前 ${shown} 篇` : `共 ${n} 篇`), problems: (n) => `${n} 个问题`, away: '预览没有应答，请稍后再试。',
    create: '新建文章', section: '栏目', type: '类型', title: '标题', make: '新建', noTitle: '请填写标题。', made: (file) => `已新建 ${file}，正在打开…`,
    slow: (file) => `已新建 ${file}，页面还没有准备好。稍等片刻，再到“全部文章”里打开。`, scan: '手机扫码', qr: '本页在局域网里的二维码', scanHint: '手机与这台电脑连同一网络，扫码就能看到本页。',
    wechat: '公众号', wechatCopy: '复制到公众号', copied: '已复制，在公众号编辑器里粘贴。', notCopied: '浏览器不让复制，请再点一次。',
    upload: '下面的图片先另存，再到编辑器里逐张上传，换掉正文里写着文件名的那一行：',
  } : {
    looks: 'How it looks', phone: 'On a phone', large: 'Large text', print: 'In print', close: 'Close', phoneTitle: 'This page at the width of a phone',
    articles: 'All articles', search: 'Search titles and files', state: 'State', all: 'All', published: 'Published', draft: 'Draft', scheduled: 'Scheduled', expired: 'Expired',
    withProblems: 'Only those with problems', found: (n, shown) => (n > shown ? `${n} articles, the first ${shown} are listed` : `${n} article${n === 1 ? '' : 's'}`), problems: (n) => (n === 1 ? '1 problem' : `${n} problems`), away: 'The preview does not answer; please try again.',
    create: 'New article', section: 'Section', type: 'Type', title: 'Title', make: 'Create', noTitle: 'Please give it a title.', made: (file) => `${file} is made and is being opened …`,
    slow: (file) => `${file} is made; its page is not ready yet. Find it under "All articles" in a moment.`, scan: 'On your phone', qr: 'QR code of this page in the local network', scanHint: 'With the phone in the same network as this machine, scan this to see the page.',
    wechat: 'WeChat account', wechatCopy: 'Copy for WeChat', copied: 'Copied: paste it into the editor of the account.', notCopied: 'The browser did not copy; please click once more.',
    upload: 'Save these pictures, upload them in the editor, and replace the lines that name them:',
  };
  const button = (text, act, given) => make('button', Object.assign({ type: 'button', click: act }, given), text);
  const field = (text, input) => make('label', null, text, input);

  /* ---- Other views: the width of a phone. */
  let phone = null;
  const closePhone = () => {
    if (!phone) return false;
    phone.remove();
    phone = null;
    phoneButton.focus();
    return true;
  };
  const openPhone = () => {
    const shut = button(W.close, closePhone);
    phone = make('div', { class: 'phone', role: 'dialog', 'aria-modal': 'true', 'aria-label': W.phoneTitle }, shut,
      make('iframe', { src: location.href, title: W.phoneTitle, width: '390' }));
    // Keep the focus in the dialog: Tab would leave it. Keys pressed in the frame's page do not
    // come here.
    phone.addEventListener('keydown', (event) => { if (event.key === 'Tab') event.preventDefault(); });
    looks.getRootNode().querySelector('.desk').append(phone);
    shut.focus();
  };
  const phoneButton = button(W.phone, openPhone);
  live.closers.unshift(closePhone);

  /* ---- Large text: through the theme's own setting if it has one, else by zooming. */
  const root = document.documentElement;
  const SIZES = ['size-small', 'size-middle', 'size-large'];
  const sheets = () => Array.from(document.styleSheets).filter((sheet) => {
    try {
      return Boolean(sheet.cssRules);
    } catch (error) {
      return false; // A sheet from another origin can't be read.
    }
  });
  const hasSize = () => sheets().some((sheet) => Array.from(sheet.cssRules).some((rule) => /\.size-large\b/.test(rule.selectorText)));
  let undoLarge = null;
  const large = () => {
    if (hasSize()) {
      const had = SIZES.filter((one) => root.classList.contains(one));
      root.classList.remove(...SIZES);
      root.classList.add('size-large');
      return () => {
        root.classList.remove('size-large');
        root.classList.add(...had);
      };
    }
    const before = document.body.style.zoom;
    document.body.style.zoom = '1.25';
    return () => { document.body.style.zoom = before; };
  };
  const switchLarge = () => {
    if (undoLarge) undoLarge();
    undoLarge = undoLarge ? null : large();
    largeButton.setAttribute('aria-pressed', String(Boolean(undoLarge)));
    live.emit('restyled');
  };
  const largeButton = button(W.large, switchLarge, { 'aria-pressed': 'false' });

  /* ---- Print view: style rules for print apply on the screen, and those for the screen do not. */
  const forPaper = (query) => {
    const [, not, type, rest] = /^\s*(?:only\s+)?(not\s+)?(print|screen)\b(.*)$/i.exec(query) || [];
    if (!type) return query;
    const applies = (type.toLowerCase() === 'print') !== Boolean(not);
    if (not && rest.trim()) return query;
    return applies ? `all${rest}` : 'not all';
  };
  let turned = null;
  const turn = (media) => {
    const before = media.mediaText;
    const after = before.split(',').map(forPaper).join(',');
    if (!/print|screen/i.test(before) || after === before) return;
    turned.push([media, before]);
    media.mediaText = after;
  };
  const turnRules = (rules) => Array.from(rules).forEach((rule) => {
    if (rule instanceof CSSMediaRule || rule instanceof CSSImportRule) turn(rule.media);
    if (rule.styleSheet && rule.styleSheet.cssRules) turnRules(rule.styleSheet.cssRules);
    else if (rule.cssRules) turnRules(rule.cssRules);
  });
  const turnBack = () => {
    turned.forEach(([media, before]) => { media.mediaText = before; });
    turned = null;
  };
  const turnAll = () => {
    turned = [];
    sheets().forEach((sheet) => {
      turn(sheet.media);
      turnRules(sheet.cssRules);
    });
  };
  const switchPrint = () => {
    if (turned) turnBack();
    else turnAll();
    printButton.setAttribute('aria-pressed', String(Boolean(turned)));
  };
  const printButton = button(W.print, switchPrint, { 'aria-pressed': 'false' });
  // Also apply this to a style sheet that has been reloaded.
  live.on('restyled', () => {
    if (!turned) return;
    turnBack();
    turnAll();
  });
  const looks = live.part('looks', W.looks, false, null, make('p', null, phoneButton, largeButton, printButton));

  /* ---- All articles. */
  const query = make('input', { type: 'search', autocomplete: 'off', spellcheck: 'false' });
  const state = make('select', null, make('option', { value: '' }, W.all),
    ...['published', 'draft', 'scheduled', 'expired'].map((one) => make('option', { value: one }, W[one])));
  const onlyProblems = make('input', { type: 'checkbox' });
  const total = make('p', { class: 'quiet', role: 'status' });
  const results = make('ul');
  const showArticle = (article) => make('li', null, make('a', { href: article.url }, article.title),
    make('div', { class: 'quiet' }, [article.section, article.stateName, article.date, article.problems ? W.problems(article.problems) : null].filter(Boolean).join(' · ')));
  let round = 0;
  const find = () => {
    const mine = round += 1;
    const asked = { q: query.value.trim(), limit: 50 };
    if (state.value) asked.state = state.value;
    if (onlyProblems.checked) asked.problems = 1;
    live.get('articles', asked).then((found) => {
      // A later query has been sent in the meantime.
      if (mine !== round) return;
      results.textContent = '';
      results.append(...found.articles.map(showArticle));
      total.textContent = W.found(found.total, found.articles.length);
    }).catch(() => { if (mine === round) total.textContent = W.away; });
  };
  let typing = 0;
  query.addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(find, 150);
  });
  state.addEventListener('change', find);
  onlyProblems.addEventListener('change', find);
  live.part('articles', W.articles, false, find, field(W.search, query), field(W.state, state),
    make('label', { class: 'check' }, onlyProblems, W.withProblems), total, results);

  /* ---- A new article. */
  const section = make('select');
  const type = make('select');
  const title = make('input', { type: 'text', autocomplete: 'off' });
  const create = make('button', { type: 'submit' }, W.make);
  const told = make('div', { role: 'status' });
  const tell = (...nodes) => {
    told.textContent = '';
    told.append(...nodes);
  };
  let sections = [];
  const preselect = () => {
    const chosen = sections.find(({ folder }) => folder === section.value);
    if (chosen && chosen.type) type.value = chosen.type;
  };
  section.addEventListener('change', preselect);
  const fill = () => live.get('choices').then((choices) => {
    sections = choices.sections;
    section.append(...sections.map((one) => make('option', { value: one.folder }, zh ? `${one.title}（${one.folder}）` : `${one.title} (${one.folder})`)));
    type.append(...choices.types.map(({ id, name }) => make('option', { value: id }, name)));
    // Preselect the section of the current page.
    const here = sections.filter(({ folder }) => live.page.startsWith(`${folder}/`)).sort((a, b) => b.folder.length - a.folder.length)[0];
    if (here) section.value = here.folder;
    preselect();
  }).catch(() => tell(W.away));
  const pause = (time) => new Promise((done) => setTimeout(done, time));
  const whenThere = (url, until) => fetch(url, { method: 'HEAD' }).then((answer) => answer.ok, () => false).then((there) => {
    if (there || performance.now() > until) return there;
    return pause(150).then(() => whenThere(url, until));
  });
  const goWhenThere = ({ file, url }) => {
    tell(W.made(file));
    // Who creates an article wants to write it.
    if (live.canOpen()) live.openSource(file, 1);
    return whenThere(url, performance.now() + 3000).then((there) => {
      if (there) location.href = url;
      else tell(W.slow(file));
    });
  };
  const send = () => live.post('new', { type: type.value, title: title.value.trim(), section: section.value }).then((answer) => {
    if (answer.ok) return answer.json().then(goWhenThere);
    return live.refusal(answer).then((problems) => tell(make('ul', null, ...problems.map((problem) => live.problem(problem)))));
  }).catch(() => tell(W.away));
  const form = make('form', {
    submit: (event) => {
      event.preventDefault();
      if (!title.value.trim()) {
        tell(W.noTitle);
        title.focus();
        return;
      }
      create.disabled = true;
      send().then(() => { create.disabled = false; });
    },
  }, field(W.section, section), field(W.type, type), field(W.title, title), create, told);
  live.part('create', W.create, false, fill, form);

  /* ---- For the editor of a WeChat account. */
  const copyStatus = make('p', { role: 'status' });
  const uploads = make('div');
  // The clipboard carries the article alone, whatever is selected.
  const copyHtml = (html) => {
    let isDone = false;
    const fill = (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      event.clipboardData.setData('text/html', html);
      event.clipboardData.setData('text/plain', new DOMParser().parseFromString(html.replace(/<\/p>|<br>/g, '$&\n'), 'text/html').body.textContent);
      isDone = true;
    };
    addEventListener('copy', fill, true);
    document.execCommand('copy');
    removeEventListener('copy', fill, true);
    return isDone;
  };
  const showUploads = ({ pictures, problems }) => {
    uploads.textContent = '';
    if (pictures.length) {
      uploads.append(make('p', { class: 'quiet' }, W.upload), make('ul', null, ...pictures.map(({ name, data }) => make('li', null,
        make('img', { src: data, alt: '', width: '96' }), make('a', { href: data, download: name }, name)))));
    }
    if (problems.length) uploads.append(make('ul', null, ...problems.map((problem) => live.problem(problem))));
  };
  const copyForWechat = () => fetch(`${live.own('wechat')}?${new URLSearchParams({ page: live.page })}`).then((answer) => {
    if (!answer.ok) return live.refusal(answer).then((refused) => { copyStatus.textContent = ''; showUploads({ pictures: [], problems: refused }); });
    return answer.json().then((article) => {
      copyStatus.textContent = copyHtml(article.html) ? W.copied : W.notCopied;
      showUploads(article);
    });
  }).catch(() => { copyStatus.textContent = W.away; });
  const wechat = live.part('wechat', W.wechat, false, null, make('p', null, button(W.wechatCopy, copyForWechat)), copyStatus, uploads);
  // Only articles have a type; lists and the home page have nothing to copy.
  const showWechat = ({ type }) => { wechat.hidden = !type; };
  wechat.hidden = true;
  live.on('about', showWechat);
  if (live.about) showWechat(live.about);

  /* ---- On a phone. */
  const code = make('img', { alt: W.qr });
  const address = make('a');
  let shown = null;
  const scan = live.part('scan', W.scan, false, null, make('p', { class: 'quiet' }, W.scanHint), code, make('p', null, address));
  const showScan = ({ lan }) => {
    scan.hidden = !lan;
    if (!lan || lan === shown) return;
    shown = lan;
    code.src = `${live.own('qr')}?${new URLSearchParams({ page: live.page })}`;
    address.href = new URL(location.pathname, lan).href;
    address.textContent = address.href;
  };
  scan.hidden = true;
  live.on('about', showScan);
  if (live.about) showScan(live.about);
})();
