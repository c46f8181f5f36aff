// Filters the wall of honors by level, year and kind of recipient together, and shows it in one of
// its three arrangements. The choice is in the address (#level=provincial&view=years), so that it
// can be shared; a status line announces the result.
(function () {
  'use strict';
  const filter = document.querySelector('.choose');
  // Also where a page loads this script a second time.
  if (!filter || filter.classList.contains('live')) return;
  filter.classList.add('live');
  const buttons = Array.from(filter.querySelectorAll('button'));
  const items = Array.from(document.querySelectorAll('main [data-honor]'));
  const groups = Array.from(document.querySelectorAll('main [data-group]'));
  const status = filter.querySelector('[role="status"]');
  const clear = filter.querySelector('.clear');
  const links = Array.from(document.querySelectorAll('.views a'));
  const views = Array.from(document.querySelectorAll('[data-view-of]'));
  const wall = Array.from(document.querySelectorAll('.honor-levels [data-honor]'));
  const total = different(wall);

  // An honor of several levels is listed below each of them, but counts once.
  function different(found) {
    return new Set(found.map(function (item) { return item.querySelector('a').href; })).size;
  }

  function isShown(item) { return !item.hidden; }

  // Accept only values that a button offers: a mistyped address hides nothing.
  function wanted() {
    const chosen = {};
    location.hash.slice(1).split('&').forEach(function (part) {
      const by = part.split('=')[0];
      const value = part.slice(by.length + 1);
      const isOffered = buttons.some(function (b) { return b.dataset.by === by && b.dataset.value === value; });
      const isView = by === 'view' && links.some(function (link) { return link.dataset.view === value; });
      if (value && (isOffered || isView)) chosen[by] = value;
    });
    // `#year-2011` names a part: its arrangement is the one to show.
    const part = document.getElementById(location.hash.slice(1));
    const around = part && part.closest('[data-view-of]');
    if (around && around.dataset.viewOf !== 'levels') chosen.view = around.dataset.viewOf;
    return chosen;
  }

  function count(group) {
    return Array.from(group.querySelectorAll('[data-honor]')).filter(isShown).length;
  }

  function show() {
    const chosen = wanted();
    const view = chosen.view || 'levels';
    const marks = Object.keys(chosen).filter(function (by) { return by !== 'view'; }).map(function (by) { return by + '=' + chosen[by]; });
    items.forEach(function (item) {
      const own = item.dataset.honor.trim().split(/\s+/);
      item.hidden = !marks.every(function (mark) { return own.indexOf(mark) >= 0; });
    });
    groups.forEach(function (group) {
      const left = count(group);
      const label = group.querySelector('[data-count]');
      group.hidden = left === 0;
      if (label) label.textContent = label.dataset.count.replace('{count}', left);
    });
    views.forEach(function (part) {
      if (part.dataset.viewOf !== view) part.hidden = true;
      else if (!part.hasAttribute('data-group')) part.hidden = false;
    });
    links.forEach(function (link) {
      if (link.dataset.view === view) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    });
    clear.hidden = marks.length === 0;
    buttons.forEach(function (b) {
      if (b !== clear) b.setAttribute('aria-pressed', String((chosen[b.dataset.by] || '') === b.dataset.value));
    });
    const shown = different(wall.filter(isShown));
    status.textContent = (shown ? status.dataset.some : status.dataset.none).replace('{shown}', shown).replace('{total}', total);
  }

  function keep(chosen) {
    const state = Object.keys(chosen).map(function (by) { return by + '=' + chosen[by]; }).join('&');
    // Replace the history entry: the back button leads to the previous page, not through every
    // click.
    history.replaceState(null, '', location.href.split('#')[0] + (state && '#' + state));
    show();
  }

  // Results that a phone's window ends above come up: what was chosen would seem to do nothing.
  function rise() {
    const first = items.filter(function (item) { return isShown(item) && item.getClientRects().length > 0; })[0];
    if (first && first.getBoundingClientRect().bottom > window.innerHeight) status.scrollIntoView();
  }

  filter.addEventListener('click', function (event) {
    const b = event.target.closest('button');
    if (!b) return;
    const chosen = wanted();
    if (b === clear) return keep(chosen.view ? { view: chosen.view } : {});
    // A second click removes a choice.
    const value = chosen[b.dataset.by] === b.dataset.value ? '' : b.dataset.value;
    if (value) chosen[b.dataset.by] = value;
    else delete chosen[b.dataset.by];
    keep(chosen);
    if (value) rise();
  });

  links.forEach(function (link) {
    link.addEventListener('click', function (event) {
      event.preventDefault();
      const chosen = wanted();
      if (link.dataset.view === 'levels') delete chosen.view;
      else chosen.view = link.dataset.view;
      keep(chosen);
    });
  });

  // What an address names was hidden when the browser went there.
  function follow() {
    show();
    const part = document.getElementById(location.hash.slice(1));
    if (part) part.scrollIntoView();
    else if (!clear.hidden) rise();
  }

  window.addEventListener('hashchange', follow);
  follow();
}());
