import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { basename, delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { pythonWithNumpy } from '../../scripts/provisionPython.ts';
import { torchCases } from '../reach/python/pythonCases.ts';
import { isRight, runPythonCase } from '../reach/python/runPythonCase.ts';

const run = promisify(execFile);

/** The first interpreter of this machine that imports PyTorch; null where none does. It is too large to provide. */
async function pythonWithTorch(): Promise<string | null> {
  const named = process.env['GRADIENT_CHECK_TORCH_PYTHON'];
  const all = [...(named ? [named] : []), await pythonWithNumpy(), 'python3', '/usr/bin/python3'];
  for (const interpreter of all) {
    const version = await run(interpreter, ['-c', 'import torch; print(torch.__version__)'], { timeout: 120_000 }).then(
      ({ stdout }) => stdout.trim(),
      () => null,
    );
    if (version === null) continue;
    console.log(`PyTorch ${version} of ${interpreter}: ${torchCases().length} cases are run with it as well`);
    return interpreter;
  }
  console.log('no interpreter here imports PyTorch: its cases are run with the stand-in only');
  return null;
}

function rightWith(name: string, interpreter: () => Promise<string>): void {
  for (const one of torchCases()) {
    it(`${basename(one.file)} ${one.pair} is ${one.verdict} with ${name}`, async () => {
      const report = await runPythonCase(one, false, await interpreter());
      assert.ok(isRight(one, report), report?.error?.message ?? report?.headline ?? 'the pair was not found');
    });
  }
}

const python = await pythonWithTorch();

describe('tensors', function () {
  this.timeout(240_000);

  it('has cases that are right and cases that are wrong', () => {
    assert.deepEqual([...new Set(torchCases().map(({ verdict }) => verdict))].sort(), ['correct', 'wrong']);
  });

  describe('of the stand-in', () => {
    const outside = process.env['PYTHONPATH'];

    before(() => {
      const standIn = join(import.meta.dirname, 'standIn');
      process.env['PYTHONPATH'] = outside === undefined ? standIn : `${standIn}${delimiter}${outside}`;
    });

    after(() => {
      if (outside === undefined) delete process.env['PYTHONPATH'];
      else process.env['PYTHONPATH'] = outside;
    });

    it('is what the interpreter imports', async () => {
      const { stdout } = await run(await pythonWithNumpy(), ['-c', 'import torch; print(torch.__file__)']);
      assert.match(stdout, /standIn/);
    });

    rightWith('the stand-in', pythonWithNumpy);
  });

  if (python !== null) {
    describe('of PyTorch', () => {
      rightWith('PyTorch', async () => python);
    });
  }
});
