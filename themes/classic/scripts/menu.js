// Closes drop-down menus on Escape (WCAG 1.4.13) until pointer or focus has left. CSS opens them on
// hover and on focus.
(function () {
  'use strict';
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
}());
