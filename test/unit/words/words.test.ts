import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';
import { globSync } from 'tinyglobby';
import { bareWords } from './bareWords.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** Formats are read by machines and by people elsewhere: they stay in English. */
const spoken = [
  'src/panel/**/*.{ts,tsx}',
  'src/report/*.ts',
  'src/editor/**/*.ts',
  'src/extension.ts',
  'src/check/causes/**/*.ts',
  'src/engine/{client,deadline,discoverIn,patientTrial,runner,runnerProcess,sources,transposedGradients}.ts',
  'src/runtime/python/{interpreter,pythonProcess}.ts',
  // titles of causes are for rules in formats
  '!src/check/causes/catalogue.ts',
  // not moved yet: the rest of check, engine and runtime, all of binding, and of the causes those tables that are made on load
  '!src/check/causes/constants.ts',
  '!src/check/causes/hypotheses/elementwise.ts',
  '!src/check/causes/experiments/{activations,softmaxOutput}.ts',
  // source code and markup that are written by the extension, and what models and maintainers read
  '!src/editor/inputsFile.ts',
  '!src/editor/panelPage.ts',
  '!src/editor/agentText.ts',
  '!src/editor/problemText.ts',
];

/** The product's name is the same everywhere. */
const name = /: Gradient Check$/;

function sources(patterns: string[]): { file: string; text: string }[] {
  return globSync(patterns, { cwd: root, absolute: true }).map((path) => ({
    file: relative(root, path),
    text: readFileSync(path, 'utf8'),
  }));
}

describe('words that a person reads', () => {
  it('all go through l10n.t', () => {
    const found = sources(spoken)
      .flatMap(({ file, text }) => bareWords(file, text).map((one) => `${file}:${one}`))
      .filter((one) => !name.test(one));
    assert.deepEqual(found, []);
  });

  it('decide nothing: in another language they are others', () => {
    const questions =
      /(?:includes|startsWith|endsWith|indexOf|[!=]==) ?\(?l10n\.t\(|\bmessage\.(?:includes|startsWith|replace|match)\(/;
    const found = sources(['src/check/**/*.ts', 'src/engine/**/*.ts', 'src/fixes/**/*.ts', 'src/report/**/*.ts'])
      .flatMap(({ file, text }) => text.split('\n').map((line) => ({ file, line: line.trim() })))
      .filter(({ line }) => questions.test(line) && !line.includes('asSentence'))
      .map(({ file, line }) => `${file}: ${line}`);
    assert.deepEqual(found, []);
  });

  it('are all in the bundle for translators, and nothing else is (npm run l10n writes it)', async () => {
    const files = sources(['src/**/*.{ts,tsx}']).filter(({ text }) => text.includes('l10n'));
    const expected = await getL10nJson(files.map(({ file, text }) => ({ contents: text, extension: extname(file) })));
    const bundle = JSON.parse(readFileSync(join(root, 'l10n', 'bundle.l10n.json'), 'utf8')) as object;
    assert.deepEqual(Object.keys(bundle).sort(), Object.keys(expected).sort());
  }).timeout(60_000);
});

describe('bareWords', () => {
  it('finds text between tags, spoken attributes and sentences, and lets l10n.t, classes and bugs be', () => {
    const source = `
      const a = <p class="two words" title="Close">Hello</p>;
      const b = 'two words';
      const c = \`cannot read \${a}\`;
      const d = l10n.t('fine words {0}', 'not fine');
      throw new RangeError('a bug of ours');
      const e = <p aria-label={l10n.t('fine words')}>{l10n.t('so is this', a ? 'but not this' : '')}</p>;
      log.warn('for the log');
      const f: 'a type' = x;
    `;
    assert.deepEqual(bareWords('a.tsx', source), [
      '2: Close',
      '2: Hello',
      '3: two words',
      '4: cannot read {}',
      '7: but not this',
    ]);
  });
});
