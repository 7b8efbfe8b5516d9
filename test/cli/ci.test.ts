import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gradientCheck, right, sandbox, wrong } from './command.ts';

const root = join(import.meta.dirname, '..', '..');
const read = (name: string): string => readFileSync(join(root, name), 'utf8');

/** The step of action.yml as a runner starts it: its own `run` line, with the environment that GitHub gives. */
function runAction(folder: string, inputs: Record<string, string>): { code: number | null; out: string } {
  const line = /^ {6}run: (.+)$/mu.exec(read('action.yml'))?.[1] ?? '';
  const given = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  const env = {
    ...process.env,
    ...(Object.fromEntries(given) as Record<string, string>),
    INPUT_COMMAND: `${process.execPath} ${join(root, 'dist', 'cli.cjs')}`,
    ACTION_PATH: root,
    GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
    GITHUB_OUTPUT: join(folder, 'output.txt'),
  };
  const { status, stdout } = spawnSync('bash', ['-c', line], { cwd: folder, encoding: 'utf8', env });
  return { code: status, out: stdout };
}

describe('continuous integration', function () {
  this.timeout(120_000);
  let folder = '';
  let remove = (): void => undefined;
  beforeEach(() => {
    ({ folder, remove } = sandbox({
      'src/right.js': right,
      'src/wrong.js': wrong,
      'note.js': 'export const a = 1;\n',
    }));
  });
  afterEach(() => {
    remove();
  });

  it('the action annotates, writes the summary and the files that are asked for, and fails the job', () => {
    const { code, out } = runAction(folder, { paths: 'src', sarif: 'report.sarif', junit: 'report.xml' });
    assert.equal(code, 1);
    assert.match(out, /^::error file=src\/wrong\.js,line=3,.*::dw: 2 of 2 entries wrong/u);
    assert.match(
      readFileSync(join(folder, 'summary.md'), 'utf8'),
      /^## Gradient check: 1 correct, 1 wrong, 0 without/u,
    );
    assert.equal(readFileSync(join(folder, 'output.txt'), 'utf8'), 'exit-code=1\n');
    const log = JSON.parse(readFileSync(join(folder, 'report.sarif'), 'utf8')) as { runs: { results: unknown[] }[] };
    assert.equal(log.runs[0]?.results.length, 1);
    assert.match(
      readFileSync(join(folder, 'report.xml'), 'utf8'),
      /<testsuites name="gradient-check" tests="2" failures="1"/u,
    );
  });

  it('the action passes flags on, and a job whose gradients are right', () => {
    const { code, out } = runAction(folder, { paths: 'src/right.js', args: '--exact --seed 3' });
    assert.equal(code, 0);
    assert.equal(out, '');
    assert.ok(!existsSync(join(folder, 'report.sarif')));
  });

  it('every input of action.yml reaches the script', () => {
    const manifest = read('action.yml');
    const inputs = [...manifest.matchAll(/^ {2}([\w-]+):\n {4}description/gmu)].map(([, name]) => name);
    for (const name of inputs.filter((one) => one !== 'exit-code')) {
      assert.ok(manifest.includes(`\${{ inputs.${name ?? ''} }}`), name);
    }
    for (const [, name = ''] of manifest.matchAll(/^ {8}(INPUT_\w+):/gmu)) {
      assert.ok(read('scripts/action.sh').includes(name), name);
    }
  });

  it('--also writes other formats from the same run, and refuses what is none', () => {
    const { code, out } = gradientCheck(folder, 'check', 'src', '--also', 'json=a.json', '--also', 'github=b.txt');
    assert.equal(code, 1);
    assert.match(out, /1 correct, 1 wrong/u);
    assert.equal((JSON.parse(readFileSync(join(folder, 'a.json'), 'utf8')) as unknown[]).length, 2);
    assert.match(readFileSync(join(folder, 'b.txt'), 'utf8'), /^::error /u);
    for (const value of ['yaml=a', 'json', 'json=', '=a']) {
      assert.equal(gradientCheck(folder, 'check', '--also', value).code, 2);
    }
  });

  it('the pre-commit hook passes files without a pair, and stops a wrong gradient', () => {
    const entry = /^ {2}entry: gradient-check (.+)$/mu.exec(read('.pre-commit-hooks.yaml'))?.[1]?.split(' ') ?? [];
    assert.equal(gradientCheck(folder, ...entry, 'note.js').code, 0);
    assert.equal(gradientCheck(folder, 'check', 'note.js').code, 2);
    assert.equal(gradientCheck(folder, ...entry, 'note.js', 'src/right.js').code, 0);
    assert.equal(gradientCheck(folder, ...entry, 'src/wrong.js').code, 1);
  });
});
