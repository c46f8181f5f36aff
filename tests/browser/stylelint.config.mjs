// The styles are for Chromium 78, Firefox 78 and Safari 13. Two linters know what those can do, each a part of it: one asks Can I Use
// feature by feature; the other knows every property, value, function and selector by the year in which all browsers had it, where 2020
// stands for these three, since it was the year in which the last old engine was given up. The lists below close what is left between them.

const ALL = ['/./'];

/** What an old browser passes over, so that the page is as right without it, and what all three have under this name. */
const HARMLESS = {
  'text-justify': ALL, // where words are widened: Firefox and newer ones
  'text-size-adjust': ALL, // phones
  'text-spacing-trim': ALL, // new: narrower punctuation
  'text-wrap': ALL, // new: headings in lines of one length
  'break-after': ALL, // paper; beside it stands page-break-after
  'page-break-after': ALL,
  'page-break-inside': ALL,
  outline: ALL, // all have it; what came late is its rounding
  clip: ALL, // all have it; its successor does not reach back
  'scroll-behavior': ALL,
  'scroll-snap-type': ALL, // a swipe then stops where it stops
  orphans: ALL,
  widows: ALL,
  'overflow-wrap': ['anywhere'], // beside it stands word-break
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
          // It takes `minmax()` for `max()`, and a list behind `:not()` for one in it; the rules below know them apart.
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
