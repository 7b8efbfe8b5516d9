import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyChange, type FixInput } from '../../../src/fixes/candidate.ts';
import { proposeFixes } from '../../../src/fixes/proposeFixes.ts';
import { tokensOf } from '../../../src/fixes/tokens.ts';
import type { Language } from '../../../src/model/facts.ts';

interface Line {
  line: string;
  cause: FixInput['cause'];
  language?: Language;
  shape?: number[];
  others?: string[];
}

/** What is proposed for the last line of a backward, as that line would be. */
function proposals({ line, cause, language = 'javascript', shape = [3, 5], others = [] }: Line): string[] {
  const isPython = language === 'python';
  const head = isPython ? 'def backward(X, m, lambd):' : 'function backward(X, m, lambda) {';
  const lines = [head, ...others.map((one) => `  ${one}`), `  ${line}`, isPython ? '' : '}'];
  const text = lines.join('\n');
  const at = others.length + 2;
  const site = { line: at, column: 3, endLine: at, endColumn: line.length + 3 };
  const input: FixInput = {
    text,
    language,
    body: { line: 1, column: 1, endLine: lines.length, endColumn: 2 },
    site,
    sites: [site],
    leaf: { name: 'W2', gradientName: 'dW2', shape },
    cause,
    isShared: false,
  };
  return proposeFixes(input).map(({ change }) => {
    const changed = applyChange(text, change).split('\n');
    return (changed.find((one, i) => one !== lines[i]) ?? '').trim();
  });
}

const factor = (c: number): FixInput['cause'] => ({ id: 'constant-factor', constants: { factor: c } });

describe('what is proposed', () => {
  const first: [string, Line, string][] = [
    ['a literal of a sum', { line: 'const dW2 = 2 * dot(d, t(A));', cause: factor(2) }, 'const dW2 = dot(d, t(A));'],
    ['a literal behind', { line: 'dW2 = dot(d, t(A)) * 2;', cause: factor(2) }, 'dW2 = dot(d, t(A));'],
    ['a numerator', { line: 'dW2: scale(2 / m, dot(d, t(A))),', cause: factor(2) }, 'dW2: scale(1 / m, dot(d, t(A))),'],
    ['a denominator', { line: 'dW2[i][j] += a[i] * b[j] / 2;', cause: factor(0.5) }, 'dW2[i][j] += a[i] * b[j];'],
    [
      'a denominator in brackets',
      { line: 'dW2[i][j] += a[i] / (4 * m);', cause: factor(0.5) },
      'dW2[i][j] += a[i] / (2 * m);',
    ],
    [
      'NumPy',
      { line: 'dW2 = 2./m * np.dot(d, A.T)', cause: factor(2), language: 'python' },
      'dW2 = 1./m * np.dot(d, A.T)',
    ],
    [
      'a key',
      { line: 'grads["dW2"] = 0.5 * d @ A.T', cause: factor(0.5), language: 'python' },
      'grads["dW2"] = d @ A.T',
    ],
    ['a sign of +=', { line: 'this.dW2[o][i] -= g * x[i];', cause: factor(-1) }, 'this.dW2[o][i] += g * x[i];'],
    ['a difference', { line: 'dW2 = sum(y - a)', cause: factor(-1), language: 'python' }, 'dW2 = sum(a - y)'],
    [
      'a difference of calls',
      { line: 'dW2 = f(x, y[0]) - g.h(z)', cause: factor(-1), language: 'python' },
      'dW2 = g.h(z) - f(x, y[0])',
    ],
    ['a minus', { line: 'const dW2 = -dot(d, t(A));', cause: factor(-1) }, 'const dW2 = dot(d, t(A));'],
    [
      'an assignment in a loop',
      { line: 'dW2[i * n + j]! = g * x[i]!;', cause: { id: 'unknown', constants: {} }, language: 'typescript' },
      'dW2[i * n + j]! += g * x[i]!;',
    ],
  ];
  for (const [name, line, expected] of first) {
    it(`first: ${name}`, () => assert.equal(proposals(line)[0], expected));
  }

  const among: [string, Line, string][] = [
    ['a mean, in NumPy', { line: 'dW2 = d @ A.T', cause: factor(7), language: 'python' }, 'dW2 = d @ A.T / m'],
    ['a mean of a sum, in NumPy', { line: 'dW2 = a + b', cause: factor(7), language: 'python' }, 'dW2 = (a + b) / m'],
    ['a mean, one entry', { line: 'dW2[i][j] += g * x;', cause: factor(7) }, 'dW2[i][j] += g * x / m;'],
    [
      'a mean of nested arrays',
      { line: 'const dW2 = dot(d, t(A));', cause: factor(7) },
      'const dW2 = dot(d, t(A)).map((row) => row.map((v) => v / m));',
    ],
    [
      'a mean of a list',
      { line: 'const dW2 = sums(d);', cause: factor(7), shape: [5] },
      'const dW2 = sums(d).map((v) => v / m);',
    ],
    [
      'a division too many',
      { line: 'dW2 = d @ A.T / m / m', cause: factor(1 / 7), language: 'python' },
      'dW2 = d @ A.T / m',
    ],
    [
      'weight decay, in NumPy',
      {
        line: 'dW2 = d @ A.T',
        cause: { id: 'weight-decay', constants: { k: -0.1 } },
        language: 'python',
        others: ['use(lambd * W2)'],
      },
      'dW2 = d @ A.T + lambd * W2',
    ],
    [
      'weight decay without 1/m',
      { line: 'dW2[i][j] += lambda * W2[i][j];', cause: { id: 'weight-decay', constants: { k: 0.2 } } },
      'dW2[i][j] += (lambda / m) * W2[i][j];',
    ],
    [
      'axes of a product',
      { line: 'dW2 = np.dot(A, d.T)', cause: { id: 'transposed', constants: {} }, language: 'python' },
      'dW2 = np.dot(d, A.T)',
    ],
    [
      'axes of an index',
      { line: 'dW2[i][j] += g * x;', cause: { id: 'transposed', constants: {} } },
      'dW2[j][i] += g * x;',
    ],
    [
      'an accumulator',
      { line: 'this.dW2[i] += g * x;', cause: { id: 'accumulation', constants: {} }, shape: [5] },
      'this.dW2.fill(0);',
    ],
    [
      'its sibling',
      {
        line: 'const dW2 = mul(d2, t(A1));',
        cause: { id: 'unknown', constants: {} },
        others: ['const dW3 = map(mul(d3, t(A2)), by(1 / m));'],
      },
      'const dW2 = map(mul(d2, t(A1)), by(1 / m));',
    ],
  ];
  for (const [name, line, expected] of among) {
    it(`among others: ${name}`, () => {
      const all = proposals(line);
      assert.ok(all.includes(expected), all.join('\n'));
    });
  }

  it('is never more than a check can go through, and never the text itself', () => {
    const all = proposals({ line: 'const dW2 = 2 * 3 * 4 * dot(5 * d, t(6 * A)) / 7 / m / n;', cause: factor(2) });
    assert.ok(all.length <= 24);
    assert.ok(!all.includes(''));
  });

  it('fails on no text whatever', () => {
    const words = fc.constantFrom(
      'dW2',
      ' = ',
      '+=',
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      '=>',
      ' - ',
      '/ m',
      '2',
      "'",
      '"',
      '`',
      '\n',
      ':',
      '@',
      '//',
      '#',
      '.T',
      ',',
      ';',
      'return ',
      'for (',
    );
    const causes = fc.constantFrom(
      'constant-factor',
      'weight-decay',
      'transposed',
      'accumulation',
      'activation-derivative',
      'unknown',
    );
    fc.assert(
      fc.property(
        fc.array(words, { maxLength: 25 }),
        causes,
        fc.constantFrom(2, -1, 0.25, 7),
        fc.boolean(),
        (parts, id, c, isPython) => {
          const line = parts.join('').replaceAll('\n', ' ');
          proposals({
            line,
            cause: { id, constants: { factor: c, k: c } },
            language: isPython ? 'python' : 'typescript',
          });
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('tokensOf', () => {
  it('leaves comments out and keeps strings whole, in both languages', () => {
    const script = tokensOf("a = 'x // y' // c\n/* d */ + `b${1}`", 'typescript').map(({ text }) => text);
    assert.deepEqual(script, ['a', '=', "'x // y'", '+', '`b${1}`']);
    const python = tokensOf("a = f'''x # y''' # c\nb //= 2", 'python').map(({ text }) => text);
    assert.deepEqual(python, ['a', '=', "f'''x # y'''", 'b', '//=', '2']);
  });

  it('loses no character but blanks and comments', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const line = text.replace(/[\s/*#\\]/g, '');
        assert.equal(
          tokensOf(line, 'javascript')
            .map((token) => token.text)
            .join(''),
          line,
        );
      }),
    );
  });
});
