import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { runInServer } from '../../scripts/host/runInServer.ts';
import { out, root } from '../../scripts/provision/paths.ts';
import { soakRows, type SoakResult, type SoakSettings } from './soak.ts';

// npm run soak [-- --checks N --cancels N --edit-seconds N]: one window, many checks, in a real extension host.
const { values } = parseArgs({
  options: {
    checks: { type: 'string', default: '1000' },
    cancels: { type: 'string', default: '100' },
    'edit-seconds': { type: 'string', default: '30' },
  },
});
const checks = Number(values.checks);
const home = realpathSync(mkdtempSync(join(tmpdir(), 'gradient-check-soak-')));
const settings: SoakSettings = {
  warmUp: Math.min(50, checks),
  checks,
  step: Math.min(100, checks),
  cancels: Number(values.cancels),
  editSeconds: Number(values['edit-seconds']),
  output: join(home, 'result.json'),
};
try {
  const workspace = join(home, 'workspace');
  mkdirSync(workspace);
  const environment = { GRADIENT_CHECK_SOAK: JSON.stringify(settings), GRADIENT_CHECK_ROOT: root };
  const suite = await bundle();
  const isDone = await runInServer({ workspace, extension: root, suite, environment }, 60);
  process.exitCode = isDone && print(JSON.parse(readFileSync(settings.output, 'utf8')) as SoakResult) ? 0 : 1;
} finally {
  rmSync(home, { recursive: true, force: true });
}

async function bundle(): Promise<string> {
  const outfile = join(out, 'soak', 'suite.cjs');
  await build({
    entryPoints: [join(root, 'test/soak/suite.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode'],
    logLevel: 'warning',
  });
  return outfile;
}

function print(result: SoakResult): boolean {
  const rows = soakRows(result, settings);
  for (const { what, goal, found, ok } of rows) {
    console.log(`${ok ? 'ok  ' : 'MISS'} ${what.padEnd(58)} ${goal.padEnd(14)} ${found}`);
  }
  const missed = rows.filter(({ ok }) => !ok);
  const tried = settings.checks + settings.cancels + result.edits.checks;
  const lost = result.last.includes('✓') ? 'nothing' : 'the window';
  console.log(
    `${String(tried)} tried, ${String(tried)} survived, lost: ${lost}; ${String(missed.length)} of ${String(rows.length)} goals missed`,
  );
  return missed.length === 0;
}
