import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import ts from 'typescript';
import { writeDeclarations } from '../../scripts/package/declarations.ts';
import { npm } from '../../scripts/provision/npm.ts';
import { root } from '../../scripts/provision/paths.ts';
import { ensureTestRunners } from '../../scripts/provision/testRunners.ts';

/** The same test for every runner; its second gradient is twice too large. */
const body = `
test('right', async () => {
  await expectGradients({ parameters: { w: [0.3, -0.2] }, cost: ({ w }) => w[0] ** 2 + w[1], gradients: ({ w }) => ({ w: [2 * w[0], 1] }) });
});
test('wrong', async () => {
  await expectGradients({ parameters: { w: [0.3, -0.2] }, cost: ({ w }) => w[0] ** 2 + w[1], gradients: ({ w }) => ({ w: [4 * w[0], 2] }) });
});
`;
const imported = "import { expectGradients } from 'gradient-check';\n";
const required = "const { expectGradients } = require('gradient-check');\n";

describe('the npm package', function () {
  this.timeout(300_000);
  const folder = mkdtempSync(join(tmpdir(), 'gradient-check-npm-'));
  const project = join(folder, 'project');
  let listing: { size: number; unpackedSize: number; files: { path: string }[] };

  before(async () => {
    writeDeclarations();
    const packed = run(root, npmCommand(), ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]);
    const parsed = JSON.parse(packed.out) as (typeof listing)[] | Record<string, typeof listing>;
    listing = Object.values(parsed)[0]!;
    mkdirSync(project);
    writeFileSync(join(project, 'package.json'), '{ "private": true }');
    const tarball = join(folder, `gradient-check-${version()}.tgz`);
    await npm(project, ['install', '--offline', '--no-package-lock', tarball]);
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('holds the command line, the library with its types, and the documents; nothing of the editor', () => {
    const paths = listing.files.map(({ path }) => path.replaceAll('\\', '/'));
    for (const path of [
      'dist/cli.cjs',
      'dist/worker.cjs',
      'dist/library.mjs',
      'dist/library.cjs',
      'dist/python/runner.py',
    ]) {
      assert.ok(paths.includes(path), path);
    }
    for (const path of [
      'dist/types/library/index.d.ts',
      'dist/types/library/index.d.cts',
      'docs/causes/zero.md',
      'README.md',
    ]) {
      assert.ok(paths.includes(path), path);
    }
    const allowed =
      /^(dist\/(types\/.+\.d\.c?ts|python\/.+\.py|(cli|helper|reader|runner|typescript|worker|library)\.c?m?js)|docs\/.+\.md|media\/config\.schema\.json|(README|CHANGELOG)\.md|LICENSE|package\.json)$/u;
    assert.deepEqual(
      paths.filter((path) => !allowed.test(path)),
      [],
    );
    assert.ok(listing.size <= 1.5e6, `${listing.size} bytes`);
    assert.ok(statSync(join(project, 'node_modules/gradient-check/dist/cli.cjs')).isFile());
  });

  it('brings no dependency, and knows neither vscode nor the file system in the library', () => {
    assert.ok(!existsSync(join(project, 'node_modules', 'typescript')));
    for (const name of ['library.mjs', 'library.cjs']) {
      const text = readFileSync(join(project, 'node_modules/gradient-check/dist', name), 'utf8');
      const modules = [...text.matchAll(/(?:require\(|from\s*)"([^"]+)"/gu)].map(([, module]) => module);
      assert.deepEqual(
        modules.filter((module) => module !== 'node:url'),
        [],
        name,
      );
    }
  });

  it('gives the command line a name', () => {
    writeFileSync(
      join(project, 'square.js'),
      'export const cost = (w) => w * w;\nexport const costGradient = (w) => 2 * w;\n',
    );
    const bin = join(
      project,
      'node_modules',
      '.bin',
      process.platform === 'win32' ? 'gradient-check.cmd' : 'gradient-check',
    );
    const { code, out, error } = run(project, bin, ['check', 'square.js']);
    assert.equal(code, 0, out + error);
  });

  it('is left out of a bundle by whoever does not use it, and most of it by whoever uses little', async () => {
    const size = async (contents: string): Promise<number> => {
      const { outputFiles } = await build({
        stdin: { contents, resolveDir: project },
        bundle: true,
        minify: true,
        write: false,
        format: 'esm',
        external: ['node:url'],
      });
      return outputFiles[0]!.contents.length;
    };
    assert.equal(await size("import { gradientCheck } from 'gradient-check';"), 0);
    const whole = await size("export * from 'gradient-check';");
    assert.ok((await size("export { defineConfig } from 'gradient-check';")) < whole / 10);
  });

  it('is typed for import and for require', () => {
    const text =
      "import { expectGradients, gradientCheck, defineConfig, type Report } from 'gradient-check';\n" +
      'const report: Report = await gradientCheck({ parameters: { w: [1] }, cost: ({ w }) => w.length, gradients: () => [0] });\n' +
      "await expectGradients({ parameters: 1, cost: (x) => x.toFixed() === '1' ? 1 : 2, gradients: (x) => x });\n" +
      "defineConfig({ seed: 2 });\nexport const verdict: 'correct' | 'wrong' | 'inconclusive' = report.verdict;\n";
    assert.deepEqual(complaints('typed.mts', text), []);
    assert.deepEqual(
      complaints(
        'typed.cts',
        "import g = require('gradient-check');\nexport const check: Function = g.gradientCheck;\n",
      ),
      [],
    );
    assert.match(complaints('wrong.mts', `${text}defineConfig({ sead: 2 });\n`).join(), /sead/u);
  });

  function complaints(name: string, text: string): string[] {
    writeFileSync(join(project, name), text);
    const options: ts.CompilerOptions = {
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      target: ts.ScriptTarget.ES2022,
      strict: true,
      noEmit: true,
      types: [],
    };
    const program = ts.createProgram([join(project, name)], options);
    return ts.getPreEmitDiagnostics(program).map((one) => ts.flattenDiagnosticMessageText(one.messageText, '\n'));
  }

  describe('in other people’s tests', () => {
    let runners = '';
    before(async () => {
      runners = await ensureTestRunners();
      for (const name of ['vitest', 'jest']) {
        symlinkSync(join(runners, 'node_modules', name), join(project, 'node_modules', name), 'junction');
      }
    });

    const bin = (name: string, path: string): string =>
      join(name === 'mocha' ? root : runners, 'node_modules', name, path);
    const cases: [string, string, string, () => string[]][] = [
      [
        'node:test',
        'node.test.mjs',
        `import { test } from 'node:test';\n${imported}${body}`,
        () => ['--test', 'node.test.mjs'],
      ],
      [
        'mocha',
        'mocha.spec.mjs',
        imported + body.replaceAll('test(', 'it('),
        () => [bin('mocha', 'bin/mocha.js'), '--no-config', 'mocha.spec.mjs'],
      ],
      [
        'vitest',
        'vitest.test.mjs',
        `import { test } from 'vitest';\n${imported}${body}`,
        () => [bin('vitest', 'vitest.mjs'), 'run', 'vitest.test.mjs'],
      ],
      [
        'jest',
        'jest.test.cjs',
        required + body,
        () => [bin('jest', 'bin/jest.js'), '--rootDir', '.', '--testMatch', '**/jest.test.cjs'],
      ],
    ];
    for (const [name, file, text, args] of cases) {
      it(`${name}: right passes, wrong fails with the report in words`, () => {
        writeFileSync(join(project, file), text);
        const { code, out, error } = run(project, process.execPath, args());
        const said = out + error;
        assert.equal(code === 0, false, said);
        assert.match(said, /gradients computes w wrong\. w is exactly 2 × what the cost says/u);
        assert.match(said, /1 pass(ed|ing)?\b|pass 1\b/u);
        assert.match(said, /1 fail(ed|ing)?\b|fail 1\b/u);
      });
    }
  });
});

function version(): string {
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;
}

function npmCommand(): string {
  return process.platform === 'win32' ? 'npm.cmd' : 'npm';
}

function run(cwd: string, command: string, args: string[]): { code: number | null; out: string; error: string } {
  const env = { ...process.env, NO_COLOR: '1', CI: '1' };
  // A test runner inside a test runner would take the outer one's settings for its own.
  for (const name of ['NODE_TEST_CONTEXT', 'NODE_OPTIONS', 'FORCE_COLOR']) Reflect.deleteProperty(env, name);
  const shell = command.endsWith('.cmd');
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8', env, shell });
  return { code: status, out: stdout, error: stderr };
}
