// Opens a picture large over the page, where the browser supports <dialog>, which keeps the focus
// inside and closes with Escape; here the focus then returns. Elsewhere the link leads to the
// picture itself.
(function () {
  'use strict';
  if (!window.HTMLDialogElement || !HTMLDialogElement.prototype.showModal) return;

  function element(name, className, text) {
    const made = document.createElement(name);
    made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function open(link) {
    const words = link.dataset;
    const dialog = element('dialog', 'large-picture');
    const close = element('button', 'shut-picture', words.close);
    const picture = element('img', '');
    close.type = 'button';
    picture.src = link.href;
    picture.alt = words.alt;
    dialog.setAttribute('aria-label', words.caption);
    dialog.appendChild(close);
    dialog.appendChild(picture);
    dialog.appendChild(element('p', '', words.caption));
    document.body.appendChild(dialog);
    dialog.addEventListener('close', function () {
      dialog.remove();
      link.focus();
    });
    // A click next to the picture also closes it; elements inside are targets of their own.
    dialog.addEventListener('click', function (event) {
      if (event.target === dialog || event.target === close) dialog.close();
    });
    dialog.showModal();
  }

  document.addEventListener('click', function (event) {
    const link = event.target.closest('a.enlarge');
    // A page may load this script a second time.
    if (!link || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(link);
  });
}());
