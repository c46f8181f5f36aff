/* Updates changed style sheets and files in place. ES2018. */
(() => {
  'use strict';
  const live = window.__dangjian;
  let count = 0;
  const anew = (address) => {
    const url = new URL(address, document.baseURI);
    url.searchParams.set('v', `${Date.now().toString(36)}-${count += 1}`);
    return url.href;
  };

  /* ---- Style sheets: `successors` maps a link to the one that replaces it. */
  const successors = new WeakMap();
  const predecessors = new WeakMap();
  // Returns the current replacement of a node of the page, or the node itself.
  live.now = (node) => {
    let now = node;
    while (successors.has(now)) now = successors.get(now);
    return now;
  };
  // Replaces a style sheet once the new one has loaded, so that the page is never without either.
  // If it fails to load, nothing changes.
  live.swap = (link, fresh) => {
    const old = live.now(link);
    successors.set(old, fresh);
    predecessors.set(fresh, old);
    fresh.addEventListener('load', () => {
      for (let gone = old; gone; gone = predecessors.get(gone)) gone.remove();
      predecessors.delete(fresh);
      live.emit('restyled');
    }, { once: true });
    fresh.addEventListener('error', () => {
      fresh.remove();
      if (successors.get(old) === fresh) successors.delete(old);
    }, { once: true });
    old.after(fresh);
  };
  const sheets = () => Array.from(document.querySelectorAll('link[rel~="stylesheet"][href]'))
    .filter((link) => new URL(link.href).origin === location.origin && !successors.has(link));
  live.restyle = (links) => {
    (links || sheets()).forEach((link) => {
      const fresh = link.cloneNode();
      fresh.href = anew(link.href);
      live.swap(link, fresh);
    });
  };

  /* ---- Pictures, videos and other elements that show a file with a fixed address. A link to such
     a file needs no update: the browser requests it when the link is followed. */
  const path = (address) => {
    try {
      const url = new URL(address, document.baseURI);
      return url.origin === location.origin ? decodeURIComponent(url.pathname) : null;
    } catch (error) {
      return null;
    }
  };
  const playOn = (player) => {
    const { currentTime, paused } = player;
    player.addEventListener('loadedmetadata', () => {
      player.currentTime = Math.min(currentTime, player.duration || 0);
      if (!paused) player.play().catch(() => {});
    }, { once: true });
    player.load();
  };
  const set = (element, name, value) => {
    if (element.getAttribute(name) === value) return;
    element.setAttribute(name, value);
    const player = name === 'src' && element.closest('video, audio');
    if (player) playOn(player);
  };
  const PLACES = [
    ['src', 'img, source, video, audio, embed, iframe, input'],
    ['poster', 'video'],
    ['data', 'object'],
    ['href', 'link:not([rel~="stylesheet"]), image'],
  ];
  // The path of this page before the site path: the preview shows a site both at the root and at
  // its base path.
  const end = live.page.replace(/(^|\/)index\.html$/, '$1');
  const here = decodeURIComponent(location.pathname);
  const base = [live.page, end].filter((one) => here.endsWith(`/${one}`)).map((one) => here.slice(0, here.length - one.length - 1))[0] || '';
  live.refresh = (paths) => {
    const changed = new Set(paths.concat(paths.map((one) => base + one)).map(path));
    changed.delete(null);
    const has = (address) => changed.has(path(address));
    const all = (selector, act) => document.querySelectorAll(selector).forEach(act);
    // A sheet that no link names is imported by another one: reload all of them.
    if (paths.some((one) => /\.css$/i.test(one))) {
      const named = sheets().filter((link) => has(link.href));
      live.restyle(named.length ? named : undefined);
    }
    PLACES.forEach(([name, selector]) => all(selector, (element) => {
      const value = element.getAttribute(name);
      if (value && has(value)) set(element, name, anew(value));
    }));
    all('[srcset]', (element) => {
      const list = element.getAttribute('srcset');
      set(element, 'srcset', list.replace(/[^\s,]\S*[^\s,]/g, (address) => (has(address) ? anew(address) : address)));
    });
    all('[style*="url("]', (element) => {
      const fresh = (whole, quote, address) => (has(address) ? `url("${anew(address)}")` : whole);
      element.style.cssText = element.style.cssText.replace(/url\((["']?)(.*?)\1\)/g, fresh);
    });
  };
})();
