// Today's date in the strip above the banner. The visitor's clock tells it: a page that was built yesterday can't.
(function () {
  'use strict';
  const place = document.querySelector('time.today');
  if (!place) return;
  const now = new Date();
  const two = function (number) { return String(number).padStart(2, '0'); };
  place.dateTime = now.getFullYear() + '-' + two(now.getMonth() + 1) + '-' + two(now.getDate());
  const form = { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' };
  place.textContent = now.toLocaleDateString(document.documentElement.lang, form);
  place.hidden = false;
})();
