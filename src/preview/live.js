/* Keeps the page as its source is: receives changes from the server and applies them. ES2018. */
(() => {
  'use strict';
  const script = document.currentScript;
  const own = (name) => new URL(name, script.src).href;
  const page = script.dataset.page;
  const zh = script.dataset.lang !== 'en';
  // A page in a frame is shown by the panel of another one: it is kept up to date, without a panel.
  const framed = window !== window.top;
  // The page of problems that the server makes when it has no page to show.
  const alone = document.body.classList.contains('alone');
  const live = { page, zh, framed, own, token: script.dataset.token, about: null };
  Object.defineProperty(window, '__dangjian', { value: live });

  // Copy what the server has sent. This script is last in the page and runs before deferred
  // scripts, so the page is still as sent, except for changes by inline scripts. Fetching it again
  // would render it twice, and could bring a newer version. The copy belongs to a document without
  // a window, so nothing in it is loaded. `twins` maps a node of the copy to the one in the page,
  // wherever scripts move it.
  live.twins = new WeakMap();
  live.pair = (copy, node) => {
    live.twins.set(copy, node);
    for (let a = copy.firstChild, b = node.firstChild; a && b; a = a.nextSibling, b = b.nextSibling) live.pair(a, b);
  };
  document.documentElement.normalize();
  live.sent = document.implementation.createHTMLDocument('').importNode(document.documentElement, true);
  live.pair(live.sent, document.documentElement);

  /* ---- The scroll position, stored across a reload. */
  const key = framed ? 'dangjian-scroll-framed' : 'dangjian-scroll';
  const plain = (url) => url.split('#')[0];
  const keep = (url) => {
    try {
      sessionStorage.setItem(key, JSON.stringify({ page: plain(url), x: scrollX, y: scrollY }));
    } catch (error) { /* storage is switched off: the page starts at its top */ }
  };
  const kept = (() => {
    try {
      const found = JSON.parse(sessionStorage.getItem(key));
      sessionStorage.removeItem(key);
      return found && found.page === plain(location.href) ? found : null;
    } catch (error) {
      return null;
    }
  })();
  // Scroll instantly, even if the theme sets smooth scrolling.
  const restore = () => scrollTo({ left: kept.x, top: kept.y, behavior: 'instant' });
  if (kept) {
    restore();
    // Pictures without a size move the text when they load; restore again, unless the writer has
    // scrolled.
    addEventListener('load', () => { if (!live.scrolled) restore(); });
  }
  const reload = () => {
    keep(location.href);
    location.reload();
  };

  // The time when the writer last scrolled. Scroll events are not enough: a change of the page
  // causes them, too.
  live.scrolled = 0;
  const KEYS = ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End', ' '];
  const byHand = (event) => {
    const counts = event.type === 'keydown' ? KEYS.includes(event.key)
      : event.type !== 'mousedown' || event.clientX >= document.documentElement.clientWidth;
    if (counts) live.scrolled = performance.now();
  };
  ['wheel', 'touchmove', 'keydown', 'mousedown'].forEach((name) => addEventListener(name, byHand, { passive: true }));

  /* ---- Our own shadow root in the page: styles of the page don't apply in it, nor ours outside
     it. */
  live.make = (name, given, ...inside) => {
    const element = document.createElement(name);
    Object.keys(given || {}).forEach((what) => {
      const value = given[what];
      if (typeof value === 'function') element.addEventListener(what, value);
      else if (value !== null && value !== undefined && value !== false) element.setAttribute(what, value === true ? '' : value);
    });
    element.append(...inside.filter((one) => one !== null && one !== undefined && one !== false));
    return element;
  };
  let corner = null;
  live.corner = () => {
    const build = (css) => {
      const host = live.make('div', { id: 'dangjian-preview', lang: zh ? 'zh-CN' : 'en', dir: 'ltr' });
      const root = host.attachShadow({ mode: 'open' });
      root.append(live.make('style', null, css));
      // Insert it next to the body, so that rules like `body > :last-child` still match the same
      // element.
      document.documentElement.append(host);
      return root;
    };
    if (!corner) {
      corner = fetch(own('live.css')).then((answer) => answer.text()).then(build);
      corner.catch(() => { corner = null; });
    }
    return corner;
  };
  const load = (name) => new Promise((done, failed) => {
    const element = live.make('script', { src: own(name), load: done, error: failed });
    document.head.append(element);
    element.remove();
  });

  /* ---- Requests to the server. */
  live.get = (name, query) => fetch(`${own(name)}?${new URLSearchParams(query || {})}`).then((answer) => {
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  });
  // A restarted server has a new token; fetch the page, which contains it.
  const newToken = () => fetch(location.href).then((answer) => answer.text()).then((html) => {
    const element = new DOMParser().parseFromString(html, 'text/html').querySelector('script[data-token]');
    if (element) live.token = element.dataset.token;
  });
  live.post = (name, body) => {
    const headers = () => ({ 'Content-Type': 'application/json', 'X-Dangjian': live.token });
    const send = () => fetch(own(name), { method: 'POST', headers: headers(), body: JSON.stringify(body) });
    return send().then((answer) => (answer.status === 403 ? newToken().then(send) : answer));
  };
  // Returns why a request was refused: its problems, or the server's message on status 403.
  live.refusal = (answer) => {
    const silent = { message: zh ? '没有成功：预览没有应答。' : 'That failed: the preview does not answer.' };
    const isProblems = (answer.headers.get('Content-Type') || '').includes('json');
    if (isProblems) return answer.json().then(({ problems }) => problems).catch(() => [silent]);
    return answer.text().then((text) => [answer.status === 403 && text.trim() ? { message: text.trim().slice(0, 200) } : silent]);
  };

  /* ---- Problems, over the last good page. The server has escaped them; here all but harmless
     elements are removed. */
  const HARMLESS = 'section div header h1 h2 button ol ul li p b em small code pre span mark br'.split(' ');
  const harmless = (html) => {
    const body = new DOMParser().parseFromString(html, 'text/html').body;
    const isFine = (name) => /^(class|role|type|lang|aria-[a-z]+|data-[a-z]+)$/.test(name);
    body.querySelectorAll('*').forEach((element) => {
      if (!HARMLESS.includes(element.localName)) element.remove();
      Array.from(element.attributes).forEach(({ name }) => { if (!isFine(name)) element.removeAttribute(name); });
    });
    return document.importNode(body, true).childNodes;
  };
  // On the machine that has the files, adds a button that opens the line of a mistake.
  const isHere = /^(localhost|127\.|\[::1\])/.test(location.hostname);
  const addDoors = (root) => root.querySelectorAll('.place').forEach((place) => {
    const [, file, line] = /^(.+?):(\d+):\d+$/.exec(place.textContent.trim()) || [];
    if (!file || !isHere) return;
    const told = live.make('span', { role: 'status' });
    const open = () => live.post('open', { file, line: Number(line) })
      .then((answer) => (answer.ok ? [] : live.refusal(answer)))
      .then((problems) => { told.textContent = problems.map(({ message }) => message).join(' '); }, () => {});
    place.append(live.make('button', { type: 'button', class: 'open', click: open }, zh ? '打开这一行' : 'Open this line'), told);
  });
  if (alone) addDoors(document);
  let over = null;
  const hide = () => {
    if (over) over.remove();
    over = null;
    return true;
  };
  const show = (html) => {
    const nodes = Array.from(harmless(html));
    if (alone) {
      document.querySelector('.problems').replaceWith(...nodes);
      addDoors(document);
      return;
    }
    if (framed) return;
    live.corner().then((root) => {
      hide();
      over = live.make('div', { class: 'over' }, ...nodes);
      over.querySelectorAll('button').forEach((button) => button.addEventListener('click', hide));
      addDoors(over);
      root.append(over);
    });
  };
  // Called on Escape until one returns true, the topmost first.
  live.closers = [() => over && hide()];
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape') live.closers.some((close) => close());
  });

  /* ---- The connection. */
  const listeners = [];
  live.on = (name, act) => listeners.push([name, act]);
  live.emit = (name, what) => listeners.filter(([wanted]) => wanted === name).forEach(([, act]) => {
    try {
      act(what);
    } catch (error) {
      // A mark that can't be drawn is no reason to stop.
      console.error('dangjian:', error);
    }
  });
  const parts = alone ? Promise.resolve() : Promise.all([load('files.js'), load('merge.js')]);
  const update = ({ html, hash }) => {
    if (alone) return reload();
    return parts.then(() => live.merge(html)).then((touched) => {
      if (!touched) return reload();
      script.dataset.hash = hash;
      return live.emit('merged', touched);
    }).catch((error) => {
      // The page may be half updated: load it completely.
      console.warn('dangjian:', error);
      reload();
    });
  };
  const handlers = {
    page: update,
    gone: reload,
    reload,
    moved: ({ url }) => {
      const there = new URL(url, location.href);
      keep(there.href);
      location.replace(there.href);
    },
    styles: () => parts.then(() => live.restyle()),
    files: ({ paths }) => parts.then(() => live.refresh(paths)),
    problems: show,
    well: () => (alone ? reload() : hide()),
    about: (about) => {
      live.about = about;
      live.emit('about', about);
    },
  };
  let events = null;
  // The server's mark of what the browser shows: from the page at first, then from each event.
  let seen = script.dataset.hash;
  let away = null;
  let waiting = 0;
  const lost = () => {
    if (waiting || away || framed) return;
    waiting = setTimeout(() => live.corner().then((root) => {
      if (!waiting) return;
      away = live.make('p', { class: 'away', role: 'status' }, zh ? '预览已断开，正在重新连接…' : 'The preview is away; connecting again …');
      root.append(away);
    }), 2000);
  };
  const found = () => {
    clearTimeout(waiting);
    if (away) away.remove();
    waiting = 0;
    away = null;
  };
  const leave = () => {
    if (events) events.close();
    events = null;
  };
  const connect = () => {
    if (events) return;
    const mine = new EventSource(`${own('events')}?${new URLSearchParams({ page, v: seen })}`);
    events = mine;
    mine.addEventListener('open', () => {
      found();
    });
    Object.keys(handlers).forEach((name) => mine.addEventListener(name, (event) => {
      seen = event.lastEventId || seen;
      handlers[name](JSON.parse(event.data));
    }));
    // Browsers differ in whether and when they reconnect, so do it here.
    mine.addEventListener('error', () => {
      lost();
      if (events !== mine) return;
      leave();
      setTimeout(connect, 700);
    });
  };
  // A browser opens at most six connections to a server, and each tab uses one: hidden tabs release
  // theirs.
  let unseen = 0;
  document.addEventListener('visibilitychange', () => {
    clearTimeout(unseen);
    if (document.hidden) unseen = setTimeout(leave, 2000);
    else connect();
  });
  addEventListener('pagehide', leave);
  addEventListener('pageshow', (event) => { if (event.persisted) connect(); });

  if (!alone) load('marks.js').then(() => framed || load('panel.js').then(() => load('tools.js'))).catch(() => {});
  if (!framed) live.corner().catch(() => {});
  connect();
})();
