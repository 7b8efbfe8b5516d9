import type { DebugRun } from '../../engine/job/debugRun.ts';

/** What a debugger is started with; VS Code's DebugConfiguration in plain data. */
export interface Launch {
  type: 'node' | 'debugpy';
  request: 'launch';
  name: string;
  [key: string]: unknown;
}

export interface LaunchFacts {
  name: string;
  /** Folder of the built extension's bundles. */
  dist: string;
  runFile: string;
  /** Index into θ of the entry that is looked at. */
  flat: number | null;
  /** What the check says of it, for the debug console. */
  note: string;
  cwd: string;
  node: NodeRuntime;
  /** File with translations; null for English. */
  words: string | null;
}

/** A Node that can load TypeScript; VS Code's own needs to be told to be one. */
export interface NodeRuntime {
  path: string;
  isElectron: boolean;
}

/** How VS Code's JavaScript debugger, or debugpy, runs forward and backward of one pair once. */
export function debugConfiguration(run: DebugRun, facts: LaunchFacts): Launch {
  return run.python ? pythonLaunch(run.python.executable, facts) : nodeLaunch(facts);
}

function nodeLaunch({ name, dist, cwd, node, words, ...facts }: LaunchFacts): Launch {
  return {
    type: 'node',
    request: 'launch',
    name,
    program: `${dist}/debug.cjs`,
    args: argumentsOf(facts),
    cwd,
    runtimeExecutable: node.path,
    env: {
      ...(node.isElectron ? { ELECTRON_RUN_AS_NODE: '1' } : {}),
      ...(words === null ? {} : { GRADIENT_CHECK_WORDS: words }),
    },
    console: 'internalConsole',
    outputCapture: 'std',
    internalConsoleOptions: 'openOnSessionStart',
    // The loader hands Node the workspace's files with source maps inside of them.
    sourceMaps: true,
    pauseForSourceMap: true,
    resolveSourceMapLocations: null,
    autoAttachChildProcesses: false,
    skipFiles: ['<node_internals>/**', `${dist}/**`],
  };
}

function pythonLaunch(python: string, { name, dist, cwd, node, ...facts }: LaunchFacts): Launch {
  return {
    type: 'debugpy',
    request: 'launch',
    name,
    program: `${dist}/python/debug.py`,
    args: argumentsOf(facts),
    cwd,
    python,
    pythonArgs: ['-B'],
    env: { GRADIENT_CHECK_NODE: node.path, PYTHONUTF8: '1', MPLBACKEND: 'Agg' },
    console: 'internalConsole',
    redirectOutput: true,
    internalConsoleOptions: 'openOnSessionStart',
    justMyCode: true,
    rules: [{ path: `${dist}/python/**`, include: false }],
    subProcess: false,
  };
}

function argumentsOf({ runFile, flat, note }: Pick<LaunchFacts, 'runFile' | 'flat' | 'note'>): string[] {
  return [runFile, flat === null ? '' : String(flat), note];
}
