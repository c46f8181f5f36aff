// The search of the site itself: reads the index that is published with it, in the folder of the
// search page. Everything is loaded by script elements, which works from a folder, too. Loaded by
// search-field.js when somebody is about to search.
//
// `window.dangjianSearch.find(query, chosen)` returns a promise of what was found; `more(count)` of
// that one of the next results. The formats are described in src/search.
(function () {
  'use strict';
  if (window.dangjianSearch) return;

  const form = document.querySelector('form.search[data-src]');
  const folder = new URL('.', form.action).href;
  const RANKS = 4;
  const MARK = 1;
  const END = '\n';
  const BLANK = /[ \t\r\u000b\u000c\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
  const NOTHING = /["'`«»‹›\u2018-\u201f\u300c-\u300f\u301d-\u301f\u00b7\u0387\u2022\u2027\u2219\u22c5\u30fb\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]/;
  const WORD = /[\p{Alphabetic}\p{N}]/u;
  const LETTER = /\p{Alphabetic}/u;
  const DIGIT = /\p{N}/u;

  let head = null;
  const pieces = new Map();
  const texts = new Map();
  let sounds = null;
  const loading = new Map();
  let version = '';

  // ---- Loading

  function load(name) {
    if (!loading.has(name)) {
      loading.set(name, new Promise(function (resolve, reject) {
        const script = document.createElement('script');
        script.src = folder + name;
        script.onload = resolve;
        script.onerror = function () {
          loading.delete(name);
          reject(new Error(name));
        };
        document.head.appendChild(script);
      }));
    }
    return loading.get(name);
  }

  // An index that was published a minute ago is asked for again.
  function ready() {
    return head ? Promise.resolve() : load('index.js?t=' + Math.floor(Date.now() / 60000));
  }

  function loadFile(kind, number) {
    return load(kind + number + '.js?v=' + version);
  }

  // ---- Folding, as src/search/fold.rs does it

  // Whether a blank between two characters parts words.
  function isParted(before, after) {
    if (before >= '\u2e80' || after >= '\u2e80') return false;
    return (LETTER.test(before) && LETTER.test(after)) || (DIGIT.test(before) && DIGIT.test(after));
  }

  function isHan(c) { return c >= '\u4e00' && c <= '\u9fff'; }

  // The folded characters of a text, and for each the place of the character that it was made from.
  function fold(text) {
    const chars = [];
    const places = [];
    let place = 0;
    let hasBlank = false;
    const push = function (c) {
      if (BLANK.test(c)) {
        hasBlank = true;
      } else if (c === END) {
        hasBlank = false;
        if (chars.length && chars[chars.length - 1] !== END) {
          chars.push(END);
          places.push(place);
        }
      } else if (!NOTHING.test(c)) {
        if (hasBlank && chars.length && isParted(chars[chars.length - 1], c)) {
          chars.push(' ');
          places.push(place);
        }
        hasBlank = false;
        chars.push(c);
        places.push(place);
      }
    };
    for (const c of text) {
      if (isHan(c)) {
        hasBlank = false;
        chars.push(c);
        places.push(place);
      } else {
        for (const folded of c.normalize('NFKC')) {
          for (const low of folded.toLowerCase()) push(low);
        }
      }
      place += c.length;
    }
    return { chars: chars, places: places, text: chars.join('') };
  }

  // The folded text alone, ten times as fast: what is no Chinese character is folded once for all texts.
  const runs = new Map();

  function foldRun(run) {
    let folded = runs.get(run);
    if (folded === undefined) {
      folded = fold('一' + run).text.slice(1);
      runs.set(run, folded);
    }
    return folded;
  }

  function foldText(text) { return text.replace(/[^\u4e00-\u9fff]+/g, foldRun); }

  // ---- Terms, as src/search/term.rs makes them

  function rotated(number, bits) { return number << bits | number >>> 32 - bits; }

  function numberOf(first, second, third) {
    let hash = Math.imul(first, 0x9e3779b1) ^ rotated(Math.imul(second, 0x85ebca77), 13);
    hash ^= rotated(Math.imul(third, 0xc2b2ae3d), 7);
    hash ^= hash >>> 15;
    hash = Math.imul(hash, 0x2c1b3c6d);
    hash ^= hash >>> 12;
    hash = Math.imul(hash, 0x297a2d39);
    return (hash ^ hash >>> 15) >>> 4;
  }

  function isLetter(c) { return c !== undefined && c < '\u2e80' && LETTER.test(c); }

  function code(c) { return WORD.test(c) ? c.codePointAt(0) : MARK; }

  // What every article has that contains these characters, whatever stands around them.
  function termsOf(chars) {
    if (chars.length === 1) return WORD.test(chars[0]) ? [numberOf(0, code(chars[0]), 0)] : [];
    const found = [];
    for (let at = 0; at + 1 < chars.length; at += 1) {
      const first = chars[at];
      const second = chars[at + 1];
      if (isLetter(first) && isLetter(second)) {
        if (isLetter(chars[at + 2])) {
          found.push(numberOf(code(first), code(second), code(chars[at + 2])));
        } else if (chars.length === 2 || (at > 0 && !isLetter(chars[at - 1]) && at + 2 < chars.length)) {
          found.push(numberOf(code(first), code(second), 0));
        }
      } else if (code(first) !== MARK || code(second) !== MARK) {
        found.push(numberOf(code(first), code(second), 0));
      }
    }
    return Array.from(new Set(found));
  }

  // ---- Pieces, as src/search/piece.rs writes them

  function reader(text) {
    let at = 0;
    let rest = 0;
    let count = 0;
    function fill() {
      while (count < 25) {
        rest = (rest << 7 | text.charCodeAt(at)) & 0x7fffffff;
        at += 1;
        count += 7;
      }
    }
    function bits(wanted) {
      if (count < wanted) fill();
      count -= wanted;
      return rest >>> count & (1 << wanted) - 1;
    }
    function rice(low) {
      let high = 0;
      for (;;) {
        fill();
        const ones = Math.clz32(~(rest << 32 - count));
        if (ones < count) {
          count -= ones + 1;
          return (high + ones) * (1 << low) + bits(low);
        }
        high += count;
        count = 0;
      }
    }
    function gamma() {
      let length = 0;
      while (!bits(1)) length += 1;
      return 1 << length | bits(length);
    }
    return { bits: bits, rice: rice, gamma: gamma };
  }

  function lowBits(span, count) {
    return 31 - Math.clz32(Math.max(1, Math.floor(span * 69 / (Math.max(count, 1) * 100))));
  }

  // For each wanted term the rank that it has in each article, from 1; 0 where it is not.
  function decode(text, wanted) {
    const found = new Map();
    const read = reader(text);
    const count = read.gamma() - 1;
    const low = read.bits(5);
    let term = 0;
    for (let number = 0; number < count; number += 1) {
      term += read.rice(low);
      const ranks = wanted.has(term) ? new Uint8Array(head.indexed) : null;
      const has = read.bits(1) ? [false, false, false, true] : [0, 1, 2, 3].map(function () { return read.bits(1) === 1; });
      for (let rank = 0; rank < RANKS; rank += 1) {
        if (has[rank]) list(read, ranks, rank + 1);
      }
      if (ranks) found.set(term, ranks);
      term += 1;
    }
    return found;
  }

  function list(read, ranks, value) {
    const count = read.gamma();
    const isInverse = count * 2 > head.indexed;
    const listed = isInverse ? head.indexed - count : count;
    const low = lowBits(head.indexed, listed);
    let next = 0;
    for (let number = 0; number < listed; number += 1) {
      const article = next + read.rice(low);
      if (ranks && isInverse) {
        for (let at = next; at < article; at += 1) ranks[at] = value;
      } else if (ranks) {
        ranks[article] = value;
      }
      next = article + 1;
    }
    if (ranks && isInverse) {
      for (let at = next; at < head.indexed; at += 1) ranks[at] = value;
    }
  }

  const known = new Map();

  // The ranks of terms, from their pieces.
  function ranksOf(terms) {
    const width = 28 - head.bits;
    const missing = terms.filter(function (term) { return !known.has(term); });
    const numbers = Array.from(new Set(missing.map(function (term) { return term >>> width; })));
    return Promise.all(numbers.map(function (number) { return loadFile('p', number); })).then(function () {
      numbers.forEach(function (number) {
        const wanted = missing.filter(function (term) { return term >>> width === number; });
        const below = new Set(wanted.map(function (term) { return term & (1 << width) - 1; }));
        const found = decode(pieces.get(number), below);
        wanted.forEach(function (term) { known.set(term, found.get(term & (1 << width) - 1) || null); });
      });
      return terms.map(function (term) { return known.get(term); });
    });
  }

  // ---- Texts

  function fileOf(article) {
    const old = head.steps[0];
    const young = head.steps[1];
    if (article < head.indexed) return Math.floor(article / old);
    return head.indexed / old + Math.floor((article - head.indexed) / young);
  }

  function firstOf(file) {
    const old = head.indexed / head.steps[0];
    return file < old ? file * head.steps[0] : head.indexed + (file - old) * head.steps[1];
  }

  function articleAt(number) {
    const file = fileOf(number);
    const all = texts.get(file);
    return all && all[number - firstOf(file)];
  }

  function loadArticles(numbers) {
    const files = Array.from(new Set(numbers.map(fileOf))).filter(function (file) { return !texts.has(file); });
    return Promise.all(files.map(function (file) { return loadFile('t', file); }));
  }

  // The rank of the worst of the words in an article, from 1; 0 if one of them is not in it.
  function rankIn(number, words) {
    const article = articleAt(number);
    let worst = 1;
    for (const word of words) {
      let rank = 1;
      while (rank <= RANKS && !article.folded(rank).includes(word.text)) rank += 1;
      if (rank > 1 && isSpelt(word)) rank = Math.min(rank, soundingRank(number, word) || rank);
      if (rank > RANKS || (word.chars.length === 1 && rank > 2)) return 0;
      worst = Math.max(worst, rank);
    }
    return worst;
  }

  // ---- Pinyin, as src/search/sound.rs writes it

  function isSpelt(word) { return word.chars.length > 1 && /^[a-zü]+$/.test(word.text); }

  function loadSounds() {
    if (sounds) return Promise.resolve();
    return load('sounds.js?v=' + version);
  }

  // Whether syllables that stand side by side are spelt so: in full, by first letters, or both mixed; the last may be begun only.
  function sound(spelt, query) {
    return spelt.split(',').some(function (run) {
      const syllables = run.split(' ');
      function follows(at, rest) {
        if (!rest) return true;
        const syllable = syllables[at];
        if (!syllable || syllable[0] !== rest[0]) return false;
        if (syllable.startsWith(rest)) return true;
        return (rest.startsWith(syllable) && follows(at + 1, rest.slice(syllable.length))) || follows(at + 1, rest.slice(1));
      }
      return syllables.some(function (one, at) { return follows(at, query); });
    });
  }

  // The rank of a word that is spelt: 1 where the title sounds so, 2 where a name does, else 0.
  function soundingRank(number, word) {
    const query = word.text.replace(/ü/g, 'v').replace(/([ln])ue/g, '$1ve');
    const line = sounds[number].split('\t');
    return sound(line[0], query) ? 1 : sound(line[1], query) ? 2 : 0;
  }

  function Article(entry) {
    const parts = entry.slice(3).map(function (text) { return text.normalize('NFC'); });
    const folded = [];
    return {
      url: entry[0],
      date: entry[1],
      state: entry[2],
      title: parts[0],
      parts: parts,
      folded: function (rank) {
        if (folded[rank] === undefined) folded[rank] = foldText(parts[rank - 1]);
        return folded[rank];
      },
    };
  }

  // ---- Finding

  function wordsOf(query) {
    const parts = [];
    query.slice(0, 100).normalize('NFC').split(new RegExp(BLANK.source + '+')).filter(Boolean).forEach(function (part) {
      const before = parts[parts.length - 1];
      // Whoever copies `2026 年 7 月` means no words but what is written without blanks.
      const joins = before && (before.length === 1 || part.length === 1) && !isParted(before[before.length - 1], part[0]);
      if (joins) parts[parts.length - 1] += part;
      else parts.push(part);
    });
    return parts.map(fold).filter(function (word) { return word.chars.some(function (c) { return WORD.test(c); }); });
  }

  // Articles of the index that may contain a word, each with the best rank that it may have.
  function candidatesOf(word) {
    if (!head.indexed) return Promise.resolve(null);
    return candidatesBy(termsOf(word.chars)).then(function (ranks) {
      if (!isSpelt(word)) return ranks;
      const all = ranks || new Uint8Array(head.indexed);
      for (let number = 0; number < head.indexed; number += 1) {
        const rank = all[number] === 1 ? 0 : soundingRank(number, word);
        if (rank && (!all[number] || rank < all[number])) all[number] = rank;
      }
      return all;
    });
  }

  function candidatesBy(terms) {
    if (!terms.length) return Promise.resolve(null);
    // The ends and the middle first: three pieces of the index say nearly everything.
    const middle = Math.floor((terms.length - 1) / 2);
    const first = Array.from(new Set([terms[0], terms[terms.length - 1], terms[middle]]));
    return ranksOf(first).then(function (lists) {
      let ranks = common(lists);
      const rest = terms.filter(function (term) { return !first.includes(term); });
      // Where many articles seem to contain it, the rest of its characters tell which do.
      const next = function () {
        if (!ranks || !rest.length || count(ranks) <= 24) return ranks;
        return ranksOf(rest.splice(0, 3)).then(function (more) {
          ranks = common([ranks].concat(more));
          return next();
        });
      };
      return next();
    });
  }

  function common(lists) {
    if (lists.some(function (ranks) { return !ranks; })) return null;
    const all = lists[0].slice();
    lists.slice(1).forEach(function (ranks) {
      for (let at = 0; at < all.length; at += 1) all[at] = all[at] && ranks[at] ? Math.max(all[at], ranks[at]) : 0;
    });
    return all;
  }

  function count(ranks) {
    let found = 0;
    for (let at = 0; at < ranks.length; at += 1) if (ranks[at]) found += 1;
    return found;
  }

  // Whether the index alone tells that an article contains a word.
  function isCertain(word) {
    const chars = word.chars;
    return chars.length <= 2 && chars.every(function (c) { return WORD.test(c); }) && !(isLetter(chars[0]) && isLetter(chars[1]));
  }

  function find(query) {
    const words = wordsOf(query);
    return ready().then(function () {
      const young = [];
      for (let number = head.indexed; number < head.articles; number += 1) young.push(number);
      if (!words.length) return new Found(words, [], true);
      return (words.some(isSpelt) ? loadSounds() : Promise.resolve()).then(function () {
        return Promise.all([Promise.all(words.map(candidatesOf)), loadArticles(young)]);
      }).then(function (loaded) {
        const buckets = [[], [], [], [], []];
        young.forEach(function (number) {
          const rank = rankIn(number, words);
          if (rank) buckets[rank].push({ number: number, isSure: true });
        });
        const ranks = common(loaded[0]);
        if (ranks) {
          for (let number = 0; number < head.indexed; number += 1) {
            if (ranks[number]) buckets[ranks[number]].push({ number: number, isSure: false });
          }
        }
        return new Found(words, buckets, words.every(isCertain));
      });
    });
  }

  // What was found: `numbers` of articles, and `more` of what is shown of them.
  function Found(words, buckets, isExact) {
    const self = this;
    const shown = [];
    let chosen = function () { return true; };
    let waiting = [];
    let wrong = 0;

    function sort(newest) {
      waiting = buckets.map(function (bucket) { return bucket.filter(function (one) { return chosen(one.number); }); });
      if (newest) waiting = [[].concat.apply([], waiting)];
      waiting.forEach(function (bucket) { bucket.sort(function (a, b) { return b.number - a.number; }); });
    }

    // Leaves only articles that `filter` accepts, and begins anew.
    self.narrow = function (filter, newest) {
      chosen = filter;
      shown.length = 0;
      wrong = 0;
      sort(newest);
    };

    self.words = words;
    self.numbers = function () {
      return [].concat.apply([], buckets).map(function (one) { return one.number; });
    };
    // Whether all numbers are known to be right.
    self.isExact = function () {
      return isExact || waiting.every(function (bucket) { return bucket.every(function (one) { return one.isSure; }); });
    };
    self.left = function () {
      return waiting.reduce(function (sum, bucket) { return sum + bucket.length; }, 0);
    };
    self.wrong = function () { return wrong; };

    // The next results, each certain to contain the words.
    self.more = function (wanted) {
      const found = [];
      function step() {
        const at = waiting.findIndex(function (bucket) { return bucket.length; });
        if (at < 0 || found.length >= wanted) return Promise.resolve(found);
        const batch = waiting[at].splice(0, wanted - found.length);
        return loadArticles(batch.map(function (one) { return one.number; })).catch(function (error) {
          waiting[at] = batch.concat(waiting[at]);
          throw error;
        }).then(function () {
          batch.forEach(function (one) {
            const article = articleAt(one.number);
            const rank = article ? rankIn(one.number, words) : 0;
            if (!rank) {
              wrong += 1;
              remove(one);
            } else if (waiting.length > 1 && rank > at) {
              // It is a worse result than its terms promised.
              waiting[rank].push(one);
              waiting[rank].sort(function (a, b) { return b.number - a.number; });
            } else {
              found.push({ number: one.number, article: article, rank: rank });
            }
          });
          return step();
        });
      }
      return step();
    };

    function remove(one) {
      buckets.forEach(function (bucket) {
        const place = bucket.indexOf(one);
        if (place >= 0) bucket.splice(place, 1);
      });
    }

    sort(false);
  }

  // ---- Excerpts

  // The places of the words in a text, as pairs of begin and end, in order, none within another.
  function placesIn(folded, length, words) {
    const places = [];
    words.forEach(function (word) {
      // Count characters, not code units.
      const all = folded.chars;
      const wanted = word.chars;
      for (let at = 0; at + wanted.length <= all.length; at += 1) {
        let same = 0;
        while (same < wanted.length && all[at + same] === wanted[same]) same += 1;
        if (same === wanted.length) {
          const end = at + same < all.length ? folded.places[at + same] : length;
          places.push([folded.places[at], end]);
          at += same - 1;
        }
      }
    });
    places.sort(function (a, b) { return a[0] - b[0] || b[1] - a[1]; });
    return places.filter(function (place, at) { return !at || place[0] >= places[at - 1][1]; });
  }

  // Appends a text with its marks, from `from` to `to`.
  function appendMarked(node, text, places, from, to) {
    let last = from;
    places.forEach(function (place) {
      if (place[0] < last || place[1] > to) return;
      node.appendChild(document.createTextNode(text.slice(last, place[0])));
      const mark = document.createElement('mark');
      mark.textContent = text.slice(place[0], place[1]).replace(/[\s"'“”‘’]+$/, '');
      const rest = text.slice(place[0], place[1]).slice(mark.textContent.length);
      node.appendChild(mark);
      if (rest) node.appendChild(document.createTextNode(rest));
      last = place[1];
    });
    node.appendChild(document.createTextNode(text.slice(last, to)));
  }

  function showTitle(node, article, words) {
    appendMarked(node, article.title, placesIn(fold(article.title), article.title.length, words), 0, article.title.length);
  }

  // About a hundred characters around the first place of a word that is not in the title.
  function showExcerpt(node, article, words) {
    const order = [4, 3, 2];
    const holds = function (one) {
      return words.some(function (word) { return article.folded(one).includes(word.text); });
    };
    let rank = order.find(holds);
    if (!rank) rank = article.parts[2] ? 3 : 4;
    const places = placesIn(fold(article.parts[rank - 1]), article.parts[rank - 1].length, words);
    const text = article.parts[rank - 1].replace(/\n/g, ' ');
    const first = places.length ? places[0][0] : 0;
    let from = Math.max(0, first - 28);
    // Begin with a sentence where there is one nearby.
    const before = text.slice(from, first).search(/[。！？；\n ][^。！？；\n ]*$/);
    if (from > 0 && before >= 0) from += before + 1;
    // No character is cut in two.
    const isHalf = function (at) { return /[\udc00-\udfff]/.test(text.charAt(at)); };
    if (isHalf(from)) from += 1;
    let to = Math.min(text.length, from + 110);
    if (isHalf(to)) to += 1;
    if (from > 0) node.appendChild(document.createTextNode('…'));
    appendMarked(node, text, places, from, to);
    if (to < text.length) node.appendChild(document.createTextNode('…'));
  }

  window.dangjianSearch = {
    // Called by the files of the index.
    head: function (read) {
      head = read;
      version = read.version;
    },
    piece: function (number, text) { pieces.set(number, text); },
    sounds: function (lines) { sounds = lines.split('\n'); },
    texts: function (number, entries) { texts.set(number, entries.map(Article)); },

    ready: ready,
    find: find,
    facets: function () { return head.facets; },
    valueOf: function (facet, article) { return facet.of.charCodeAt(article) - 0x5d; },
    // The root of the site, to which addresses of articles are relative.
    root: function () { return new URL(head.root, folder).href; },
    search: form.action,
    showTitle: showTitle,
    showExcerpt: showExcerpt,
    fold: fold,
    termsOf: termsOf,
  };
}());
