// Reads an article aloud with a voice of the machine, one paragraph at a time: some browsers fall
// silent in a long text, and the current paragraph can be highlighted. The buttons are visible only
// where early.js has found speech support.
(function () {
  'use strict';
  const tools = document.querySelector('.tools .speech');
  const synthesis = window.speechSynthesis;
  // Also where a page loads this script a second time.
  if (!tools || tools.classList.contains('live') || !synthesis || !window.SpeechSynthesisUtterance) return;
  tools.classList.add('live');
  const read = tools.querySelector('.read');
  const stop = tools.querySelector('.stop');
  const words = tools.dataset;
  let parts = [];
  let at = 0;
  let state = 'silent';

  function passages() {
    const article = tools.closest('article');
    const found = article.querySelectorAll('h1, .subtitle, .prose h2, .prose h3, .prose h4, .prose p, .prose li, .prose td, .prose th, .prose figcaption');
    return Array.from(found).filter(function (node) { return !node.querySelector('p, li') && node.textContent.trim(); });
  }

  function mark(on) {
    if (parts[at]) parts[at].classList.toggle('spoken', on);
  }

  function show(next) {
    state = next;
    read.textContent = { silent: words.read, speaking: words.pause, paused: words.resume }[state];
    stop.disabled = state === 'silent';
  }

  function end() {
    mark(false);
    parts = [];
    at = 0;
    show('silent');
    synthesis.cancel();
  }

  function speak() {
    if (at >= parts.length) { end(); return; }
    const node = parts[at];
    const utterance = new SpeechSynthesisUtterance(node.textContent.replace(/\s+/g, ' ').trim());
    const language = node.closest('[lang]');
    utterance.lang = language ? language.lang : '';
    utterance.onend = function () {
      // A cancelled passage ends as well.
      if (state === 'silent' || node !== parts[at]) return;
      mark(false);
      at += 1;
      speak();
    };
    utterance.onerror = function () { if (state !== 'silent' && node === parts[at]) end(); };
    mark(true);
    synthesis.speak(utterance);
  }

  read.addEventListener('click', function () {
    if (state === 'speaking') {
      synthesis.pause();
      show('paused');
    } else if (state === 'paused') {
      synthesis.resume();
      show('speaking');
    } else {
      // Clear what another page has left in the queue.
      synthesis.cancel();
      parts = passages();
      show('speaking');
      speak();
    }
  });
  stop.addEventListener('click', end);
  window.addEventListener('pagehide', function () { synthesis.cancel(); });
}());
