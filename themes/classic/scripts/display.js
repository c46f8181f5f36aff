// Handles the switches for elder mode, contrast and text size. Each setting that is on is a class
// of the root element, and is stored for early.js, which sets it again on the next page.
(function () {
  'use strict';
  const root = document.documentElement;
  const key = 'dangjian-display';
  const sizes = ['small', 'middle', 'large'];

  function isOn(button) {
    const size = button.dataset.size;
    if (!size) return root.classList.contains(button.dataset.display);
    if (size !== 'middle') return root.classList.contains('size-' + size);
    return !root.classList.contains('size-small') && !root.classList.contains('size-large');
  }

  function show() {
    document.querySelectorAll('[data-display], [data-size]').forEach(function (button) {
      button.setAttribute('aria-pressed', String(isOn(button)));
    });
  }

  function remember() {
    const on = ['elder', 'contrast', 'size-small', 'size-large'].filter(function (name) { return root.classList.contains(name); });
    try { localStorage.setItem(key, on.join(' ')); } catch (error) { /* the choice then lasts for this page */ }
  }

  document.addEventListener('click', function (event) {
    const button = event.target.closest('[data-display], [data-size]');
    if (!button) return;
    if (button.dataset.size) {
      sizes.forEach(function (size) { root.classList.toggle('size-' + size, size === button.dataset.size && size !== 'middle'); });
    } else {
      root.classList.toggle(button.dataset.display);
    }
    remember();
    show();
  });

  show();
}());
