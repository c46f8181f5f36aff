// Shows slides one at a time, with numbered buttons. They advance by themselves only where the site
// requests it (data-seconds), can be paused, and stop under the pointer, under focus, in a mourning
// period and for readers who prefer less motion.
(function () {
  'use strict';

  // Shortest way of a finger that turns the slides, in CSS pixels.
  const SWIPE = 40;

  function button(text, className) {
    const b = document.createElement('button');
    b.type = 'button';
    b.textContent = text;
    if (className) b.className = className;
    return b;
  }

  function start(block) {
    // Also where a page loads this script a second time.
    if (block.classList.contains('live')) return;
    const slides = Array.from(block.querySelectorAll('.slide'));
    if (slides.length < 2) return;
    const controls = document.createElement('div');
    controls.className = 'controls';
    let current = 0;

    const numbers = slides.map(function (slide, i) {
      const b = button(String(i + 1));
      b.setAttribute('aria-label', block.dataset.show.replace('{number}', i + 1).replace('{total}', slides.length));
      b.addEventListener('click', function () { show(i); });
      controls.appendChild(b);
      return b;
    });

    function show(next) {
      current = (next + slides.length) % slides.length;
      slides.forEach(function (slide, i) { slide.classList.toggle('on', i === current); });
      numbers.forEach(function (b, i) {
        if (i === current) b.setAttribute('aria-current', 'true');
        else b.removeAttribute('aria-current');
      });
    }

    const seconds = Number(block.dataset.seconds);
    const still = window.matchMedia('(prefers-reduced-motion: reduce)');
    if (seconds > 0 && !still.matches) {
      let running = true;
      const pause = button(block.dataset.pause, 'pause');
      pause.addEventListener('click', function () {
        running = !running;
        pause.textContent = running ? block.dataset.pause : block.dataset.play;
      });
      controls.insertBefore(pause, controls.firstChild);
      setInterval(function () {
        if (still.matches || document.querySelector('.sheet.mourns')) return;
        if (running && !block.matches(':hover') && !block.contains(document.activeElement)) show(current + 1);
      }, Math.max(seconds, 3) * 1000);
    }

    // In a text from right to left, the next slide comes from the left.
    const onwards = document.documentElement.dir === 'rtl' ? -1 : 1;
    let from = null;
    block.addEventListener('touchstart', function (event) {
      const touch = event.touches.length === 1 ? event.touches[0] : null;
      from = touch && { x: touch.clientX, y: touch.clientY };
    }, { passive: true });
    block.addEventListener('touchend', function (event) {
      const touch = event.changedTouches[0];
      const way = from ? touch.clientX - from.x : 0;
      // A finger that goes up or down scrolls the page.
      if (Math.abs(way) > SWIPE && Math.abs(way) > 2 * Math.abs(touch.clientY - from.y)) show(current + (way < 0 ? onwards : -onwards));
      from = null;
    });

    block.appendChild(controls);
    block.classList.add('live');
    show(0);
  }

  document.querySelectorAll('.block-slides').forEach(start);
}());
