import { format } from 'node:util';
import Mocha from 'mocha';
import { loadSuites } from 'virtual:suites';
import { suiteMark } from '../../../scripts/host/suiteMark.ts';
import { recordRun } from '../../../scripts/testRun/recordRun.ts';

/**
 * What VS Code calls inside the extension host: runs every bundled suite with mocha. The record goes to the file that
 * the environment names, because the host passes on no more than "failed" or "did not fail".
 */
export async function run(): Promise<void> {
  Mocha.reporters.Base.consoleLog = (...words: unknown[]) => {
    console.log(`${suiteMark}${format(...words)}`);
  };
  const mocha = new Mocha({ ui: 'bdd', timeout: 180_000, slow: 3000, color: false });
  mocha.suite.emit('pre-require', globalThis as unknown as Mocha.MochaGlobals, '', mocha);
  loadSuites();
  const failed = await new Promise<number>((resolve) => {
    recordRun(mocha.run(resolve), process.env['GRADIENT_CHECK_TEST_RECORD']);
  });
  if (failed > 0) throw new Error(`${failed} failed`);
}
