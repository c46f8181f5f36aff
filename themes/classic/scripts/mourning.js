// Turns the page grey or shows its band during a mourning period of site.yaml, by the visitor's
// clock and without a build. Runs before what follows is painted, and again at the next time that
// changes anything. Slides don't move meanwhile.
(function () {
  'use strict';
  const sheet = document.querySelector('.sheet');
  const bands = Array.from(document.querySelectorAll('.mourning'));
  // A timer can't wait longer than 2^31 ms.
  const longest = 24 * 60 * 60 * 1000;

  function update() {
    const now = Date.now();
    let next = Infinity;
    let mourns = false;
    let grey = false;
    bands.forEach(function (band) {
      const from = Date.parse(band.dataset.from);
      const to = Date.parse(band.dataset.to);
      const within = now >= from && now < to;
      [from, to].forEach(function (moment) { if (moment > now) next = Math.min(next, moment); });
      band.hidden = !within || !band.textContent.trim();
      mourns = mourns || within;
      grey = grey || (within && band.dataset.style === 'grayscale');
    });
    sheet.classList.toggle('mourns', mourns);
    sheet.classList.toggle('grey', grey);
    if (next < Infinity) setTimeout(update, Math.min(next - now, longest));
  }

  update();
}());
