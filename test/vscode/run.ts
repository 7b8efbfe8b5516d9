import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NoDesktop, runInElectron } from '../../scripts/host/runInElectron.ts';
import { runInServer, type HostRun } from '../../scripts/host/runInServer.ts';
import { root } from '../../scripts/provision/paths.ts';
import { pythonWithNumpy } from '../../scripts/provisionPython.ts';
import { bundleSuites } from '../../scripts/testRun/bundleSuites.ts';

// Runs test/vscode in a real extension host: the desktop build where it can be had, else the server build.
// VSCODE_TEST_HOST=electron or =server forces one.
const home = realpathSync(mkdtempSync(join(tmpdir(), 'gradient-check-suite-')));
try {
  process.exitCode = (await runSomewhere()) ? 0 : 1;
} finally {
  rmSync(home, { recursive: true, force: true });
}

async function runSomewhere(): Promise<boolean> {
  const run = await prepare();
  const forced = process.env['VSCODE_TEST_HOST'];
  if (forced === 'electron') return runInElectron(run);
  if (forced === 'server') return runInServer(run);
  try {
    return await runInElectron(run);
  } catch (error) {
    if (!(error instanceof NoDesktop)) throw error;
    console.log(`VS Code's desktop build is not used: ${error.message}. The server build is.`);
    return runInServer(run);
  }
}

async function prepare(): Promise<HostRun> {
  const workspace = join(home, 'workspace');
  mkdirSync(workspace);
  // A copy: tests edit files.
  if (existsSync(join(root, 'examples'))) cpSync(join(root, 'examples'), workspace, { recursive: true });
  const [suite, python] = await Promise.all([bundleSuites(), pythonWithNumpy()]);
  const record = process.env['GRADIENT_CHECK_TEST_RECORD'];
  return {
    workspace,
    extension: root,
    suite,
    environment: {
      GRADIENT_CHECK_ROOT: root,
      GRADIENT_CHECK_TEST_PYTHON: python,
      ...(record ? { GRADIENT_CHECK_TEST_RECORD: record } : {}),
    },
  };
}
