import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import typescript from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const oneDoor = 'src/ipc is the only door to Rust: call() and onEvent() from there.';

export default typescript.config(
  { ignores: ['dist/', 'src/ipc/bindings.ts', 'src/text-types.ts'] },
  js.configs.recommended,
  ...typescript.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: globals.browser },
    rules: {
      'no-undef': 'off', // TypeScript knows better.
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['@tauri-apps/*'], message: oneDoor }] },
      ],
      'no-restricted-properties': [
        'error',
        {
          object: 'navigator',
          property: 'language',
          message: 'WebKitGTK may say "C", which Intl refuses. The language comes from AppView.',
        },
      ],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: typescript.parser, svelteConfig } },
    rules: {
      'svelte/no-at-html-tags': 'error',
      // svelte-check reports both kinds of warnings, and unused exceptions with them.
      'svelte/no-unused-svelte-ignore': 'off',
      // Refused by the content policy. Directives (style:--share) set properties and are fine.
      'no-restricted-syntax': [
        'error',
        { selector: "SvelteAttribute[key.name='style']", message: 'Use a class or style:--name.' },
      ],
    },
  },
  {
    files: ['src/ipc/**', 'fake/**', 'tests/**'],
    rules: { 'no-restricted-imports': 'off' },
  },
  { files: ['scripts/**'], languageOptions: { globals: globals.node } },
);
