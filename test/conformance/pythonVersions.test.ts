import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pythonWithNumpy } from '../../scripts/provisionPython.ts';
import { GradientCheckError } from '../../src/model/fault.ts';
import { openPython } from '../../src/runtime/python/openPython.ts';
import { runnerFile } from '../../src/runtime/python/runnerFile.ts';

const run = promisify(execFile);
const oldest = 8;

interface Version {
  interpreter: string;
  major: number;
  minor: number;
}

/** Interpreters of other versions on this machine: python3.N on the path, and those that pyenv has built. */
async function versions(): Promise<Version[]> {
  const named = Array.from({ length: 13 }, (_, k) => `python3.${k + 6}`);
  const pyenv = join(process.env['PYENV_ROOT'] ?? join(homedir(), '.pyenv'), 'versions');
  const built = existsSync(pyenv) ? readdirSync(pyenv).map((name) => join(pyenv, name, 'bin', 'python')) : [];
  const found = await Promise.all([await pythonWithNumpy(), ...named, ...built].map(versionOf));
  const all = found.filter((one) => one !== null);
  return all.filter((one, i) => all.findIndex(({ major, minor }) => major === one.major && minor === one.minor) === i);
}

async function versionOf(interpreter: string): Promise<Version | null> {
  const print = 'import sys; print("%d.%d" % sys.version_info[:2])';
  try {
    const [major = 0, minor = 0] = (await run(interpreter, ['-c', print])).stdout.trim().split('.').map(Number);
    return { interpreter, major, minor };
  } catch {
    return null;
  }
}

const layer = `
def forward(x, w):
    return [sum(a * b for a, b in zip(row, w)) for row in x]

def backward(dout, x, w):
    dw = [sum(d * row[k] for d, row in zip(dout, x)) for k in range(len(w))]
    return dw
`;

/** What came after 3.8 and is easily written by mistake. */
const newer =
  /\.remove(?:pre|suf)fix\(|\bast\.unparse\(|\bfunctools\.cache\b|\bzip\([^)]*strict=|\bmath\.(?:lcm|nextafter|ulp|cbrt|exp2|sumprod)\(|\.bit_count\(|\bgraphlib\b|\btomllib\b|\bzoneinfo\b|\bitertools\.(?:pairwise|batched)\(|\bsys\.(?:orig_argv|stdlib_module_names)\b|\bimportlib\.resources\.files\(|\bstr \| None\b|\b(?:list|dict|tuple)\[[a-z]/;

const found = await versions();

describe('versions of Python', function () {
  this.timeout(60_000);

  it('the runner is written in the grammar and with the library of 3.8', async () => {
    const parse = `import ast, sys; ast.parse(open(sys.argv[1], encoding="utf-8").read(), feature_version=(3, ${oldest}))`;
    await run(await pythonWithNumpy(), ['-c', parse, runnerFile()]);
    assert.doesNotMatch(readFileSync(runnerFile(), 'utf8'), newer);
  });

  for (const { interpreter, major, minor } of found.filter((one) => one.major === 3 && one.minor >= oldest)) {
    it(`${major}.${minor} runs a plan`, async () => {
      await withSource(async (file) => {
        const runtime = await openPython({
          file,
          overlays: {},
          inputsFile: null,
          interpreter,
          memoryLimitMegabytes: 512,
        });
        assert.match(runtime.host, new RegExp(`^Python ${major}\\.${minor}\\.`));
        const reach = (name: string) => ({ module: 'source', reach: { kind: 'export' as const, path: [name] } });
        const slot = (name: string) => ({ kind: 'slot' as const, at: { slot: name, path: [] } });
        const list = (into: string, value: number[] | number[][]) => ({
          kind: 'value' as const,
          into,
          value: { kind: 'json' as const, value },
        });
        const target = await runtime.open({
          version: 1,
          seed: 1,
          setup: [
            list('x', [
              [1, 2],
              [3, -1],
              [0.5, 4],
            ]),
            list('w', [0.3, -0.2]),
          ],
          forward: [
            { kind: 'call', into: 'y', callee: { kind: 'ref', ref: reach('forward') }, args: [slot('x'), slot('w')] },
          ],
          backward: [
            {
              kind: 'call',
              into: 'dw',
              callee: { kind: 'ref', ref: reach('backward') },
              args: [{ kind: 'upstream', output: 0 }, slot('x'), slot('w')],
            },
          ],
          leaves: [{ name: 'w', layer: null, role: 'parameter', at: { slot: 'w', path: [] }, gradientName: 'dw' }],
          gradients: [{ kind: 'value', at: { slot: 'dw', path: [] }, transposed: false }],
          cost: { kind: 'contraction', outputs: [{ slot: 'y', path: [] }] },
          clear: [],
        });
        const claimed = await target.gradients(null);
        const { values } = await target.costs({
          kind: 'entries',
          base: null,
          index: Int32Array.of(0, 0, 1, 1),
          value: Float64Array.of(0.31, 0.29, -0.19, -0.21),
        });
        for (const k of [0, 1]) assert.ok(Math.abs((values[2 * k]! - values[2 * k + 1]!) / 0.02 - claimed[k]!) < 1e-9);
        await runtime.dispose();
      });
    });
  }

  for (const { interpreter, major, minor } of found.filter((one) => one.major < 3 || one.minor < oldest)) {
    it(`${major}.${minor} is told apart, with what is needed`, async () => {
      await withSource(async (file) => {
        await assert.rejects(openPython({ file, overlays: {}, inputsFile: null, interpreter }), (error) => {
          assert.ok(error instanceof GradientCheckError);
          assert.equal(error.fault.kind, 'interpreter');
          assert.match(error.fault.message, new RegExp(`3\\.${oldest} or newer.*${major}\\.${minor}|Python 3`));
          return true;
        });
      });
    });
  }
});

async function withSource(test: (file: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'versions-'));
  const file = join(folder, 'layer.py');
  writeFileSync(file, layer);
  try {
    await test(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
