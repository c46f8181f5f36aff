// The scripts are for Chromium 78, Firefox 78 and Safari 13: language and library of 2018.

import compat from 'eslint-plugin-compat';

export default [
  {
    files: ['**/*.js'],
    plugins: { compat },
    languageOptions: { ecmaVersion: 2018, sourceType: 'script' },
    settings: { browsers: ['Chrome 78', 'Firefox 78', 'Safari 13'], lintAllEsApis: true },
    rules: {
      'compat/compat': 'error',
      'no-undef': 'off',
      'no-unused-vars': ['error', { caughtErrors: 'none' }],
      'no-var': 'error',
      'prefer-const': 'error',
      eqeqeq: 'error',
      strict: ['error', 'function'],
      'no-eval': 'error',
      'no-implied-eval': 'error',
    },
  },
];
