import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pythonWithNumpy } from '../../../scripts/provisionPython.ts';
import type { Observation, Plan } from '../../../src/model/plan.ts';
import { GradientCheckError } from '../../../src/model/fault.ts';
import type { Runtime } from '../../../src/runtime/runtime.ts';
import { openPython, type PythonOptions } from '../../../src/runtime/python/openPython.ts';

const call = (name: string, into: string): Plan['forward'][number] => ({
  kind: 'call',
  into,
  callee: { kind: 'ref', ref: { module: 'source', reach: { kind: 'export', path: [name] } } },
  args: [],
});
const runnable = {
  seed: 1,
  setup: [],
  forward: [call('forward', 'y')],
  backward: [call('backward', 'g')],
  outputs: [],
};

describe('Python runtime', () => {
  let folder = '';
  let runtime: Runtime | null = null;
  let said = '';

  before(async function () {
    this.timeout(400_000);
    await pythonWithNumpy();
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'gradcheck-'));
    said = '';
  });
  afterEach(async () => {
    await runtime?.dispose();
    runtime = null;
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(files: Record<string, string>, more: Partial<PythonOptions> = {}): Promise<Runtime> {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    runtime = await openPython({
      file: join(folder, 'net.py'),
      overlays: {},
      inputsFile: null,
      roots: [folder],
      interpreter: await pythonWithNumpy(),
      onOutput: (text) => (said += text),
      ...more,
    });
    return runtime;
  }

  const run = async (source: string, more: Partial<PythonOptions> = {}): Promise<Observation> =>
    (await open({ 'net.py': source }, more)).trial.run(runnable);

  async function fails(source: string, more: Partial<PythonOptions> = {}) {
    const observation = await run(source, more);
    assert.ok(!observation.ok);
    return { stage: observation.stage, ...observation.fault };
  }

  async function ends(source: string, more: Partial<PythonOptions> = {}) {
    let found: unknown = null;
    await assert.rejects(run(source, more), (error) => {
      found = error;
      return error instanceof GradientCheckError;
    });
    return (found as GradientCheckError).fault;
  }

  const backward = '\ndef backward():\n    return 1.0\n';

  it('names the user’s own line where a call raises, inside a library too', async () => {
    const fault = await fails(`import numpy as np\ndef forward():\n    return np.zeros(2) @ np.zeros(3)\n${backward}`);
    assert.deepEqual(
      [fault.kind, fault.stage, fault.line, fault.file],
      ['throw', 'forward', 3, join(folder, 'net.py')],
    );
    assert.match(fault.message, /^forward threw ValueError: matmul/);
    assert.ok(!fault.stack?.includes('runner.py'));
  });

  it('tells syntax errors with line and column', async () => {
    const fault = await fails('def forward():\n    return (1 +\n');
    assert.deepEqual([fault.kind, fault.stage], ['syntax', 'load']);
    assert.equal(fault.line, 2);
    assert.ok((fault.column ?? 0) > 0);
  });

  it('says that a text is Python 2', async () => {
    const fault = await fails('def forward():\n    print "x"\n    return 1\n');
    assert.equal(fault.kind, 'syntax');
    assert.match(fault.message, /Python 2/);
    assert.equal(fault.line, 2);
  });

  it('names the line of an import that is missing', async () => {
    const text = `def forward():\n    from no_such_module_here import f\n    return f(1.0)\n${backward}`;
    const fault = await fails(text);
    assert.deepEqual([fault.kind, fault.stage, fault.line], ['import', 'forward', 2]);
  });

  it('does without an import at the top of a file until it is used', async () => {
    const unused = `import no_such_module_here\ndef forward():\n    return 1.0\n${backward}`;
    assert.equal((await run(unused)).ok, true);
    assert.match(runtime?.notes()[0]?.message ?? '', /not installed and not needed so far: no_such_module_here/);
    await runtime?.dispose();
    const used = `import no_such_module_here as m\ndef forward():\n    return m.f(1.0)\n${backward}`;
    const fault = await fails(used);
    assert.deepEqual([fault.kind, fault.stage, fault.line], ['import', 'forward', 3]);
    assert.match(fault.message, /No module named 'no_such_module_here'.*Install it for/);
  });

  it('leaves an import under try to its own answer', async () => {
    const text = `try:\n    import no_such_module_here as xp\nexcept ImportError:\n    import math as xp\ndef forward():\n    return xp.sqrt(4.0)\n${backward}`;
    assert.equal((await run(text)).ok, true);
    assert.deepEqual(runtime?.notes(), []);
  });

  it('gives names back that NumPy has dropped, and says so', async () => {
    const text = `import numpy as np\ndef forward():\n    return float(np.zeros(2, dtype=np.float).sum())\n${backward}`;
    assert.equal((await run(text)).ok, true);
    if (/NumPy 1\.(1\d|2[0-3])\./.test(runtime?.host ?? '')) return; // it still has the name
    assert.match(runtime?.notes()[0]?.message ?? '', /np\.float is gone from NumPy/);
  });

  it('takes the definitions of a notebook up to the checked cell, and from below only what is nowhere above', async () => {
    const cells = [
      'def scale():\n    return 2.0',
      `def forward():\n    return scale() * helper()\n${backward}`,
      'def scale():\n    return 100.0',
      'def helper():\n    return 3.0\nassert False, "work is not run"',
    ];
    const text = JSON.stringify({ cells: cells.map((source) => ({ cell_type: 'code', source })) });
    const value = async (lines: number[]): Promise<unknown> => {
      const opened = await open({ 'net.ipynb': text }, { file: join(folder, 'net.ipynb'), lines });
      const observation = await opened.trial.run(runnable);
      await opened.dispose();
      assert.ok(observation.ok, JSON.stringify(observation));
      return observation.slots['y'];
    };
    assert.deepEqual(await value([3]), { kind: 'number', value: 6 });
    assert.deepEqual(await value([]), { kind: 'number', value: 300 });
  });

  it('lets sys.exit end only the call', async () => {
    const fault = await fails(`import sys\ndef forward():\n    sys.exit(3)\n${backward}`);
    assert.deepEqual([fault.kind, fault.line], ['exit', 3]);
    const observation = await runtime?.trial.run({ ...runnable, forward: [] });
    assert.equal(observation?.ok, true);
  });

  it('rejects what is under way when the process is gone', async () => {
    assert.equal((await ends(`import os\ndef forward():\n    os._exit(4)\n${backward}`)).kind, 'exit');
    await runtime?.dispose();
    const crash = `import os, signal\ndef forward():\n    os.kill(os.getpid(), signal.SIGSEGV)\n${backward}`;
    const fault = await ends(crash);
    assert.equal(fault.kind, 'crash');
    await assert.rejects(runtime!.trial.run(runnable), GradientCheckError);
  });

  it('ends an endless loop, in Python and in C', async () => {
    const limit = { timeLimitMilliseconds: 1500 };
    assert.equal((await ends(`def forward():\n    while True: pass\n${backward}`, limit)).kind, 'timeout');
    await runtime?.dispose();
    const inC = `def forward():\n    return 10 ** 10 ** 9\n${backward}`;
    assert.equal((await ends(inC, limit)).kind, 'timeout');
  });

  it('ends when it is disposed while code runs', async () => {
    const opened = await open({ 'net.py': `def forward():\n    while True: pass\n${backward}` });
    const pending = opened.trial.run(runnable);
    setTimeout(() => void opened.dispose(), 300);
    await assert.rejects(
      pending,
      (error: unknown) => error instanceof GradientCheckError && error.fault.kind === 'cancelled',
    );
  });

  it('stops an array that is too large', async () => {
    const source = `import numpy as np\ndef forward():\n    return float(np.ones(10 ** 10 // 8).sum())\n${backward}`;
    const fault = await fails(source, { memoryLimitMegabytes: 600 }).catch(
      (error: unknown) => (error as GradientCheckError).fault,
    );
    assert.equal(fault.kind, 'memory');
  });

  it('hands prints to the output, never into a frame', async () => {
    const source = `import os, sys\ndef forward():\n    print('hällo', flush=True)\n    os.write(1, b'raw\\n')\n    sys.stderr.write('err\\n')\n    return 1.0\n${backward}`;
    assert.equal((await run(source)).ok, true);
    // Prints travel on pipes of their own, which may be read after the answer.
    for (const words of [/hällo/, /raw/, /err/]) {
      for (let tries = 0; !words.test(said) && tries < 300; tries++) await delay(100);
      assert.match(said, words);
    }
  });

  it('runs unsaved buffers, and shows their lines', async () => {
    const file = join(folder, 'net.py');
    const overlays = {
      [file]: `from helper import f\ndef forward():\n    return f()\n${backward}`,
      [join(folder, 'helper.py')]: '\n\ndef f():\n    raise KeyError("unsaved")\n',
    };
    const opened = await open({ 'net.py': 'syntax error', 'helper.py': 'def f():\n    return 1\n' }, { overlays });
    const observation = await opened.trial.run(runnable);
    assert.ok(!observation.ok);
    assert.deepEqual([observation.fault.file, observation.fault.line], [join(folder, 'helper.py'), 4]);
    assert.match(observation.fault.stack ?? '', /raise KeyError\("unsaved"\)/);
  });

  it('resolves relative imports, lists workspace files and leaves no __pycache__', async () => {
    const opened = await open(
      {
        'pkg/__init__.py': '',
        'pkg/sub/__init__.py': '',
        'pkg/sub/net.py': `from ..util import one\nfrom . import near\ndef forward():\n    return one() + near.two\n${backward}`,
        'pkg/sub/near.py': 'two = 2.0\n',
        'pkg/util.py': 'def one():\n    return 1.0\n',
      },
      { file: join(folder, 'pkg/sub/net.py') },
    );
    const observation = await opened.trial.run(runnable);
    assert.ok(observation.ok, JSON.stringify(observation));
    assert.deepEqual(observation.slots['y'], { kind: 'number', value: 3 });
    const names = opened.files().map((file) => file.slice(folder.length + 1));
    assert.deepEqual(names.sort(), [
      'pkg/__init__.py',
      'pkg/sub/__init__.py',
      'pkg/sub/near.py',
      'pkg/sub/net.py',
      'pkg/util.py',
    ]);
    assert.ok(!existsSync(join(folder, 'pkg/__pycache__')) && !existsSync(join(folder, 'pkg/sub/__pycache__')));
  });

  it('resolves relative imports in folders without __init__.py', async () => {
    const opened = await open(
      {
        'src/net.py': `from .util import one\ndef forward():\n    return one()\n${backward}`,
        'src/util.py': 'def one():\n    return 1.0\n',
      },
      { file: join(folder, 'src/net.py') },
    );
    assert.equal((await opened.trial.run(runnable)).ok, true);
  });

  it('loads definitions only where a module works when it is imported, and says so', async () => {
    const source = [
      'import numpy as np',
      'import matplotlib.pyplot as plt',
      'import pandas as pd',
      'data = pd.read_csv("missing.csv")',
      'size = 3',
      'W = np.ones((size, 2))',
      'class Net:',
      '    def __init__(self): self.w = 2.0',
      'net = Net()',
      'def forward():',
      '    return W.sum() * net.w',
      'for epoch in range(10 ** 9):',
      '    forward()',
      'plt.plot([1, 2])',
      'if __name__ == "__main__":',
      '    raise SystemExit(1)',
    ].join('\n');
    const observation = await run(source + backward);
    assert.ok(observation.ok, JSON.stringify(observation));
    assert.deepEqual(observation.slots['y'], { kind: 'number', value: 12 });
    assert.deepEqual(
      runtime?.notes().map((note) => note.id),
      ['definitions-only', 'missing-imports'],
    );
  });

  it('takes the branch of an import that its test says, and imports from the folders above the file', async () => {
    const text = 'from common.np import *\ndef forward():\n    return np.ones(3).sum() + half(1.0)\n';
    const opened = await open(
      {
        'ch04/net.py': `import sys, os\nsys.path.append(os.pardir)\nfrom common.layers import half\n${text}${backward}`,
        'common/__init__.py': '',
        'common/config.py': 'GPU = False\n',
        'common/np.py':
          'from common.config import GPU\nif GPU:\n    import cupy as np\n    np.cuda.set_allocator(1)\nelse:\n    import numpy as np\n',
        'common/layers.py': 'def half(x): return x / 2\n',
      },
      { file: join(folder, 'ch04', 'net.py'), roots: [join(folder, 'ch04')] },
    );
    const observation = await opened.trial.run(runnable);
    assert.ok(observation.ok, JSON.stringify(observation));
    assert.deepEqual(observation.slots['y'], { kind: 'number', value: 3.5 });
  });

  it('never takes a folder above for a library that is not installed', async () => {
    const opened = await open(
      {
        'src/net.py': `import keras\ndef forward():\n    return keras.half(1.0)\n${backward}`,
        'keras/notes.py': 'half = 1\n',
      },
      { file: join(folder, 'src', 'net.py'), roots: [join(folder, 'src')] },
    );
    const observation = await opened.trial.run(runnable);
    assert.ok(!observation.ok);
    assert.match(observation.fault.message, /No module named 'keras' \(keras\.half is called\)/);
  });

  it('draws a lone whole number as one', async () => {
    const opened = await open({
      'net.py': `import numpy as np\ndef pick(i):\n    return np.arange(3.0)[i]\n${backward}`,
    });
    const observation = await opened.trial.run({
      seed: 1,
      setup: [
        {
          kind: 'value',
          into: 'i',
          value: { kind: 'array', key: 'i', shape: [], fill: { kind: 'integer', low: 2, high: 3 }, storage: 'ndarray' },
        },
      ],
      forward: [
        { ...call('pick', 'y'), args: [{ kind: 'slot', at: { slot: 'i', path: [] } }] } as Plan['forward'][number],
      ],
      backward: [],
      outputs: [],
    });
    assert.ok(observation.ok, JSON.stringify(observation));
    assert.deepEqual(observation.slots['y'], { kind: 'number', value: 2 });
  });

  it('tells a missing interpreter, and what to do', async () => {
    await assert.rejects(open({ 'net.py': '' }, { interpreter: '/no/such/python' }), (error: unknown) => {
      assert.ok(error instanceof GradientCheckError);
      assert.equal(error.fault.kind, 'interpreter');
      assert.match(error.fault.message, /gradientCheck\.python/);
      return true;
    });
  });

  it('refuses parameters that a small step cannot change', async () => {
    const opened = await open({
      'net.py': `import numpy as np\nW = np.array([1, 2])\nO = np.array([[1], [2, 3]], dtype=object)\n`,
    });
    const plan = (name: string): Plan => ({
      version: 1,
      seed: 1,
      setup: [
        {
          kind: 'value',
          into: 'w',
          value: { kind: 'ref', ref: { module: 'source', reach: { kind: 'export', path: [name] } } },
        },
      ],
      forward: [],
      backward: [],
      leaves: [{ name, layer: null, role: 'parameter', at: { slot: 'w', path: [] }, gradientName: `d${name}` }],
      gradients: [{ kind: 'value', at: { slot: 'g', path: [] }, transposed: false }],
      cost: { kind: 'scalar', at: { slot: 'w', path: [] } },
      clear: [],
    });
    await assert.rejects(opened.open(plan('W')), /W cannot be checked: it holds integers .* \.astype\(float\)/);
    await assert.rejects(opened.open(plan('O')), /O cannot be checked: it is an array of objects/);
  });
});
