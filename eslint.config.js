import { defineConfig, globalIgnores } from 'eslint/config';
import importX from 'eslint-plugin-import-x';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

/** What a folder of src/ may import from; everything else of src/ is behind a wall. See ARCHITECTURE.md. */
const mayImport = {
  model: [],
  discovery: ['model'],
  binding: ['model', 'discovery'],
  check: ['model'],
  report: ['model', 'check'],
  fixes: ['model'],
  runtime: ['model', 'discovery', 'binding'],
  engine: ['model', 'discovery', 'binding', 'runtime', 'check', 'report'],
  panel: ['model', 'report'],
  cli: ['model', 'engine', 'report', 'discovery'],
  editor: ['model', 'engine', 'report', 'fixes', 'panel', 'discovery'],
  library: ['model', 'binding', 'runtime', 'check', 'report', 'engine'],
};
const rooms = Object.keys(mayImport);
const pure = ['model', 'discovery', 'binding', 'check', 'report', 'fixes'];

const walls = rooms.flatMap((room) =>
  rooms
    .filter((other) => other !== room && !mayImport[room].includes(other))
    .map((other) => ({
      target: `./src/${room}`,
      from: `./src/${other}`,
      message: `src/${room} sees only: ${mayImport[room].join(', ') || 'nothing'}.`,
    })),
);

const noEditor = { group: ['vscode'], message: 'Only src/editor and src/extension.ts see the editor.' };
const noNode = { group: ['node:*'], message: 'This folder is pure: it runs anywhere.' };
const pageGlobals = ['window', 'document', 'navigator', 'localStorage', 'HTMLElement', 'fetch', 'process', 'Buffer'];

export default defineConfig(
  globalIgnores([
    'dist/',
    'out/',
    '.vscode-test/',
    '.cache/',
    'coverage/',
    'examples/',
    'test/fixtures/',
    'test/reach/lookalikes/',
    'test/reach/cases/',
    '**/*.py',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'import-x': importX, regexp },
    rules: {
      // User text of any length meets these: none may need more than linear time by backtracking.
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true, allowArray: true },
      ],
      '@typescript-eslint/restrict-plus-operands': ['error', { allowNumberAndString: true }],
      // A function behind an asynchronous interface may have nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Numerics index typed arrays in bounds that the compiler cannot see.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/unified-signatures': 'off',
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones: walls }],
      'max-lines': ['warn', { max: 250, skipBlankLines: false, skipComments: false }],
      'max-lines-per-function': ['warn', { max: 50, skipBlankLines: true, skipComments: true }],
      'no-console': 'off',
      eqeqeq: 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['src/**/*.ts', 'src/**/*.tsx'],
    ignores: ['src/editor/**', 'src/extension.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [noEditor] }] },
  },
  {
    files: pure.map((room) => `src/${room}/**/*.ts`),
    rules: {
      'no-restricted-imports': ['error', { patterns: [noEditor, noNode] }],
      'no-restricted-globals': ['error', ...pageGlobals],
    },
  },
  {
    files: ['src/panel/**/*.ts', 'src/panel/**/*.tsx'],
    rules: { 'no-restricted-imports': ['error', { patterns: [noEditor, noNode] }] },
  },
  {
    files: ['test/**/*.ts', 'scripts/**/*.ts'],
    // A `describe` is one long function, and reads well as one.
    rules: { 'max-lines-per-function': 'off' },
  },
);
