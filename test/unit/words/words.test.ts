import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';
import { globSync } from 'tinyglobby';
import { bareWords } from './bareWords.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** Where words are made that reach a person in the editor. The command line and the library stay in English. */
const spoken = [
  'src/{binding,check,engine,runtime,report,editor,panel}/**/*.{ts,tsx}',
  'src/extension.ts',
  // formats are read by machines and by people elsewhere; titles of causes are for rules in formats
  '!src/report/formats/**',
  '!src/check/causes/catalogue.ts',
  // source code and markup that are written by the extension, and what models and maintainers read
  '!src/binding/question.ts',
  '!src/editor/inputs/inputsFile.ts',
  '!src/editor/panel/panelPage.ts',
  '!src/engine/processes/rehearsal.ts',
  '!src/runtime/javascript/loader/{sources,syntheticModules,transpile}.ts',
  '!src/editor/agents/agentText.ts',
  '!src/editor/results/problemText.ts',
];

/** The same everywhere: the product's name, and words that are data. */
const name = /: (?:Gradient Check|too close|too wide|doc comment|\[object Module\])$/;

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
  }).timeout(180_000);
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
