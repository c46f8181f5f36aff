// Prints the article when its print button is clicked.
document.querySelectorAll('.tools .print').forEach(function (button) {
  'use strict';
  // Also where a page loads this script a second time.
  if (button.classList.contains('live')) return;
  button.classList.add('live');
  button.addEventListener('click', function () { window.print(); });
});
