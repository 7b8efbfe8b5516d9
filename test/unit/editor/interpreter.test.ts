import assert from 'node:assert/strict';
import type { Uri } from 'vscode';
import { askInterpreter, type InterpreterPrompt } from '../../../src/editor/python/askInterpreter.ts';
import { PythonInterpreters } from '../../../src/editor/python/pythonInterpreter.ts';
import { Signal } from '../../../src/editor/signal.ts';
import { usedInterpreter } from '../../../src/editor/python/usedInterpreter.ts';
import { fault } from '../../../src/model/fault.ts';
import type { Report } from '../../../src/model/report.ts';
import { sampleReport } from '../report/sampleReport.ts';

/** The part of a Uri that is read here. */
function uri(path: string): Uri {
  const parts: unknown = { path, fsPath: path };
  return parts as Uri;
}
const script = uri('/course/network.py');
const notebook = uri('/course/week2.ipynb');

/** Stands for the Python extension: the environments API that it exports, with an interpreter per environment. */
class FakePython {
  readonly changed = new Signal<unknown>();
  readonly asked: (string | undefined)[] = [];
  selected = '/envs/course';
  executables = new Map([
    ['/envs/course', '/envs/course/bin/python'],
    ['/envs/kernel', '/envs/kernel/bin/python'],
  ]);
  readonly environments = {
    getActiveEnvironmentPath: (resource?: Uri) => {
      this.asked.push(resource?.path);
      return { path: this.selected };
    },
    resolveEnvironment: ({ path }: { path: string }) => {
      const found = this.executables.get(path);
      return Promise.resolve(found === undefined ? undefined : { executable: { uri: uri(found) } });
    },
    onDidChangeActiveEnvironmentPath: this.changed.event,
  };
}

function interpretersWith(installed: Record<string, unknown>): { interpreters: PythonInterpreters; said: string[] } {
  const said: string[] = [];
  const activate = (id: string) => async (): Promise<unknown> => {
    const found = await Promise.resolve(installed[id]);
    if (found instanceof Error) throw found;
    return found;
  };
  const extensionOf = (id: string): { activate(): Promise<unknown> } | undefined =>
    id in installed ? { activate: activate(id) } : undefined;
  return { interpreters: new PythonInterpreters(extensionOf, (message) => said.push(message)), said };
}

describe('the interpreter that the Python and Jupyter extensions name', () => {
  it('is the one that is selected for the file', async () => {
    const python = new FakePython();
    const { interpreters } = interpretersWith({ 'ms-python.python': python });
    assert.equal(await interpreters.of(script), '/envs/course/bin/python');
    assert.deepEqual(python.asked, [script.path]);
  });

  it('is that of the kernel for a notebook, and the selected one where no kernel was chosen', async () => {
    const kernel = { getPythonEnvironment: () => ({ path: '/envs/kernel' }) };
    const chosen = interpretersWith({ 'ms-python.python': new FakePython(), 'ms-toolsai.jupyter': kernel });
    assert.equal(await chosen.interpreters.of(notebook), '/envs/kernel/bin/python');
    assert.equal(await chosen.interpreters.of(script), '/envs/course/bin/python');
    const open = { getPythonEnvironment: () => undefined };
    const unchosen = interpretersWith({ 'ms-python.python': new FakePython(), 'ms-toolsai.jupyter': open });
    assert.equal(await unchosen.interpreters.of(notebook), '/envs/course/bin/python');
    const alone = interpretersWith({ 'ms-python.python': new FakePython() });
    assert.equal(await alone.interpreters.of(notebook), '/envs/course/bin/python');
  });

  it('is left open without the extension, and with an environment that has no interpreter', async () => {
    assert.equal(await interpretersWith({}).interpreters.of(script), null);
    const python = new FakePython();
    python.selected = '/envs/removed';
    assert.equal(await interpretersWith({ 'ms-python.python': python }).interpreters.of(script), null);
  });

  it('is left open, and a line of the log says why, where an extension fails', async () => {
    const broken = interpretersWith({ 'ms-python.python': new Error('no locator') });
    assert.equal(await broken.interpreters.of(script), null);
    assert.match(broken.said.join('\n'), /ms-python\.python could not be started: Error: no locator/);
    const python = new FakePython();
    python.environments.resolveEnvironment = () => Promise.reject(new Error('timed out'));
    const slow = interpretersWith({ 'ms-python.python': python });
    assert.equal(await slow.interpreters.of(script), null);
    assert.match(slow.said.join('\n'), /did not say which interpreter is selected: Error: timed out/);
  });

  it('tells of another interpreter or kernel once per change, however often it was asked', async () => {
    const python = new FakePython();
    const kernels = new Signal<unknown>();
    const jupyter = { onDidChangePythonEnvironment: kernels.event };
    const { interpreters } = interpretersWith({ 'ms-python.python': python, 'ms-toolsai.jupyter': jupyter });
    let changes = 0;
    interpreters.onDidChange(() => changes++);
    for (const file of [script, notebook, script, notebook]) await interpreters.of(file);
    python.changed.fire(undefined);
    assert.equal(changes, 1);
    kernels.fire(undefined);
    assert.equal(changes, 2);
    python.selected = '/envs/kernel';
    assert.equal(await interpreters.of(script), '/envs/kernel/bin/python');
    interpreters.dispose();
    python.changed.fire(undefined);
    kernels.fire(undefined);
    assert.equal(changes, 2);
  });
});

/** Stands for the editor: presses one button, and writes down what was done. */
class FakePrompt implements InterpreterPrompt {
  readonly done: string[] = [];
  readonly #press: string | undefined;
  constructor(press?: string) {
    this.#press = press;
  }
  ask(message: string, buttons: string[]): Promise<string | undefined> {
    this.done.push(`${message} [${buttons.join('] [')}]`);
    return Promise.resolve(this.#press);
  }
  choose(): Promise<void> {
    this.done.push('choose');
    return Promise.resolve();
  }
  runInTerminal(name: string, command: string): void {
    this.done.push(`${name}: ${command}`);
  }
}

describe('a check that no Python could run', () => {
  const failed = (message: string): Report => ({ ...sampleReport([]), error: fault('interpreter', message) });
  const without = failed(
    '/usr/bin/python3 has no NumPy. Choose another, or run: /usr/bin/python3 -m pip install numpy',
  );
  const gone = failed('No Python was found: tried python3, python and, on Windows, py -3.');

  it('offers another interpreter, and NumPy for this one where only that is missing', async () => {
    const prompt = new FakePrompt();
    await askInterpreter(without, prompt);
    await askInterpreter(gone, prompt);
    assert.match(prompt.done[0] ?? '', /pip install numpy \[Choose Interpreter\] \[Install NumPy in Terminal\]$/);
    assert.match(prompt.done[1] ?? '', /^No Python was found.* \[Choose Interpreter\]$/);
    assert.equal(prompt.done.length, 2);
  });

  it('does what the pressed button says', async () => {
    const install = new FakePrompt('Install NumPy in Terminal');
    await askInterpreter(without, install);
    assert.deepEqual(install.done.slice(1), ['Install NumPy: /usr/bin/python3 -m pip install numpy']);
    const choose = new FakePrompt('Choose Interpreter');
    await askInterpreter(without, choose);
    assert.deepEqual(choose.done.slice(1), ['choose']);
  });

  it('asks nothing after any other end', async () => {
    const prompt = new FakePrompt('Choose Interpreter');
    await askInterpreter(sampleReport(['W2']), prompt);
    await askInterpreter({ ...sampleReport([]), error: fault('throw', 'division by zero') }, prompt);
    assert.deepEqual(prompt.done, []);
  });
});

describe('usedInterpreter', () => {
  const ran = (file: string, host: string): { report: Report } => ({ report: { ...sampleReport([]), file, host } });

  it('is what the last check of this file ran on, else what the settings name, else nothing', () => {
    const results = [
      ran('/a.py', 'Python 3.8'),
      ran('/a.py', 'Python 3.12'),
      ran('/b.py', 'Python 3.9'),
      ran('/c.py', ''),
    ];
    assert.equal(usedInterpreter('/a.py', results, '/usr/bin/python3'), 'Python 3.12');
    assert.equal(usedInterpreter('/c.py', results, ' /usr/bin/python3 '), 'Interpreter: /usr/bin/python3');
    assert.equal(usedInterpreter('/d.py', results, ''), null);
  });
});
