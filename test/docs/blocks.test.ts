import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Ajv } from 'ajv';
import { format } from 'prettier';
import ts from 'typescript';
import { configSchema } from '../../src/cli/configSchema.ts';
import { root } from '../../scripts/provision/paths.ts';
import { blocksOf, documents, type Block } from './blocks.ts';

/** Blocks that another test runs. */
const elsewhere: Record<string, string> = { 'docs/inputs.md': 'test/unit/binding/recipes.test.ts' };
/** Documents whose blocks without a language are pictures or a grammar. */
const drawn = ['ARCHITECTURE.md', 'docs/inputs.md'];

const scripts = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> })
  .scripts;

describe('code blocks of the documents', function () {
  this.timeout(180_000);

  for (const document of documents()) {
    const blocks = blocksOf(document);
    if (blocks.length === 0) continue;
    it(`${document}: each of its ${String(blocks.length)} blocks does what it says`, async () => {
      const place = new Place();
      try {
        for (const block of blocks) await runBlock(document, block, place);
        place.runTests();
      } finally {
        place.remove();
      }
    });
  }
});

/** No block is passed over: a language without a way to be run is a failure. */
async function runBlock(document: string, block: Block, place: Place): Promise<void> {
  const { language, file, text } = block;
  switch (language) {
    case '':
      return assert.ok(drawn.includes(document), `a block of ${document} has no language`);
    case 'sh':
      return place.runCommands(text);
    case 'text':
      return place.expect(text);
    case 'js':
    case 'ts':
    case 'py':
      if (document in elsewhere)
        return assert.ok(readFileSync(join(root, elsewhere[document] ?? ''), 'utf8').includes(document));
      if (document.startsWith('docs/causes/')) return assert.deepEqual(syntaxErrors(text), [], text);
      assert.ok(file, `a block of ${document} names no file:\n${text}`);
      return place.write(file, text);
    case 'json':
      assert.ok(file, `a block of ${document} names no file:\n${text}`);
      if (/^gradcheck\.config/u.test(file)) assert.ok(new Ajv().compile(configSchema())(JSON.parse(text)));
      return place.write(file, text);
    case 'yaml':
      await format(text, { parser: 'yaml' });
      return assert.deepEqual(unknownInputs(text), []);
    default:
      assert.fail(`there is no way to run ${language} in ${document}`);
  }
}

/** A cause's page shows a few lines; three dots stand for what is left out. */
function syntaxErrors(text: string): string[] {
  const source = ts.createSourceFile('block.ts', text.replaceAll('…', ''), ts.ScriptTarget.Latest) as ts.SourceFile & {
    parseDiagnostics: ts.Diagnostic[];
  };
  return source.parseDiagnostics.map((one) => ts.flattenDiagnosticMessageText(one.messageText, '\n'));
}

/** Inputs that a workflow gives to this action and that action.yml does not know. */
function unknownInputs(text: string): string[] {
  const step = /uses: \S*gradient-check[^\n]*\n\s+with:\n((?:\s{10,}\S[^\n]*\n)+)/u.exec(text)?.[1] ?? '';
  const known = readFileSync(join(root, 'action.yml'), 'utf8');
  const names = [...step.matchAll(/^\s+([\w-]+):/gmu)].map(([, name = '']) => name);
  return names.filter((name) => !known.includes(`\${{ inputs.${name} }}`));
}

/** A copy of the examples, in a repository of its own, with `gradient-check` on the path and in node_modules. */
class Place {
  readonly folder = mkdtempSync(join(tmpdir(), 'gradient-check-docs-'));
  #output = '';
  #tests: string[] = [];

  constructor() {
    cpSync(join(root, 'examples'), this.folder, { recursive: true });
    mkdirSync(join(this.folder, 'node_modules', '.bin'), { recursive: true });
    symlinkSync(root, join(this.folder, 'node_modules', 'gradient-check'), 'junction');
    symlinkSync(join(root, 'dist', 'cli.cjs'), join(this.folder, 'node_modules', '.bin', 'gradient-check'));
    for (const args of [
      ['init', '-q', '-b', 'main'],
      ['add', '.'],
      ['commit', '-q', '-m', 'start'],
    ]) {
      this.#spawn('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.com', ...args]);
    }
  }

  write(name: string, text: string): void {
    // The newest configuration is the one that counts.
    if (name.startsWith('gradcheck.config')) this.#removeConfigs();
    writeFileSync(join(this.folder, name), text);
    if (/\.test\.\w+$/u.test(name)) this.#tests.push(name);
  }

  runCommands(text: string): void {
    this.#output = '';
    for (const line of text.trim().split('\n')) this.#runLine(line);
  }

  /** Every line stands somewhere in what the last commands printed. */
  expect(text: string): void {
    for (const line of text.trim().split('\n'))
      assert.ok(this.#output.includes(line.trim()), `${line}\n--- not in:\n${this.#output}`);
  }

  runTests(): void {
    for (const name of this.#tests) {
      const { code, output } = this.#spawn(process.execPath, ['--test', name]);
      assert.equal(code, 0, output);
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #removeConfigs(): void {
    for (const name of readdirSync(this.folder))
      if (name.startsWith('gradcheck.config')) rmSync(join(this.folder, name));
  }

  /** Commands of the package and of Node run here; npm's only need to name what there is. */
  #runLine(line: string): void {
    const [command = '', comment = ''] = line.split(/\s+#\s*/u);
    if (command.trim() === '') return;
    if (/^npm /u.test(command)) return checkNpm(command);
    const here = command.replace(/^node dist\/cli\.cjs check examples\b/u, 'gradient-check check .');
    const [program = '', ...args] = here.trim().split(/\s+/u);
    assert.ok(['gradient-check', 'node'].includes(program), `there is no way to run: ${line}`);
    const script = program === 'node' ? args : [join(root, 'dist', 'cli.cjs'), ...args];
    const { code, output } = this.#spawn(process.execPath, script);
    const expected = here === command ? Number(/exit code (\d)/u.exec(comment)?.[1] ?? 0) : 1;
    assert.equal(code, expected, `${line}\n${output}`);
    this.#output += output;
  }

  #spawn(command: string, args: string[]): { code: number | null; output: string } {
    const env: NodeJS.ProcessEnv = { ...process.env, NO_COLOR: '1' };
    env['PATH'] = join(this.folder, 'node_modules', '.bin') + delimiter + (process.env['PATH'] ?? '');
    for (const name of ['NODE_TEST_CONTEXT', 'FORCE_COLOR']) Reflect.deleteProperty(env, name);
    const { status, stdout, stderr } = spawnSync(command, args, { cwd: this.folder, encoding: 'utf8', env });
    return { code: status, output: stdout + stderr };
  }
}

/** `npm ci`, this package's install, and scripts that exist; what they do is tested where they are defined. */
function checkNpm(command: string): void {
  for (const part of command.split('&&').map((one) => one.trim())) {
    if (part === 'npm ci' || part === 'npm install --save-dev gradient-check') continue;
    const name = /^npm (?:run )?([\w:-]+)/u.exec(part)?.[1] ?? '';
    assert.ok(name in scripts, `package.json has no script "${name}"`);
  }
}
