/* Marks places on the page: what has just changed, what has a problem, what a click would open.
   Everything is drawn over the page, in our own shadow root: no class or element is added to the
   page. ES2018. */
(() => {
  'use strict';
  const live = window.__dangjian;
  const EDGE = 40;
  const HASTE = 1000;

  // Everything here is positioned in document coordinates, so that it scrolls with the page.
  let layer = null;
  const onLayer = (act) => {
    if (live.framed) return;
    live.corner().then((root) => {
      if (!layer) {
        layer = live.make('div', { class: 'layer' });
        root.append(layer);
      }
      act(layer);
    }).catch(() => {});
  };
  const lay = (box, rect) => {
    const origin = layer.getBoundingClientRect();
    box.style.cssText = `left:${rect.left - origin.left}px;top:${rect.top - origin.top}px;width:${rect.width}px;height:${rect.height}px`;
  };

  /* ---- Blocks. */
  const isInline = (element) => /^(inline|contents|none|ruby)/.test(getComputedStyle(element).display);
  // Returns the block that a writer would name: the block of the article, or else the nearest
  // element that is displayed as a block.
  const blockOf = (node) => {
    const written = node.closest('[data-line]');
    if (written) return written;
    let block = node;
    while (block.parentElement && block !== document.body && isInline(block)) block = block.parentElement;
    return block;
  };
  const line = (element) => Number(element.getAttribute('data-line'));
  // Returns the block that contains a line of the source.
  live.blockAt = (wanted) => Array.from(document.querySelectorAll('[data-line]')).reduce((found, element) => {
    const fits = line(element) <= wanted && (!found || line(element) >= line(found));
    return fits ? element : found;
  }, null);
  const rectOf = (node) => {
    if (node.getClientRects().length) return node.getBoundingClientRect();
    const range = document.createRange();
    range.selectNodeContents(node);
    return range.getBoundingClientRect();
  };
  const isShown = (node) => {
    const rect = rectOf(node);
    return rect.width > 0 && rect.height > 0;
  };
  const isInSight = (node) => {
    const rect = rectOf(node);
    return rect.bottom > EDGE && rect.top < innerHeight - EDGE;
  };
  const reach = (node) => {
    const tall = rectOf(node).height > innerHeight - 2 * EDGE;
    // Scroll instantly: with a theme's smooth scrolling the text would move while the reader reads.
    node.scrollIntoView({ block: tall ? 'start' : 'center', behavior: 'instant' });
  };
  const flash = (block) => onLayer((on) => {
    const box = live.make('div', { class: 'flash' });
    on.append(box);
    lay(box, rectOf(block));
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    setTimeout(() => box.remove(), still ? 1000 : 1250);
  });
  live.reach = (block) => {
    if (!isInSight(block)) reach(block);
    flash(block);
  };

  /* ---- What has just changed. */
  const unique = (list) => Array.from(new Set(list));
  let last = null;
  let moment = -HASTE;
  // Returns where to scroll: in an article to its text or title, not to a list next to it that
  // names another article; nothing if a change is already in sight.
  const goal = (nodes) => {
    const isArticle = document.querySelector('[data-line]');
    const counts = (node) => (isArticle ? node.closest('[data-line]') || node.closest('main h1') : node.closest('main'));
    const fits = nodes.filter(counts);
    return fits.some(isInSight) ? null : fits[0];
  };
  const focused = () => {
    const { activeElement: host } = document;
    return (host && host.shadowRoot && host.shadowRoot.activeElement) || host;
  };
  const isField = (element) => Boolean(element) && element.matches('input:not([type="checkbox"]), textarea, select, [contenteditable]');
  const follow = (nodes) => {
    const target = goal(nodes);
    if (!target) return;
    const block = blockOf(target);
    const since = performance.now() - live.scrolled;
    // A reader who is scrolling wants to see something else; so does one who has scrolled away from
    // the block last changed.
    const isBusy = live.scrolled && since < HASTE;
    const isAway = block === last && live.scrolled > moment;
    const isTyping = document.hasFocus() && isField(focused());
    if (isBusy || isAway || isTyping) return;
    const tall = rectOf(block).height > innerHeight - 2 * EDGE;
    reach(tall ? target : block);
    moment = performance.now();
  };
  live.on('merged', (touched) => {
    const shown = touched.filter(({ node }) => isShown(node));
    const blocks = unique(shown.filter(({ soft }) => !soft).map(({ node }) => blockOf(node)));
    const inner = blocks.filter((block) => !blocks.some((other) => other !== block && block.contains(other)));
    const nodes = unique(shown.map(({ node }) => node));
    nodes.sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
    follow(nodes);
    last = nodes.length ? blockOf(goal(nodes) || nodes[0]) : last;
    // Where nearly everything is new, marks say nothing.
    if (inner.length <= 12) inner.filter(isInSight).forEach(flash);
    live.emit('moved');
  });

  /* ---- Dots next to blocks with problems, and the outline of what a click would open. */
  let dots = [];
  const settle = () => {
    dots = dots.filter(({ block, dot }) => block.isConnected || dot.remove());
    dots.forEach(({ block, dot }) => {
      const rect = rectOf(block);
      const left = Math.max(2, rect.left - 32);
      lay(dot, { left, top: rect.top, width: 24, height: 24 });
      dot.hidden = rect.height === 0;
    });
  };
  // `list`: block, count, severity (a class), label, and what a click does.
  live.dots = (list) => onLayer((on) => {
    dots.forEach(({ dot }) => dot.remove());
    dots = list.map(({ block, count, severity, label, act }) => {
      const given = { type: 'button', class: `dot ${severity}`, 'aria-label': label, title: label, click: act };
      return { block, dot: live.make('button', given, String(count)) };
    });
    on.append(...dots.map(({ dot }) => dot));
    settle();
  });
  let frame = null;
  live.outline = (block) => onLayer((on) => {
    if (!frame) frame = live.make('div', { class: 'outline' });
    if (!block) {
      frame.remove();
      return;
    }
    if (!frame.parentNode) on.append(frame);
    lay(frame, rectOf(block));
  });
  let asked = 0;
  const later = () => {
    if (!asked && dots.length) asked = requestAnimationFrame(() => { asked = 0; settle(); });
  };
  new ResizeObserver(later).observe(document.body);
  addEventListener('resize', later);
  // A loaded picture moves what follows; a scrolled box moves its content.
  addEventListener('load', later, true);
  addEventListener('scroll', later, { capture: true, passive: true });
  live.on('restyled', later);
})();
