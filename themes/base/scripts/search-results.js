// What a reader sees of the search: titles while typing, and the page of results. search.js finds.
(function () {
  'use strict';
  const search = window.dangjianSearch;
  if (!search || search.attach) return;
  const FIRST = 5;
  const MANY = 10;
  const SUGGESTED = 8;

  function element(name, properties, children) {
    const made = document.createElement(name);
    Object.keys(properties || {}).forEach(function (key) {
      if (key in made) made[key] = properties[key];
      else made.setAttribute(key, properties[key]);
    });
    (children || []).forEach(function (child) { made.append(child); });
    return made;
  }

  function facet(key) {
    return search.facets().find(function (one) { return one.key === key; });
  }

  function value(key, number) {
    const found = facet(key);
    const at = found ? search.valueOf(found, number) : 0;
    return at ? found.values[at - 1] : '';
  }

  // ---- Titles while typing

  function attach(form) {
    if (form.attached || form.closest('.search-page')) return;
    form.attached = true;
    const field = form.querySelector('input[type="search"]');
    const box = element('ul', { className: 'suggested', id: field.id + '-titles', role: 'listbox', hidden: true });
    box.setAttribute('aria-label', form.dataset.titles);
    form.appendChild(box);
    field.setAttribute('role', 'combobox');
    field.setAttribute('aria-autocomplete', 'list');
    field.setAttribute('aria-controls', box.id);
    let asked = '';
    let active = -1;

    function options() { return Array.from(box.querySelectorAll('[role="option"]')); }

    // An option is no link: within a list of options nothing else may be operated.
    function add(name, url, children) {
      const option = element('li', { id: box.id + '-' + name, role: 'option', 'aria-selected': 'false' }, children);
      option.dataset.url = url;
      box.append(option);
    }

    function close() {
      asked = '';
      box.hidden = true;
      active = -1;
      field.setAttribute('aria-expanded', 'false');
      field.removeAttribute('aria-activedescendant');
    }

    function choose(at) {
      const all = options();
      active = all.length ? (at + all.length) % all.length : -1;
      all.forEach(function (option, number) { option.setAttribute('aria-selected', String(number === active)); });
      if (active >= 0) field.setAttribute('aria-activedescendant', all[active].id);
    }

    function suggest() {
      const query = field.value.trim();
      if (query === asked) return;
      asked = query;
      if (!query) {
        close();
        return;
      }
      search.find(query).then(function (found) {
        return found.more(SUGGESTED).then(function (results) {
          if (query !== asked || document.activeElement !== field) return;
          box.textContent = '';
          results.forEach(function (one, number) {
            const title = element('span');
            search.showTitle(title, one.article, found.words);
            const about = element('small', {}, [value('section', one.number) || value('type', one.number)]);
            add(number, search.root() + one.article.url, [title, about]);
          });
          add('all', address(query), [form.dataset.all]);
          box.hidden = false;
          active = -1;
          field.setAttribute('aria-expanded', 'true');
        });
      }).catch(close);
    }

    field.addEventListener('input', function (event) { if (!event.isComposing) suggest(); });
    field.addEventListener('compositionend', suggest);
    field.addEventListener('focus', suggest);
    field.addEventListener('keydown', function (event) {
      if (event.isComposing || event.keyCode === 229) return;
      if (box.hidden) {
        if (event.key === 'ArrowDown') suggest();
        return;
      }
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        choose(event.key === 'ArrowDown' ? active + 1 : active < 0 ? -1 : active - 1);
      } else if (event.key === 'Escape') {
        event.preventDefault();
        close();
      } else if (event.key === 'Enter' && active >= 0) {
        event.preventDefault();
        location.href = options()[active].dataset.url;
      }
    });
    form.addEventListener('focusout', function (event) {
      if (!form.contains(event.relatedTarget)) close();
    });
    // A click must not take the focus away before it leads somewhere.
    box.addEventListener('mousedown', function (event) { event.preventDefault(); });
    box.addEventListener('click', function (event) {
      const option = event.target.closest('[role="option"]');
      if (option) location.href = option.dataset.url;
    });
    close();
    if (field.value) suggest();
    else search.ready().catch(close);
  }

  function address(query) {
    return search.search.split(/[?#]/)[0] + '?q=' + encodeURIComponent(query);
  }

  // ---- The page of results

  function page(place) {
    const form = place.parentNode.querySelector('form.search');
    const field = form.querySelector('input[type="search"]');
    const status = place.querySelector('[role="status"]');
    const filters = place.querySelector('.narrow');
    const list = element('ol');
    const further = place.querySelector('.further');
    const nothing = place.querySelector('.nothing');
    place.insertBefore(list, nothing);
    search.ready().catch(function () { status.textContent = place.dataset.failed; });
    let current = 0;
    let extend = null;

    if ('IntersectionObserver' in window) {
      const end = new IntersectionObserver(function (entries) {
        if (further.hidden || !extend || !entries.some(function (entry) { return entry.isIntersecting; })) return;
        end.unobserve(further);
        extend().catch(function () { status.textContent = place.dataset.failed; }).then(function () { end.observe(further); });
      });
      end.observe(further);
    }

    function wanted() {
      const chosen = {};
      new URLSearchParams(location.search).forEach(function (one, key) { chosen[key] = one; });
      return chosen;
    }

    function go(chosen, isNew) {
      const query = new URLSearchParams();
      Object.keys(chosen).forEach(function (key) { if (chosen[key]) query.set(key, chosen[key]); });
      const asked = query.toString();
      history[isNew ? 'pushState' : 'replaceState'](null, '', location.pathname + (asked ? '?' + asked : ''));
      show();
    }

    function accepts(chosen, without) {
      // A value that is no more narrows nothing: a shared address stays good when a section is renamed.
      const wantedFacets = search.facets().filter(function (one) { return one.values.includes(chosen[one.key]) && one.key !== without; });
      return function (number) {
        return wantedFacets.every(function (one) { return one.values[search.valueOf(one, number) - 1] === chosen[one.key]; });
      };
    }

    function group(label, items) {
      return element('div', { role: 'group', 'aria-label': label }, [element('p', {}, [label]), element('ul', {}, items)]);
    }

    // Buttons are made anew; the one that was pressed keeps the focus.
    function focused() {
      const button = filters.contains(document.activeElement) ? document.activeElement : null;
      return button && [button.closest('div').getAttribute('aria-label'), button.firstChild.data.trim()];
    }

    function focusAgain(before) {
      if (!before) return;
      const same = Array.from(filters.querySelectorAll('button')).find(function (button) {
        return button.closest('div').getAttribute('aria-label') === before[0] && button.firstChild.data.trim() === before[1];
      });
      if (same) same.focus();
    }

    function showFilters(found, chosen) {
      filters.textContent = '';
      search.facets().forEach(function (one) {
        const counts = new Map();
        const isShown = accepts(chosen, one.key);
        found.numbers().filter(isShown).forEach(function (number) {
          const at = search.valueOf(one, number);
          if (at) counts.set(at, (counts.get(at) || 0) + 1);
        });
        if (counts.size < 2 && !chosen[one.key]) return;
        let order = Array.from(counts.keys()).sort(function (a, b) { return counts.get(b) - counts.get(a) || a - b; });
        if (one.key === 'year') order = order.sort(function (a, b) { return b - a; });
        const label = one.label || place.dataset[one.key] || one.key;
        order = order.slice(0, 12);
        // What was chosen can be taken back, though nothing is left of it.
        const current = one.values.indexOf(chosen[one.key]) + 1;
        if (current && !order.includes(current)) order.push(current);
        const items = order.map(function (at) {
          const name = one.values[at - 1];
          const isCurrent = chosen[one.key] === name;
          const button = element('button', { type: 'button', 'aria-pressed': String(isCurrent) }, [name + ' ', element('span', {}, [String(counts.get(at) || 0)])]);
          button.addEventListener('click', function () {
            go(Object.assign({}, chosen, { [one.key]: isCurrent ? '' : name }), true);
          });
          return element('li', {}, [button]);
        });
        filters.append(group(label, items));
      });
    }

    function row(one, words) {
      const link = element('a', { href: search.root() + one.article.url });
      search.showTitle(link, one.article, words);
      const excerpt = element('p', { className: 'excerpt' });
      search.showExcerpt(excerpt, one.article, words);
      const about = [value('section', one.number) || value('type', one.number), one.article.date].filter(Boolean);
      const meta = element('p', { className: 'about' }, [about.join(' · ')]);
      if (one.article.state) meta.append(' ', element('span', { className: 'state' }, [one.article.state]));
      return element('li', {}, [element('h2', {}, [link]), excerpt, meta]);
    }

    function say(found, count, isNarrowed) {
      const total = isNarrowed === null ? count : isNarrowed;
      const words = found.isExact() ? place.dataset.found : place.dataset.about;
      status.textContent = total ? words.replace('{n}', total) : place.dataset.none;
    }

    function show() {
      const chosen = wanted();
      const query = chosen.q || '';
      const turn = current += 1;
      if (field.value.trim() !== query) field.value = query;
      list.textContent = '';
      if (!query.trim()) filters.textContent = '';
      further.hidden = true;
      nothing.hidden = true;
      extend = null;
      status.textContent = '';
      document.title = (query.trim() ? query.trim() + ' - ' : '') + place.dataset.title;
      if (!query.trim()) return Promise.resolve();
      place.setAttribute('aria-busy', 'true');
      return search.find(query).then(function (found) {
        const filter = accepts(chosen, null);
        found.narrow(filter, chosen.sort === 'date');
        function more(count) {
          return found.more(count).then(function (results) {
            if (turn !== current) return;
            results.forEach(function (one) { list.append(row(one, found.words)); });
            further.hidden = !found.left();
            const total = found.numbers().filter(filter).length;
            say(found, total, total);
            nothing.hidden = list.children.length > 0;
            const before = focused();
            showFilters(found, chosen);
            showSort(chosen, total);
            focusAgain(before);
          });
        }
        further.onclick = function () {
          const before = list.children.length;
          more(MANY).then(function () {
            const next = list.children[before];
            if (next) next.querySelector('a').focus();
          }).catch(function () { status.textContent = place.dataset.failed; });
        };
        // What the screen shows comes first, the next results when the reader comes to their end.
        extend = function () { return turn === current ? more(FIRST) : Promise.resolve(); };
        return more(FIRST);
      }).catch(function () {
        if (turn === current) status.textContent = place.dataset.failed;
      }).then(function () {
        if (turn === current) place.removeAttribute('aria-busy');
      });
    }

    function showSort(chosen, total) {
      if (total < 2) return;
      const by = [['', place.dataset.best], ['date', place.dataset.newest]].map(function (one) {
        const isCurrent = (chosen.sort || '') === one[0];
        const button = element('button', { type: 'button', 'aria-pressed': String(isCurrent) }, [one[1]]);
        button.addEventListener('click', function () { go(Object.assign({}, chosen, { sort: one[0] }), true); });
        return element('li', {}, [button]);
      });
      filters.prepend(group(place.dataset.order, by));
    }

    let timer = 0;
    form.addEventListener('submit', function (event) {
      event.preventDefault();
      clearTimeout(timer);
      go({ q: field.value.trim() }, true);
    });
    // While an input method composes, its letters are no query yet.
    function typed(event) {
      clearTimeout(timer);
      if (event.isComposing && event.type === 'input') return;
      timer = setTimeout(function () { go(Object.assign({}, wanted(), { q: field.value.trim() }), false); }, 150);
    }
    field.addEventListener('input', typed);
    field.addEventListener('compositionend', typed);
    window.addEventListener('popstate', show);
    show();
  }

  search.attach = attach;
  const place = document.querySelector('.found');
  if (place) page(place);
}());
