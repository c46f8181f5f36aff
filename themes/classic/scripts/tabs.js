// Turns panels below each other into tabs, with the roles and arrow keys that readers expect. The
// list of tabs is already in the page, so that nothing moves.
(function () {
  'use strict';

  function start(block) {
    // Also where a page loads this script a second time.
    if (block.classList.contains('live')) return;
    const panels = Array.from(block.querySelectorAll('.panel'));
    if (panels.length < 2) return;
    const list = block.querySelector('.tablist');
    const tabs = Array.from(list.children);
    panels.forEach(function (panel, i) {
      tabs[i].addEventListener('click', function () { select(i); });
      panel.setAttribute('role', 'tabpanel');
      panel.setAttribute('aria-labelledby', tabs[i].id);
      panel.removeAttribute('aria-label');
    });

    function select(next) {
      tabs.forEach(function (tab, i) {
        tab.setAttribute('aria-selected', String(i === next));
        tab.tabIndex = i === next ? 0 : -1;
        panels[i].hidden = i !== next;
      });
    }

    list.addEventListener('keydown', function (event) {
      const at = tabs.indexOf(document.activeElement);
      const forward = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
      const back = forward === 'ArrowRight' ? 'ArrowLeft' : 'ArrowRight';
      let next = -1;
      if (event.key === forward) next = (at + 1) % tabs.length;
      else if (event.key === back) next = (at + tabs.length - 1) % tabs.length;
      else if (event.key === 'Home') next = 0;
      else if (event.key === 'End') next = tabs.length - 1;
      if (at < 0 || next < 0) return;
      event.preventDefault();
      select(next);
      tabs[next].focus();
    });

    block.classList.add('live');
    select(0);
  }

  document.querySelectorAll('.block-tabs').forEach(start);
}());
