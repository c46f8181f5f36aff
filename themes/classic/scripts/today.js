// Shows today's date in the strip above the banner, by the visitor's clock: a page built yesterday
// would be wrong.
(function () {
  'use strict';
  const place = document.querySelector('time.today');
  if (!place) return;
  const now = new Date();
  const two = function (number) { return String(number).padStart(2, '0'); };
  place.dateTime = now.getFullYear() + '-' + two(now.getMonth() + 1) + '-' + two(now.getDate());
  const form = { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' };
  // Not every browser has words for every language; numbers are understood everywhere.
  const lang = document.documentElement.lang;
  const isKnown = Intl.DateTimeFormat.supportedLocalesOf(lang).length > 0;
  place.textContent = isKnown ? now.toLocaleDateString(lang, form) : place.dateTime;
  place.hidden = false;
})();
