import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import typescript from 'typescript';
import { discover } from '../../../src/discovery/discover.ts';
import { gradientParameter } from '../../../src/discovery/gradientParameter.ts';
import '../../fixedSeed.ts';

const folder = join(import.meta.dirname, '../../fixtures/discovery');
const texts = readdirSync(folder).map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));
const read = (file: string, text: string) => discover({ file, text }, { typescript });

describe('discovery of any text', () => {
  it('does not throw on texts that are cut off, spliced or shuffled', () => {
    const piece = fc.constantFrom(...texts.flatMap(({ text }) => text.split('\n')));
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 40 }),
        fc.nat(2000),
        fc.constantFrom('.ts', '.tsx', '.js', '.vue'),
        (lines, cut, end) => {
          const text = lines.join('\n');
          read(`a${end}`, text.slice(0, Math.max(0, text.length - cut)));
        },
      ),
      { numRuns: 200 },
    );
  }).timeout(20_000);

  it('does not throw on arbitrary text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        read('a.ts', text);
        read('a.html', `<script>${text}`);
        gradientParameter(text);
      }),
      { numRuns: 300 },
    );
  }).timeout(20_000);

  it('does not throw on a half-typed pattern among the parameters', () => {
    const facts = read(
      'a.js',
      'export function forward(x, W) { return x; }\nexport function backward(dout, [x) { const dW = dout; return { dW }; }\n',
    );
    assert.deepEqual(
      facts.functions.map(({ name }) => name),
      ['forward', 'backward'],
    );
  });

  it('does not throw where the parser runs out of stack', () => {
    const facts = read('a.js', `export const x = ${'('.repeat(60_000)}1`);
    assert.equal(facts.hasSyntaxErrors, true);
  });

  it('does not throw where Python is nested too deep to be walked', () => {
    for (const deep of ['[0]'.repeat(50_000), '*'.repeat(50_000), '('.repeat(50_000)]) {
      const facts = read('a.py', `def backward(w, x):\n    dw = x\n    grads['dw']${deep} = x\n    return dw\n`);
      assert.equal(facts.language, 'python');
    }
  }).timeout(60_000);

  it('keeps most pairs of half-typed files', () => {
    let found = 0;
    let expected = 0;
    for (const { file, text } of texts) {
      const whole = read(file, text).pairs.map((pair) => pair.id);
      const lines = text.split('\n');
      const at = Math.floor(lines.length / 2);
      const half = new Set(
        read(file, [...lines.slice(0, at), 'const unfinished = foo(', ...lines.slice(at)].join('\n')).pairs.map(
          (pair) => pair.id,
        ),
      );
      expected += whole.length;
      found += whole.filter((id) => half.has(id)).length;
    }
    assert.ok(found / expected >= 0.8, `${found} of ${expected}`);
  }).timeout(20_000);
});

/** Processor time, for a busy machine does not count. */
function assertSoon(what: string, work: () => void): void {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  const milliseconds = (user + system) / 1000;
  assert.ok(milliseconds < 6000, `${what}: ${milliseconds.toFixed(0)} ms`);
}

describe('speed of discovery', () => {
  const block = texts.map(({ text }) => text.replace(/^(?:import|export default).*$/gm, '')).join('\n');
  const lines = block.split('\n');
  const file = (count: number): string =>
    Array.from({ length: Math.ceil(count / lines.length) }, (_, i) =>
      block.replaceAll(/\b(forward|backward)\b/g, `$1${i}`),
    )
      .join('\n')
      .split('\n')
      .slice(0, count)
      .join('\n');
  /** Processor time of the best of five runs: quadratic work shows, a busy machine does not decide. */
  const milliseconds = (text: string): number => {
    const times = Array.from({ length: 5 }, () => {
      const before = process.cpuUsage();
      read('a.ts', text);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    });
    return Math.min(...times);
  };

  for (const [count, limit] of [
    [200, 10],
    [2000, 50],
    [20_000, 300],
  ] as const)
    it(`reads ${count} dense lines in about ${limit} ms`, () => {
      const took = milliseconds(file(count));
      assert.ok(took < 6 * limit, `${took.toFixed(0)} ms`);
    }).timeout(60_000);

  it('stays linear on texts that regular expressions fear', () => {
    for (const piece of [
      'a.',
      'x[',
      '(1 - ',
      'd_',
      '*',
      '<script',
      '/* ',
      '`${',
      'backward(',
      '-=',
      'grad',
      '1 - a*',
      ' ',
      '$',
    ]) {
      const body = piece.repeat(20_000);
      const text = `function forward(x) { return x * 2 }\nfunction backward(dout, x) { const dW = dout * x; ${body} return dW }`;
      const comment = `/** @gradcheck w: ${piece.repeat(20_000)}! ${'*'.repeat(20_000)}! */`;
      assertSoon(piece, () => {
        read('a.js', text);
        read('a.html', text);
        read('a.js', `${comment}\nfunction backward(w, x) { return { dw: x * 2 } }`);
        read('a.py', `def backward(w, x):\n  '''x is a ${piece.repeat(20_000)}!'''\n  ${body}\n  dw = x\n  return dw`);
      });
    }
  }).timeout(60_000);
});
