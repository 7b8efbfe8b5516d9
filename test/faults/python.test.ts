import assert from 'node:assert/strict';
import type { FaultKind } from '../../src/model/fault.ts';
import type { Report } from '../../src/model/report.ts';
import { endsWithinSecond } from './withinSecond.ts';
import { World } from './world.ts';

const head = 'import builtins, ctypes, math, os, sys\nimport numpy as np\n';
/** A pair whose forward begins with some lines, and whose gradient is `factor` times x. */
const pair = (lines: string[], factor = '2 * y', top: string[] = []): string => `${head}${top.join('\n')}

def forward(w, x):
    """w: array of shape (3,), x: array of shape (3,)"""
${lines.map((line) => `    ${line}\n`).join('')}    y = 0.0
    for i in [0, 1, 2]:
        y = y + float(w[i]) * float(x[i])
    return y * y

def backward(w, x):
    y = 0.0
    for i in [0, 1, 2]:
        y = y + float(w[i]) * float(x[i])
    dw = ${factor} * x
    return {'dw': dw}

w = np.array([0.3, -0.8, 0.5])
x = np.array([1.2, 0.7, -0.4])
`;

const numpyNames = [
  'sum',
  'dot',
  'asarray',
  'array',
  'zeros',
  'ascontiguousarray',
  'ravel',
  'all',
  'isfinite',
  'prod',
  'shape',
];
const patchNumpy = numpyNames.map((name) => `np.${name} = lambda *a, **k: None`);
const builtinNames = [
  'len',
  'sum',
  'isinstance',
  'enumerate',
  'zip',
  'range',
  'getattr',
  'list',
  'dict',
  'type',
  'max',
  'min',
  'map',
];
const patchBuiltins = builtinNames.map((name) => `builtins.${name} = lambda *a, **k: None`);

const table: { name: string; text: string; ends: FaultKind | 'correct' | 'wrong'; message?: RegExp }[] = [
  { name: 'Python code that calls sys.exit', text: pair(['sys.exit(3)']), ends: 'exit', message: /exit/u },
  { name: 'Python code that calls os._exit', text: pair(['os._exit(3)']), ends: 'exit', message: /exit code 3/u },
  { name: 'a segmentation fault in Python', text: pair(['ctypes.string_at(0)']), ends: 'crash', message: /SIGSEGV/u },
  { name: 'Python code that overrides NumPy', text: pair(patchNumpy), ends: 'correct' },
  { name: 'Python code that overrides NumPy around a wrong gradient', text: pair(patchNumpy, '3 * y'), ends: 'wrong' },
  { name: 'Python code that overrides builtins', text: pair(patchBuiltins), ends: 'correct' },
  {
    name: 'Python code that overrides math and json',
    text: pair([]).replace(
      'def forward',
      'import json\njson.dumps = json.loads = None\nmath.isfinite = math.sqrt = None\ndef forward',
    ),
    ends: 'correct',
  },
  {
    name: 'Python code that writes to standard output by its number',
    text: pair(['os.write(1, b"\\xff" * 64)']),
    ends: 'correct',
  },
  {
    name: 'Python code whose child process and C library write to standard output',
    text: pair([
      'import subprocess; subprocess.run([sys.executable, "-c", "print(chr(0) * 64)"])',
      'libc = ctypes.cdll.msvcrt if os.name == "nt" else ctypes.CDLL(None)',
      'libc.puts(b"\\x08" * 64); libc.fflush(None)',
    ]),
    ends: 'correct',
  },
  { name: 'an array of 10 GB in Python', text: pair(['np.ones(10 ** 10 // 8)']), ends: 'memory', message: /memory/u },
  {
    name: 'Python code that raises deep inside a function of its own',
    text: pair(['low(w)'], '2 * y', ['def low(w):', '    return np.linalg.inv(w)']),
    ends: 'throw',
    message: /LinAlgError/u,
  },
  {
    name: 'Python code that closes standard output',
    text: pair(['sys.stdout.close()', 'sys.stdin.close()']),
    ends: 'correct',
  },
  {
    name: 'endless recursion in Python',
    text: pair(['def down(n): return down(n + 1)', 'down(0)']),
    ends: 'throw',
    message: /RecursionError/u,
  },
  {
    name: 'Python code that freezes its inputs',
    text: pair(['w.flags.writeable = False', 'x.flags.writeable = False']),
    ends: 'correct',
  },
  { name: 'an endless loop in C of Python', text: pair(['sum(iter(int, 1))']), ends: 'timeout', message: /stopped/u },
];

describe('Python code', function () {
  this.timeout(180_000);
  const world = new World({ 'correct.py': pair([]) });

  after('no process is left', async () => {
    assert.deepEqual(await world.dispose(), []);
  });

  for (const { name, text, ends, message } of table) {
    it(name, async () => {
      world.write('hostile.py', text);
      // Only what never ends has a short limit: on a busy machine everything else may take its time.
      const report = await world.check('hostile.py', {
        options: ends === 'timeout' ? { timeLimitMilliseconds: 6000 } : {},
      });
      assert.equal(report.error?.kind ?? report.verdict, ends, report.error?.message ?? report.headline);
      if (message) assert.match(report.error?.message ?? '', message);
      assert.equal((await world.check('correct.py')).verdict, 'correct');
    });
  }

  it('an endless loop in C of Python: Cancel works within a second', async () => {
    world.write('endless.py', pair(['sum(iter(int, 1))']));
    const controller = new AbortController();
    let running: Promise<Report> | undefined;
    await new Promise<void>((resolve) => {
      const onProgress = ({ stage }: { stage: string }): void => {
        if (stage === 'binding') setTimeout(resolve, 500);
      };
      running = world.check('endless.py', { signal: controller.signal, onProgress });
    });
    await endsWithinSecond(async () => {
      controller.abort();
      await running;
    });
    assert.equal((await running)?.error?.kind, 'cancelled');
  });
});
