import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { defaultOptions } from '../../src/engine/service.ts';
import type { Report } from '../../src/model/report.ts';
import { World, correctSource, root } from './world.ts';

const wrongSource = correctSource.replace('const dw = x.map((value) => 2 *', 'const dw = x.map((value) => 3 *');
/** Long enough for something to happen meanwhile. */
const slowSource = correctSource.replace(
  '  return w.reduce',
  '  const end = Date.now() + 5;\n  while (Date.now() < end);\n  return w.reduce',
);

function commandLine(...args: string[]): { status: number | null; out: string; err: string } {
  const ran = spawnSync(process.execPath, [join(root, 'dist', 'cli.cjs'), 'check', ...args], { encoding: 'utf8' });
  return { status: ran.status, out: ran.stdout, err: ran.stderr };
}

describe('files and folders', function () {
  this.timeout(180_000);
  let world: World;

  before(() => {
    world = new World();
  });
  afterEach('the next check works', async () => {
    assert.equal((await world.check('correct.js')).verdict, 'correct');
  });
  after('no process is left', async () => {
    assert.deepEqual(await world.dispose(), []);
  });

  const verdictOf = async (name: string, text: string | Uint8Array): Promise<Report> => {
    world.write(name, text);
    return world.check(name);
  };

  it('a source line of 1 MB', async () => {
    const table = `export const table = [${'0.123456,'.repeat(115_000)}];\n`;
    const inside = correctSource.replace('  const dw', `  /* ${'x'.repeat(1_000_000)} */ const dw`);
    assert.equal((await verdictOf('table.js', correctSource + table)).verdict, 'correct');
    assert.equal((await verdictOf('inside.js', inside)).verdict, 'correct');
  });

  it('a file of 50 MB', async () => {
    const text = `${correctSource}//${'x'.repeat(50_000_000)}\n`;
    await assert.rejects(world.service.discover(world.path('large.js'), text), /too long to be read \(50 MB\): move/u);
    world.write('large.js', text);
    const { status, err } = commandLine(world.path('large.js'));
    assert.match(err, /large\.js is too long to be read \(50 MB\): move the functions/u);
    assert.equal(status, 2);
  });

  it('invalid UTF-8', async () => {
    const text = Buffer.concat([
      Buffer.from('// caf'),
      Buffer.from([0xe9, 0xff, 0xc0, 10]),
      Buffer.from(correctSource),
    ]);
    assert.equal((await verdictOf('latin1.js', text)).verdict, 'correct');
  });

  it('a byte order mark', async () => {
    const report = await verdictOf('bom.js', `\uFEFF${wrongSource}`);
    assert.equal(report.verdict, 'wrong');
    assert.equal(report.leaves[0]?.site?.line, 8);
  });

  it('CRLF line ends', async () => {
    const report = await verdictOf('crlf.js', wrongSource.replaceAll('\n', '\r\n'));
    assert.equal(report.verdict, 'wrong');
    assert.equal(report.leaves[0]?.site?.line, 8);
  });

  it('emoji in names and offsets', async () => {
    const text = wrongSource.replace('  const dw', '  /* 🎉🧠 ∂ */ const dw');
    const report = await verdictOf('🧠 nets/ünï 🎉.js', text);
    assert.equal(report.verdict, 'wrong');
    const site = report.leaves[0]!.site!;
    const line = text.split('\n')[site.line - 1]!;
    assert.match(line.slice(site.column - 1, site.endColumn - 1), /^(?:const )?dw\b/u);
  });

  it('a throw in TypeScript is told at its line in the source, and so is the stack', async () => {
    const typed = correctSource.replace('(w, x) {', '(w: number[], x: number[]) {\n  step();');
    const step = 'interface Gone {\n  at: number;\n}\nfunction step(): Gone {\n  throw new RangeError("no step");\n}\n';
    const report = await verdictOf('thrown.ts', `${step}${typed}`);
    assert.equal(report.error?.kind, 'throw', report.error?.message ?? report.headline);
    assert.match(report.error.message, /no step/u);
    assert.equal(report.error.line, 5);
    assert.match(report.error.stack ?? '', /step .*thrown\.ts:5:\d+\).*forward .*thrown\.ts:9:\d+/su);
    assert.doesNotMatch(report.error.stack ?? '', /worker\.cjs|dist/u);
  });

  it('symlink loops', async () => {
    world.write('links/net.js', correctSource);
    // Two loops in one folder: followed blindly, they lead to 2⁴⁰ paths.
    symlinkSync(world.path('links'), world.path('links/up'));
    symlinkSync(world.path('links'), world.path('links/again'));
    symlinkSync(world.path('links/itself.js'), world.path('links/itself.js'));
    const { status, out } = commandLine('--list', world.path('links'));
    assert.equal(status, 0);
    assert.deepEqual(out.match(/\w+\.js/gu), ['net.js']);
    world.write('entry.js', `${correctSource}export { forward as again } from './links/up/again/net.js';\n`);
    assert.equal((await world.check('entry.js')).verdict, 'correct');
  });

  it('a workspace of 10,000 files', () => {
    for (let i = 0; i < 10_000; i++) {
      world.write(`many/${String(i % 100)}/file${String(i)}.ts`, `export const value${String(i)} = ${String(i)};\n`);
    }
    world.write('many/7/net.ts', correctSource);
    const { status, out } = commandLine('--list', world.path('many'));
    assert.equal(status, 0);
    assert.equal(out.trim().split('\n').length, 1);
  });

  for (const [name, act] of [
    ['deleted', () => rmSync(world.path('slow.js'))],
    ['renamed', () => renameSync(world.path('slow.js'), world.path('other.js'))],
    ['moved', () => renameSync(world.path('slow.js'), world.path('moved/slow.js'))],
  ] as const) {
    it(`a file ${name} while it is checked`, async () => {
      world.write('slow.js', slowSource);
      world.write('moved/other.js', correctSource);
      const found = await world.service.discover(world.path('slow.js'), slowSource);
      let isDone = false;
      const report = await world.check('slow.js', {
        options: { timeLimitMilliseconds: 60_000 },
        onProgress: ({ stage }) => {
          if (stage !== 'checking' || isDone) return;
          isDone = true;
          act();
        },
      });
      assert.equal(isDone, true);
      assert.equal(report.verdict, 'correct', report.error?.message ?? report.headline);
      const request = { file: world.path('slow.js'), pair: found.pairs[0]!, overlays: {} };
      const handlers = { onProgress: () => undefined, onOutput: () => undefined };
      const later = await world.service.check(
        { ...request, options: defaultOptions },
        handlers,
        new AbortController().signal,
      );
      assert.match(later.error?.message ?? '', /slow\.js is not there any more.*run the check from/u);
    });
  }

  it('a pair renamed while its result is shown', async () => {
    const { pairs } = await world.service.discover(world.path('correct.js'), correctSource);
    const renamed = correctSource.replaceAll('backward', 'gradientOfCost');
    const file = world.path('correct.js');
    const request = { file, pair: pairs[0]!, overlays: { [file]: renamed }, options: defaultOptions };
    const handlers = { onProgress: () => undefined, onOutput: () => undefined };
    const report = await world.service.check(request, handlers, new AbortController().signal);
    assert.match(report.error?.message ?? '', /backward is no longer in this file.*Run the check from its new lens/u);
  });

  it('node_modules that are missing', async () => {
    const text = `import { matrix } from 'mathjs';\nimport { chunk } from 'lodash';\n${correctSource.replace('return w.reduce', 'matrix([1]);\n  return w.reduce')}`;
    const report = await verdictOf('needs.js', text);
    assert.match(report.error?.message ?? '', /mathjs.*npm install/su);
  });

  it('a dependency with a native crash', async () => {
    // What a broken add-on does to its process; building one here would need a compiler.
    world.write('node_modules/crasher/index.js', "exports.crash = () => process.kill(process.pid, 'SIGSEGV');\n");
    const text = `import { crash } from 'crasher';\n${correctSource.replace('  return w.reduce', '  crash();\n  return w.reduce')}`;
    const report = await verdictOf('crashes.js', text);
    assert.equal(report.error?.kind, 'crash');
    assert.match(report.error.message, /ended by signal SIGSEGV.*native/u);
  });
});
