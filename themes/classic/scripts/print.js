// The button that prints an article.
document.querySelectorAll('.tools .print').forEach(function (button) {
  'use strict';
  button.addEventListener('click', function () { window.print(); });
});
