import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { basename } from 'node:path';
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
    console.log(`PyTorch ${version} of ${interpreter}: ${torchCases().length} cases are run with it`);
    return interpreter;
  }
  console.log('no interpreter here imports PyTorch: its cases are only read (name one: GRADIENT_CHECK_TORCH_PYTHON)');
  return null;
}

const python = await pythonWithTorch();

describe('PyTorch', function () {
  this.timeout(240_000);

  it('has cases that are right and cases that are wrong', () => {
    assert.deepEqual([...new Set(torchCases().map(({ verdict }) => verdict))].sort(), ['correct', 'wrong']);
  });

  for (const one of python === null ? [] : torchCases()) {
    it(`${basename(one.file)} ${one.pair} is ${one.verdict}`, async () => {
      const report = await runPythonCase(one, false, python);
      assert.ok(isRight(one, report), report?.error?.message ?? report?.headline ?? 'the pair was not found');
    });
  }
});
