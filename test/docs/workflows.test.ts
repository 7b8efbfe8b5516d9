import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { parseDocument } from 'yaml';
import { root } from '../../scripts/provision/paths.ts';
import { blocksOf, documents } from './blocks.ts';

interface Step {
  [key: string]: unknown;
  uses?: string;
  run?: string;
  if?: string;
}

interface Job {
  [key: string]: unknown;
  steps: Step[];
  strategy?: { matrix: Record<string, unknown[]> };
}

/** What GitHub knows (docs.github.com, "Workflow syntax" and "Metadata syntax"), as far as it is used here. */
const keys = {
  workflow: ['name', 'on', 'permissions', 'jobs'],
  job: ['strategy', 'runs-on', 'timeout-minutes', 'env', 'permissions', 'steps'],
  step: ['name', 'id', 'if', 'uses', 'with', 'run', 'env', 'shell', 'working-directory'],
  action: ['name', 'description', 'branding', 'inputs', 'outputs', 'runs'],
};
const contexts = /^(?:github\.[\w.]+|runner\.os|secrets\.\w+|matrix\.\w+|inputs\.[\w-]+|steps\.\w+\.outputs\.[\w-]+)$/u;

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: object }).scripts);

function parsed(text: string): Record<string, unknown> {
  const document = parseDocument(text, { strict: true, uniqueKeys: true });
  assert.deepEqual([...document.errors, ...document.warnings], []);
  return document.toJS() as Record<string, unknown>;
}

function only(value: object, allowed: string[], where: string): void {
  for (const key of Object.keys(value)) assert.ok(allowed.includes(key), `${where}: GitHub knows no "${key}" here`);
}

function checkStep(step: Step, job: Job | null): void {
  const where = JSON.stringify(step);
  only(step, keys.step, where);
  assert.ok((step.run === undefined) !== (step.uses === undefined), `${where}: one of run and uses`);
  if (step.uses !== undefined) assert.match(step.uses, /^(?:[\w.-]+\/[\w./-]+@v\d+|\.\/[\w./-]+)$/u, where);
  if (step.run !== undefined) checkScript(step.run);
  for (const [, expression = ''] of where.matchAll(/\$\{\{ (.*?) \}\}/gu)) {
    assert.match(expression, contexts, where);
    const name = /^matrix\.(\w+)$/u.exec(expression)?.[1];
    if (name !== undefined) assert.ok(job?.strategy?.matrix[name], `${where}: no ${expression}`);
  }
}

/** Bash can read it, and the npm scripts that it names exist. */
function checkScript(run: string): void {
  const { status, stderr } = spawnSync('bash', ['-n', '-c', run.replaceAll(/\$\{\{.*?\}\}/gu, 'x')], {
    encoding: 'utf8',
  });
  assert.equal(status, 0, `${run}: ${stderr}`);
  for (const [, name = ''] of run.matchAll(/npm run ([\w:]+)/gu)) assert.ok(scripts.includes(name), run);
}

function checkWorkflow(text: string): void {
  const workflow = parsed(text) as { jobs: Record<string, Job> };
  only(workflow, keys.workflow, 'workflow');
  for (const [name, job] of Object.entries(workflow.jobs)) {
    only(job, keys.job, name);
    assert.ok(job['runs-on'], name);
    for (const step of job.steps) checkStep(step, job);
  }
}

describe('what GitHub runs', () => {
  for (const file of globSync('.github/workflows/*.yml', { cwd: root, dot: true })) {
    it(`${file} is well formed`, () => checkWorkflow(read(file)));
  }

  it('the workflows in the documents are well formed', () => {
    const blocks = documents().flatMap(blocksOf);
    const workflows = blocks.filter(({ language, text }) => /^ya?ml$/u.test(language) && /^jobs:/mu.test(text));
    assert.ok(workflows.length > 0);
    for (const { text } of workflows) checkWorkflow(text);
  });

  it('action.yml is well formed, and each of its outputs comes from a step', () => {
    const action = parsed(read('action.yml')) as {
      outputs: Record<string, { value: string }>;
      runs: { using: string; steps: Step[] };
    };
    only(action, keys.action, 'action.yml');
    assert.equal(action.runs.using, 'composite');
    for (const step of action.runs.steps) {
      checkStep(step, null);
      assert.ok(
        step.uses !== undefined || step['shell'] !== undefined,
        'a composite action names the shell of each run',
      );
    }
    const ids = action.runs.steps.map(({ id }) => id);
    for (const { value } of Object.values(action.outputs)) {
      assert.ok(ids.includes(/steps\.(\w+)\.outputs/u.exec(value)?.[1]), value);
    }
    assert.ok(existsSync(join(root, 'scripts/action.sh')));
    checkScript(read('scripts/action.sh'));
  });

  it('the hooks for pre-commit are well formed', () => {
    const hooks = parsed(read('.pre-commit-hooks.yaml')) as unknown as Record<string, string>[];
    for (const hook of hooks) for (const key of ['id', 'name', 'entry', 'language']) assert.ok(hook[key], key);
  });

  it('a mistake would be noticed', () => {
    const right = 'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: npm run build\n';
    checkWorkflow(right);
    for (const [from, to] of [
      ['build', 'nothing'],
      ['runs-on', 'run-on'],
      ['run: npm', 'runs: npm'],
      ['npm run build', "echo '"],
      ['npm run build', 'echo ${{ matrix.os }}'],
      ['run: npm run build', 'uses: actions/checkout'],
      ['on: push', 'on: push\non: push'],
    ] as const) {
      assert.throws(() => checkWorkflow(right.replace(from, to)), to);
    }
  });
});
