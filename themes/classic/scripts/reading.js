// Text size and printing on an article. The buttons are made here, so that nothing dead stands where scripts are off.
(function () {
  'use strict';
  const words = document.currentScript.dataset;
  const root = document.documentElement;
  const sizes = ['small', 'middle', 'large'];
  const key = 'dangjian-text-size';
  const head = document.querySelector('article .art-head');
  if (!head) return;

  // Storage may be closed to pages that are opened from a folder.
  function remembered() {
    try { return localStorage.getItem(key); } catch (error) { return null; }
  }
  function remember(size) {
    try { localStorage.setItem(key, size); } catch (error) { /* the choice then lasts for this page */ }
  }

  const tools = document.createElement('div');
  tools.className = 'tools';
  const group = document.createElement('div');
  group.setAttribute('role', 'group');
  group.setAttribute('aria-label', words.size);
  group.appendChild(document.createTextNode(words.size));

  const buttons = sizes.map(function (size) {
    const b = document.createElement('button');
    b.type = 'button';
    b.textContent = words[size];
    b.addEventListener('click', function () { set(size); remember(size); });
    group.appendChild(b);
    return b;
  });

  function set(size) {
    sizes.forEach(function (other, i) {
      root.classList.toggle('size-' + other, other === size);
      buttons[i].setAttribute('aria-pressed', String(other === size));
    });
  }

  const print = document.createElement('button');
  print.type = 'button';
  print.className = 'print';
  print.textContent = words.print;
  print.addEventListener('click', function () { window.print(); });

  tools.appendChild(group);
  tools.appendChild(print);
  head.parentNode.insertBefore(tools, head.nextSibling);
  const size = remembered();
  set(sizes.indexOf(size) < 0 ? 'middle' : size);
}());
