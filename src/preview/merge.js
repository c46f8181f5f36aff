/* Brings the page up to date: what differs between what the server sent before and what it sends now is done to the page as it
   is, and nothing else. A comparison of two trees, page and new text, would take away what scripts and readers have
   made of the page: open menus, buttons that a script has put in, the slide that is shown. And it would take a new
   paragraph for a change of every one that follows. ES2018. */
(() => {
  'use strict';
  const live = window.__dangjian;
  const lines = new WeakMap();
  const STALE = {};
  let touched = [];

  const isElement = (node) => node.nodeType === Node.ELEMENT_NODE;
  const isBlank = (node) => node.nodeType === Node.TEXT_NODE && !/[^ \t\r\n\f]/.test(node.data);
  const twin = (node) => {
    const found = live.twins.get(node);
    return found && live.now(found);
  };
  const tokens = (text) => (text || '').split(/\s+/).filter(Boolean);
  // What has changed for the eye: a mark is laid over it. `soft`: something has gone beside it.
  const touch = (node, soft) => {
    const element = isElement(node) ? node : node.previousElementSibling || node.parentNode;
    if (element) touched.push({ node: element, soft: Boolean(soft) });
  };

  /* ---- Making two texts of the server comparable. */
  // Our own script is in the page once. What is in a `noscript` is text in a page and elements in a parsed text, and
  // nobody sees it. Lines move on with every paragraph that comes in before them: they are no change.
  const tidy = (root) => {
    root.querySelectorAll('noscript, script[data-page][data-token]').forEach((element) => element.remove());
    root.normalize();
    root.querySelectorAll('[data-line]').forEach((element) => {
      lines.set(element, element.getAttribute('data-line'));
      element.removeAttribute('data-line');
    });
    const last = root.lastElementChild && root.lastElementChild.lastChild;
    if (last && isBlank(last)) last.remove();
  };
  const isProgram = (script) => /^$|^module$|javascript|ecmascript/i.test(script.type);
  const programs = (root) => Array.from(root.querySelectorAll('script')).filter(isProgram).map((script) => script.outerHTML).join('\n');
  tidy(live.sent);

  /* ---- Which of the new children is which of the old ones: what gains most, taken in order. */
  const firstClass = (element) => tokens(element.getAttribute('class'))[0] || '';
  const isAlike = (a, b) => a.nodeName === b.nodeName
    && (!isElement(a) || /^(HEAD|BODY)$/.test(a.nodeName)
      || (firstClass(a) === firstClass(b) && ['rel', 'type', 'name', 'property'].every((name) => a.getAttribute(name) === b.getAttribute(name))));
  const gain = (a, b) => {
    if (!isAlike(a, b)) return 0;
    if (isBlank(a) || isBlank(b)) return 1;
    if (a.isEqualNode(b)) return 20;
    return isElement(a) && a.id && a.id === b.id ? 10 : 2;
  };
  const best = (old, now, partners) => {
    const width = now.length + 1;
    // So many that the table would take long: one after the other.
    if (old.length * now.length > 250000) {
      old.forEach((one, i) => { if (now[i] && isAlike(one, now[i])) partners.set(now[i], one); });
      return;
    }
    const gains = new Uint8Array((old.length + 1) * width);
    const sums = new Uint32Array((old.length + 1) * width);
    for (let i = old.length - 1; i >= 0; i -= 1) {
      for (let j = now.length - 1; j >= 0; j -= 1) {
        const at = i * width + j;
        gains[at] = gain(old[i], now[j]);
        sums[at] = Math.max(sums[at + width], sums[at + 1], gains[at] && gains[at] + sums[at + width + 1]);
      }
    }
    for (let i = 0, j = 0; i < old.length && j < now.length;) {
      const at = i * width + j;
      if (gains[at] && sums[at] === gains[at] + sums[at + width + 1]) {
        partners.set(now[j], old[i]);
        i += 1;
        j += 1;
      } else if (sums[at] === sums[at + width]) i += 1;
      else j += 1;
    }
  };
  const align = (old, now) => {
    const partners = new Map();
    let from = 0;
    let oldEnd = old.length;
    let nowEnd = now.length;
    while (from < oldEnd && from < nowEnd && old[from].isEqualNode(now[from])) {
      partners.set(now[from], old[from]);
      from += 1;
    }
    while (oldEnd > from && nowEnd > from && old[oldEnd - 1].isEqualNode(now[nowEnd - 1])) {
      oldEnd -= 1;
      nowEnd -= 1;
      partners.set(now[nowEnd], old[oldEnd]);
    }
    best(old.slice(from, oldEnd), now.slice(from, nowEnd), partners);
    return partners;
  };

  /* ---- One node: `was` is what the server sent before, `is` what it sends now. */
  const setLine = (is, node) => {
    const line = lines.get(is);
    if (line === undefined) node.removeAttribute('data-line');
    else if (node.getAttribute('data-line') !== line) node.setAttribute('data-line', line);
  };
  const isMarkedUp = (node) => isElement(node) && !/^(HTML|HEAD)$/.test(node.nodeName);
  // Nothing has changed below here but, perhaps, the lines.
  const adopt = (was, is) => {
    const node = twin(was);
    if (node) live.twins.set(is, node);
    if (node && isMarkedUp(is)) setLine(is, node);
    for (let a = was.firstChild, b = is.firstChild; a && b; a = a.nextSibling, b = b.nextSibling) adopt(a, b);
  };
  // A node that is new in the page.
  const bring = (is) => {
    const node = document.importNode(is, true);
    live.pair(is, node);
    if (isElement(is)) [is, ...is.querySelectorAll('*')].forEach((one) => { if (lines.has(one)) setLine(one, live.twins.get(one)); });
    return node;
  };
  // Only the part that differs: what is selected stays selected.
  const write = (node, was, is) => {
    if (node.data !== was) {
      node.data = is;
      return;
    }
    let from = 0;
    let end = 0;
    const most = Math.min(was.length, is.length);
    while (from < most && was[from] === is[from]) from += 1;
    while (end < most - from && was[was.length - 1 - end] === is[is.length - 1 - end]) end += 1;
    node.replaceData(from, was.length - end - from, is.slice(from, is.length - end));
  };
  const VISIBLE = /^(src|srcset|poster|alt|style|class|hidden|open|colspan|rowspan|start|dir|value|placeholder)$/;
  const attributes = (was, is, node) => {
    const names = new Set(Array.from(was.attributes).concat(Array.from(is.attributes)).map((one) => one.name));
    names.forEach((name) => {
      const before = was.getAttribute(name);
      const after = is.getAttribute(name);
      if (before === after) return;
      if (name === 'class') {
        // A script's classes stay.
        const had = tokens(before);
        const has = tokens(after);
        node.classList.remove(...had.filter((one) => !has.includes(one)));
        node.classList.add(...has.filter((one) => !had.includes(one)));
      } else if (after === null) node.removeAttribute(name);
      else node.setAttributeNS(is.getAttributeNode(name).namespaceURI, name, after);
      if (VISIBLE.test(name)) touch(node);
    });
  };
  const isSheet = (element) => element.nodeName === 'LINK' && element.relList.contains('stylesheet');
  const patch = (was, is) => {
    const node = twin(was);
    if (was.isEqualNode(is) && was.nodeName !== 'TEMPLATE') {
      adopt(was, is);
      return;
    }
    live.twins.set(is, node);
    if (!isElement(is)) {
      write(node, was.data, is.data);
      if (node.parentNode && !(isBlank(was) && isBlank(is))) touch(node.parentNode);
    } else if (isSheet(was) && isSheet(is)) {
      live.swap(node, document.importNode(is));
    } else if (is.nodeName === 'TEMPLATE') {
      if (was.innerHTML !== is.innerHTML) node.innerHTML = is.innerHTML;
    } else {
      attributes(was, is, node);
      if (isMarkedUp(is)) setLine(is, node);
      children(was, is, node);
    }
  };

  /* ---- The children of a node. */
  // Whether a script has made something of an element: a slide that is shown, a panel that has become a tab's.
  const isEnhanced = (was) => {
    const node = isElement(was) && twin(was);
    if (!node) return false;
    const classes = (element) => tokens(element.getAttribute('class')).sort().join(' ');
    return classes(was) !== classes(node) || ['role', 'hidden'].some((name) => was.getAttribute(name) !== node.getAttribute(name));
  };
  // What comes in or goes among such elements, the script would have to know of: only loading the page again does it.
  const mustReload = (old, moved) => {
    const concerned = moved.filter(isElement);
    const isConcerned = (one) => concerned.some((other) => other.nodeName === one.nodeName && firstClass(other) === firstClass(one));
    return concerned.length > 0 && old.some((one) => isElement(one) && isConcerned(one) && isEnhanced(one));
  };
  const replaceAll = (is, node) => {
    node.textContent = '';
    is.childNodes.forEach((one) => node.append(bring(one)));
    touch(node);
  };
  const children = (was, is, node) => {
    const [old, now] = [Array.from(was.childNodes), Array.from(is.childNodes)];
    const partners = align(old, now);
    const kept = new Set(partners.values());
    const [gone, come] = [old.filter((one) => !kept.has(one)), now.filter((one) => !partners.has(one))];
    if (mustReload(old, gone.concat(come))) throw STALE;
    const isLost = (one) => !node.contains(twin(one) || null);
    // A script has thrown away what is to be changed: the server's word counts.
    if (now.some((one) => partners.has(one) && !partners.get(one).isEqualNode(one) && isLost(partners.get(one)))) {
      replaceAll(is, node);
      return;
    }
    const place = (one) => {
      const found = twin(one);
      return found && found.parentNode === node ? found : null;
    };
    gone.forEach((one) => {
      const found = twin(one);
      if (found) found.remove();
    });
    let before = null;
    now.forEach((one, i) => {
      if (partners.has(one)) patch(partners.get(one), one);
      else {
        // Before what follows rather than after what precedes: a script puts its buttons after something.
        const after = now.slice(i + 1).filter((other) => partners.has(other)).map((other) => place(partners.get(other))).find(Boolean);
        const fresh = bring(one);
        node.insertBefore(fresh, after || (before ? before.nextSibling : null));
        if (!isBlank(one)) touch(isElement(fresh) ? fresh : node);
      }
      before = place(one) || before;
    });
    const lost = gone.filter((one) => !isBlank(one));
    if (lost.length) touch(lost.every(isElement) ? before || node : node, lost.every(isElement));
    if (/^(VIDEO|AUDIO)$/.test(node.nodeName) && gone.concat(come).some(isElement)) node.load();
  };

  // Merges a page that the server has sent into the one that is shown; what has been touched, or nothing where the page has to be loaded again.
  live.merge = (html) => {
    const text = html.replace(/<noscript\b[^]*?<\/noscript\s*>/gi, '');
    const next = new DOMParser().parseFromString(text, 'text/html').documentElement;
    const own = next.querySelector('script[data-page][data-token]');
    if (own) live.token = own.dataset.token;
    tidy(next);
    if (programs(live.sent) !== programs(next)) return null;
    touched = [];
    try {
      patch(live.sent, next);
    } catch (error) {
      if (error === STALE) return null;
      throw error;
    }
    live.sent = next;
    return touched.filter(({ node }) => document.body.contains(node));
  };
})();
