/* Updates the page: compares what the server sent before with what it sends now, and applies only
   the differences to the page as it is. Comparing the page itself with the new text would remove
   what scripts and readers have changed: open menus, buttons that a script has inserted, the
   current slide. It would also report every paragraph after a new one as changed. ES2018. */
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
  // Records a visible change, to be marked. `soft`: something next to the node was removed.
  const touch = (node, soft) => {
    const element = isElement(node) ? node : node.previousElementSibling || node.parentNode;
    if (element) touched.push({ node: element, soft: Boolean(soft) });
  };

  /* ---- Make two texts of the server comparable. */
  // Remove our own script, and each `noscript`, which is text in a page and elements in parsed
  // text, and is never visible. Move `data-line` from the elements to `lines`: line numbers shift
  // with every paragraph inserted before them, and that is no change.
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

  /* ---- Match new children to old ones: the pairing, in order, with the highest total gain. */
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
    // Too many for the table: pair them by position.
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

  /* ---- Update one node: `was` is what the server sent before, `is` what it sends now. */
  const setLine = (is, node) => {
    const line = lines.get(is);
    if (line === undefined) node.removeAttribute('data-line');
    else if (node.getAttribute('data-line') !== line) node.setAttribute('data-line', line);
  };
  const isMarkedUp = (node) => isElement(node) && !/^(HTML|HEAD)$/.test(node.nodeName);
  // For an unchanged subtree: pairs its nodes and updates only the line numbers.
  const adopt = (was, is) => {
    const node = twin(was);
    if (node) live.twins.set(is, node);
    if (node && isMarkedUp(is)) setLine(is, node);
    for (let a = was.firstChild, b = is.firstChild; a && b; a = a.nextSibling, b = b.nextSibling) adopt(a, b);
  };
  // Creates a node that is new in the page.
  const bring = (is) => {
    const node = document.importNode(is, true);
    live.pair(is, node);
    if (isElement(is)) [is, ...is.querySelectorAll('*')].forEach((one) => { if (lines.has(one)) setLine(one, live.twins.get(one)); });
    return node;
  };
  // Replaces only the characters that differ, so that a selection stays.
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
        // Keep the classes that a script has added.
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

  /* ---- Update the children of a node. */
  // Whether a script has changed an element: a slide that is shown, a panel that belongs to a tab.
  const isEnhanced = (was) => {
    const node = isElement(was) && twin(was);
    if (!node) return false;
    const classes = (element) => tokens(element.getAttribute('class')).sort().join(' ');
    return classes(was) !== classes(node) || ['role', 'hidden'].some((name) => was.getAttribute(name) !== node.getAttribute(name));
  };
  // Among elements that a script has changed, insertions and removals need that script: only
  // loading the page again runs it.
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
    // A script has removed a node that must change: rebuild the children as the server sent them.
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
        // Insert before the next sibling, not after the previous one: scripts insert their buttons
        // after an element.
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

  // Merges a page that the server has sent into the one that is shown. Returns the touched nodes,
  // or `null` where the page has to be loaded again.
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
