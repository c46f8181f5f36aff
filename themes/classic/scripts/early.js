// Applies the reader's stored display settings before the first line is painted; only this script
// blocks the page. Also tells the styles that scripts run, so that nothing moves when the others
// load.
(function () {
  'use strict';
  const root = document.documentElement;
  const known = ['elder', 'contrast', 'size-small', 'size-large'];
  let chosen = null;
  // Storage may be closed to pages that are opened from a folder.
  try { chosen = localStorage.getItem('dangjian-display'); } catch (error) { /* nothing is remembered */ }
  if (chosen === null && window.matchMedia('(prefers-contrast: more)').matches) chosen = 'contrast';

  root.classList.add('js');
  if ('speechSynthesis' in window && 'SpeechSynthesisUtterance' in window) root.classList.add('speaks');
  (chosen || '').split(' ').forEach(function (name) {
    if (known.indexOf(name) >= 0) root.classList.add(name);
  });
}());
