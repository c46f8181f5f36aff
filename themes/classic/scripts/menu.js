// Closes drop-down menus on Escape (WCAG 1.4.13) until pointer or focus has left. CSS opens them on
// hover and on focus. On a phone the menu is a sheet, which its link opens without a script, too;
// with one the page stays where it was, and the focus returns.
(function () {
  'use strict';
  const root = document.documentElement;
  const top = document.getElementById('menu');
  const opener = document.querySelector('.open-menu');
  const closer = document.querySelector('.shut-menu');
  const items = Array.from(document.querySelectorAll('.menu .has-children'));

  document.addEventListener('keydown', function (event) {
    if (event.key !== 'Escape') return;
    items.forEach(function (item) {
      if (!item.matches(':hover') && !item.contains(document.activeElement)) return;
      item.classList.add('shut');
      const drop = item.querySelector('.drop');
      if (drop && drop.contains(document.activeElement)) item.querySelector('a').focus();
    });
  });

  items.forEach(function (item) {
    const open = function () { item.classList.remove('shut'); };
    item.addEventListener('mouseleave', open);
    item.addEventListener('focusout', function (event) {
      if (!item.contains(event.relatedTarget)) open();
    });
  });

  if (!top || !opener) return;
  opener.setAttribute('aria-expanded', 'false');
  opener.setAttribute('aria-controls', 'menu');

  function set(isOpen) {
    root.classList.toggle('menu-open', isOpen);
    opener.setAttribute('aria-expanded', String(isOpen));
    (isOpen ? closer : opener).focus();
  }

  [[opener, true], [closer, false]].forEach(function (pair) {
    pair[0].addEventListener('click', function (event) {
      event.preventDefault();
      set(pair[1]);
    });
  });
  // One that an address has opened: the sheet is the script's from now on, with its focus.
  if (location.hash === '#menu' && closer.offsetParent) {
    history.replaceState(null, '', location.pathname + location.search);
    set(true);
  }
  document.addEventListener('keydown', function (event) {
    // On a wide window the menu is no sheet, whatever it was before.
    if (!closer.offsetParent) return;
    if (event.key === 'Escape') set(false);
    if (event.key !== 'Tab') return;
    // The focus stays within the sheet.
    const seen = Array.from(top.querySelectorAll('a, button')).filter(function (one) { return one.offsetParent; });
    const end = event.shiftKey ? seen[0] : seen[seen.length - 1];
    if (document.activeElement !== end) return;
    event.preventDefault();
    seen[event.shiftKey ? seen.length - 1 : 0].focus();
  });
}());
