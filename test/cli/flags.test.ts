import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gradientCheck, right, sandbox, write, wrong } from './command.ts';

function git(folder: string, ...args: string[]): void {
  execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.com', ...args], { cwd: folder });
}

/** Nothing in the text says what a model is. */
const asks = `export function score(model, batch) {
  if (model.kind !== 'linear') throw new Error('unknown model');
  return model.W.reduce((sum, w, i) => sum + Math.tanh(w * batch.x[i]), 0);
}
export function scoreBackward(model, batch) {
  if (model.kind !== 'linear') throw new Error('unknown model');
  return { dW: model.W.map((w, i) => (1 - Math.tanh(w * batch.x[i]) ** 2) * batch.x[i]) };
}
`;

describe('flags of check', function () {
  this.timeout(120_000);
  let folder = '';
  let remove = (): void => undefined;
  const use = (files: Record<string, string>): void => {
    ({ folder, remove } = sandbox(files));
  };
  afterEach(() => {
    remove();
  });

  it('--changed: only pairs whose files, imports included, differ from a revision', () => {
    const importing =
      "import { two } from './two.js';\nexport const loss = (w) => two * w[0] ** 2;\n" +
      'export const lossGradient = (w) => ({ dw: [2 * two * w[0]] });\n';
    use({ 'a.js': right, 'b.js': importing, 'two.js': 'export const two = 2;\n' });
    git(folder, 'init', '-q', '-b', 'main');
    git(folder, 'add', '.');
    git(folder, 'commit', '-q', '-m', 'start');
    const none = gradientCheck(folder, 'check', '--changed');
    assert.equal(none.code, 0);
    assert.match(none.error, /^Nothing to check: no pair in 3 files differs from HEAD\./u);
    write(folder, 'two.js', 'export const two = 3;\n');
    assert.match(gradientCheck(folder, 'check', '--changed', '--list').out, /^b\.js:3 {2}lossGradient .*\n$/u);
    git(folder, 'commit', '-q', '-a', '-m', 'three');
    write(folder, 'new.js', wrong);
    assert.match(gradientCheck(folder, 'check', '--changed', '--list').out, /^new\.js:3 .*\n$/u);
    const both = gradientCheck(folder, 'check', '.', '--changed', 'HEAD~1');
    assert.equal(both.code, 1);
    assert.match(both.out, /\n1 correct, 1 wrong, 0 without a verdict\n$/u);
    write(folder, 'a.gradcheck.js', 'export default { w: [0.4, 0.2] };\n');
    assert.match(gradientCheck(folder, 'check', '--changed', '--list').out, /^a\.js:3/u, 'its inputs file counts');
  });

  it('--changed says what is wrong with a revision, and where there is no repository', () => {
    use({ 'a.js': right });
    const outside = gradientCheck(folder, 'check', '--changed');
    assert.equal(outside.code, 2);
    assert.match(outside.error, /--changed: .*not a git repository/u);
    git(folder, 'init', '-q');
    const unknown = gradientCheck(folder, 'check', '--changed', 'nowhere');
    assert.equal(unknown.code, 2);
    assert.match(unknown.error, /git knows no revision "nowhere"/u);
  });

  it('a new, unbound pair ends with 2 and says what to add; --init writes the file, and not twice', () => {
    use({ 'score.js': asks });
    const unbound = gradientCheck(folder, 'check', 'score.js');
    assert.equal(unbound.code, 2);
    assert.match(unbound.out, /Add to its doc comment: {2}@gradcheck model/u);
    assert.match(unbound.out, /or write score\.gradcheck\.mjs beside it: gradient-check check score\.js --init/u);
    const first = gradientCheck(folder, 'check', 'score.js', '--init');
    assert.equal(first.code, 0);
    assert.match(first.out, /^score\.js:5 {2}scoreBackward: wrote score\.gradcheck\.mjs\n/u);
    const path = join(folder, 'score.gradcheck.mjs');
    assert.match(readFileSync(path, 'utf8'), /export default function inputs\(random\)/u);
    const mended = "export default { model: { kind: 'linear', W: [0.3, -0.7] }, batch: { x: [1.1, 0.4] } };\n";
    write(folder, 'score.gradcheck.mjs', mended);
    assert.equal(gradientCheck(folder, 'check', 'score.js').code, 0);
    const second = gradientCheck(folder, 'check', 'score.js', '--init');
    assert.equal(second.code, 0);
    assert.match(second.out, /needs none \(inputs from score\.gradcheck\.mjs\)/u);
    assert.equal(readFileSync(path, 'utf8'), mended);
  });

  it('--explain prints the page on a cause, and lists them all where it knows none', () => {
    use({});
    const page = gradientCheck(folder, 'check', '--explain', 'constant-factor');
    assert.equal(page.code, 0);
    assert.equal(page.out, readFileSync(new URL('../../docs/causes/constant-factor.md', import.meta.url), 'utf8'));
    for (const name of ['nonsense', '../inputs', 'README']) {
      const { code, error } = gradientCheck(folder, 'check', '--explain', name);
      assert.equal(code, 2);
      assert.match(error, /is no cause. There are:\n {2}accumulation\n/u);
    }
  });

  it('--output writes the file and prints nothing; words in a file carry no colours', () => {
    use({ 'a.js': wrong });
    const { code, out } = gradientCheck(folder, 'check', 'a.js', '--output', 'report.txt', '--color');
    assert.equal(code, 1);
    assert.equal(out, '');
    const text = readFileSync(join(folder, 'report.txt'), 'utf8');
    assert.match(text, /^✗ costGradient.*\n/u);
    assert.ok(!text.includes('\u001b'));
  });

  it('colours only where they are wanted; no progress in a pipe', () => {
    use({ 'a.js': right });
    assert.ok(!gradientCheck(folder, 'check', 'a.js').out.includes('\u001b'));
    assert.equal(gradientCheck(folder, 'check', 'a.js').error, '');
  });

  it('--exact and --fast exclude each other; values are checked when they are typed', () => {
    use({ 'a.js': right });
    for (const [args, words] of [
      [['--exact', '--fast'], /cannot be used with/u],
      [['--seed', 'x'], /It must be a whole number from 0 on/u],
      [['--jobs', '0'], /It must be a whole number from 1 on/u],
      [['--budget', '-2'], /It must be a number above 0/u],
      [['--epsilon', ''], /It must be a number above 0/u],
    ] as const) {
      const { code, error } = gradientCheck(folder, 'check', ...args);
      assert.equal(code, 2);
      assert.match(error, words);
    }
  });

  it('finds nothing with a reason: an empty folder, a file that does not parse, a name that is not there', () => {
    use({
      'empty/readme.txt': '',
      'broken.py': 'def forward(W, x:\n  return W\n\ndef backward(W, x):\n  return x\n',
      'a.js': right,
    });
    const nothing = gradientCheck(folder, 'check', 'empty');
    assert.equal(nothing.code, 2);
    assert.match(nothing.error, /^There is no TypeScript, JavaScript or Python file/u);
    const broken = gradientCheck(folder, 'check', 'broken.py');
    assert.equal(broken.code, 2);
    assert.match(broken.error, /broken\.py does not parse as it stands/u);
    const unnamed = gradientCheck(folder, 'check', '--pair', 'nobody', 'a.js');
    assert.equal(unnamed.code, 2);
    assert.match(unnamed.error, /No pair named nobody was found in 1 file\. See what there is with --list\./u);
    assert.ok(!existsSync(join(folder, 'score.gradcheck.mjs')));
  });

  it('a missing Python is said with what to do', () => {
    use({
      'a.py': 'def cost(w):\n    return w[0] ** 2\n\ndef cost_gradient(w):\n    dw = [2 * w[0]]\n    return dw\n',
    });
    const { code, out } = gradientCheck(folder, 'check', 'a.py', '--python', join(folder, 'no-python'));
    assert.equal(code, 2);
    assert.match(out, /no-python cannot be used.*--python on the command line/u);
  });
});
