/* Loads the page again when the site has changed, and shows what is wrong with it. ES2018. */
(() => {
  'use strict';
  const script = document.currentScript;
  const url = new URL('events', script.src);
  url.searchParams.set('page', script.dataset.page);
  url.searchParams.set('v', script.dataset.hash);
  const sheet = new URL('live.css', script.src).href;
  const key = 'dangjian-scroll';
  let host = null;

  const restore = () => {
    let kept = null;
    try {
      kept = JSON.parse(sessionStorage.getItem(key));
      sessionStorage.removeItem(key);
    } catch (error) { /* storage is switched off: the page starts at its top */ }
    if (kept && kept.page === location.href) {
      scrollTo(kept.x, kept.y);
    }
  };

  const reload = () => {
    try {
      sessionStorage.setItem(key, JSON.stringify({ page: location.href, x: scrollX, y: scrollY }));
    } catch (error) { /* as above */ }
    location.reload();
  };

  const hide = () => {
    if (host) {
      host.remove();
      host = null;
    }
  };

  const show = (html) => {
    if (document.body.className === 'alone') {
      document.querySelector('.problems').outerHTML = html;
      return;
    }
    hide();
    host = document.createElement('div');
    host.id = 'dangjian-problems';
    const shadow = host.attachShadow({ mode: 'open' });
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = sheet;
    const over = document.createElement('div');
    over.className = 'over';
    over.innerHTML = html;
    over.querySelector('button').addEventListener('click', hide);
    shadow.append(link, over);
    document.body.append(host);
  };

  const connect = () => {
    const events = new EventSource(url);
    for (const name of ['page', 'reload', 'styles', 'gone']) {
      events.addEventListener(name, () => {
        events.close();
        reload();
      });
    }
    events.addEventListener('moved', (event) => location.replace(JSON.parse(event.data).url));
    events.addEventListener('well', hide);
    events.addEventListener('problems', (event) => show(JSON.parse(event.data)));
    events.addEventListener('error', () => {
      // The browser tries again by itself unless the answer was no stream of events.
      if (events.readyState === EventSource.CLOSED) {
        setTimeout(connect, 1000);
      }
    });
    addEventListener('pagehide', () => events.close());
  };

  addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      hide();
    }
  });
  if (document.readyState === 'complete') {
    restore();
  } else {
    addEventListener('load', restore);
  }
  connect();
})();
