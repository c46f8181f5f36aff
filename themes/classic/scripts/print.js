// Prints the article when its print button is clicked.
document.querySelectorAll('.tools .print').forEach(function (button) {
  'use strict';
  button.addEventListener('click', function () { window.print(); });
});
