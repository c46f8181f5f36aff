// Prints the article when its print button is clicked. Pictures that nobody has scrolled to yet are
// loaded for the paper.
(function () {
  'use strict';
  window.addEventListener('beforeprint', function () {
    document.querySelectorAll('img[loading="lazy"]').forEach(function (picture) { picture.loading = 'eager'; });
  });
  document.querySelectorAll('.tools .print').forEach(function (button) {
    // Also where a page loads this script a second time.
    if (button.classList.contains('live')) return;
    button.classList.add('live');
    button.addEventListener('click', function () { window.print(); });
  });
}());
