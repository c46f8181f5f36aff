// The styles are for Chromium 78, Firefox 78 and Safari 13. Two linters know the features of these browsers, each some of them: one asks Can I Use
// feature by feature; the other knows every property, value, function and selector by the year in which all browsers had it, and 2020
// stands for these three, since the last old engine was given up in that year. The lists below close the gaps between the two.

const ALL = ['/./'];

/** Properties that an old browser ignores without harm, and properties that all three have under this name. */
const HARMLESS = {
  'text-justify': ALL, // wider words: Firefox and newer browsers
  'text-size-adjust': ALL, // phones
  'text-spacing-trim': ALL, // new: narrower punctuation
  'text-wrap': ALL, // new: headings in lines of equal length
  'break-after': ALL, // paper; next to page-break-after
  'page-break-after': ALL,
  'page-break-inside': ALL,
  outline: ALL, // all have it; only its rounding came late
  clip: ALL, // all have it; its successor is too new
  'scroll-behavior': ALL,
  'scroll-snap-type': ALL, // without it a swipe stops anywhere
  orphans: ALL,
  widows: ALL,
  'overflow-wrap': ['anywhere'], // next to word-break
};

export default {
  plugins: ['stylelint-no-unsupported-browser-features', 'stylelint-plugin-use-baseline'],
  reportInvalidScopeDisables: true,
  reportNeedlessDisables: true,
  rules: {
    'plugin/no-unsupported-browser-features': [
      true,
      {
        browsers: ['Chrome 78', 'Firefox 78', 'Safari 13'],
        ignorePartialSupport: true,
        ignore: [
          // It mistakes `minmax()` for `max()`, and a list after `:not()` for one inside it; the rules below distinguish them.
          'css-math-functions',
          'css-not-sel-list',
          'css-text-justify',
          'text-size-adjust',
          'css-scroll-behavior',
          'css-paged-media',
          'css-widows-orphans',
        ],
      },
    ],
    // A browser that opens a <dialog> draws its backdrop; the others have neither.
    'plugin/use-baseline': [true, { available: 2020, ignoreProperties: HARMLESS, ignoreFunctions: ['rect'], ignoreAtRules: ['page'], ignoreSelectors: ['backdrop'] }],
    'function-disallowed-list': ['min', 'max', 'clamp', 'conic-gradient', 'env', 'image-set'],
    'selector-not-notation': 'simple',
    'declaration-property-value-disallowed-list': { '/./': ['revert', 'fit-content'] },
    'block-no-empty': true,
    'color-no-invalid-hex': true,
    'declaration-block-no-duplicate-properties': true,
    'property-no-unknown': [true, { ignoreProperties: ['text-spacing-trim'] }],
    'selector-pseudo-class-no-unknown': true,
    'selector-pseudo-element-no-unknown': true,
    'unit-no-unknown': true,
  },
};
