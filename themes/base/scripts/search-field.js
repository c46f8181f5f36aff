// The field of the search on every page: loads what searches when somebody is about to, and takes
// the key `/`. Without scripts the form leads to the search page, which shows other ways.
(function () {
  'use strict';
  const forms = Array.from(document.querySelectorAll('form.search[data-src]'));
  if (!forms.length) return;
  let loading = null;

  function load(address) {
    return new Promise(function (resolve, reject) {
      const script = document.createElement('script');
      script.src = address;
      script.onload = resolve;
      script.onerror = reject;
      document.head.appendChild(script);
    });
  }

  function begin(form) {
    const parts = [form, form.querySelector('button')];
    loading = loading || parts.reduce(function (before, part) {
      return before.then(function () { return load(new URL(part.dataset.src, document.baseURI).href); });
    }, Promise.resolve());
    loading.then(function () { window.dangjianSearch.attach(form); }).catch(function () { loading = null; });
  }

  forms.forEach(function (form) {
    form.addEventListener('focusin', function () { begin(form); });
    if (form.querySelector('input') === document.activeElement) begin(form);
  });
  const results = document.querySelector('.found');
  if (results) begin(results.parentNode.querySelector('form.search'));

  document.addEventListener('keydown', function (event) {
    const isTyping = event.target.closest('input, textarea, select, [contenteditable]');
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
    const field = forms.map(function (form) { return form.querySelector('input'); }).find(function (one) { return one.offsetParent; });
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}());
