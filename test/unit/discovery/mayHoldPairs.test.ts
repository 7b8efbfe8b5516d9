import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import typescript from 'typescript';
import { discover } from '../../../src/discovery/discover.ts';
import { isMinified, mayHoldPairs } from '../../../src/discovery/mayHoldPairs.ts';

const isSource = (file: string): boolean => /\.(?:[mc]?[jt]sx?|py|ipynb)$/.test(file);

/** Some of the texts below are Python. */
const fileOf = (text: string): string => (/^def |nabla|self\./.test(text) ? 'a.py' : 'a.ts');

describe('mayHoldPairs', () => {
  const pairs = [
    'export function backward(dout, cache) {}',
    'def backprop(x, y): pass',
    'affine_backward = 1',
    'export const softmaxGrad = (x) => x',
    'def sigmoid_prime(z): return 1',
    'function fPrime(x) {}',
    'const dW1 = 0',
    'return loss, dx, dw, db',
    'nabla_w = []',
    'export const vjp = 1',
    'self.bprop(x)',
    'weightGradients[i] += 1',
    'train(inputs, target) {}',
    'this.weights = []',
    'const outputDeltas = []',
    'learning_rate = 0.1',
  ];
  for (const text of pairs) it(`lets pass: ${text}`, () => assert.equal(mayHoldPairs(fileOf(text), text), true));

  it('stops texts that speak of no gradient', () => {
    for (const text of ['const a = 1;', 'export class Robot { move() {} }', 'import x from "y"']) {
      assert.equal(mayHoldPairs('a.ts', text), false, text);
    }
  });

  it('takes no word of a comment or a docstring for code', () => {
    const texts: [file: string, text: string][] = [
      ['a.ts', '// kept for backward compatibility\nexport const a = 1;'],
      ['a.js', '/** @deprecated the gradient of a button */\nexport const a = "//";'],
      ['a.py', 'def a():\n    """Walks backward."""\n    return 1  # delta'],
    ];
    for (const [file, text] of texts) assert.equal(mayHoldPairs(file, text), false, text);
  });

  it('reads strings, which may be names of fields, and tags', () => {
    const texts: [file: string, text: string][] = [
      ['a.js', "out['dW'] = 'http://x'; // as it was"],
      ['a.py', 'cache["grads"] = 1'],
      ['a.ts', '/** @gradcheck forward = f */\nexport function g() {}'],
      ['a.ipynb', '{"cells": [{"source": ["# backward"]}]}'],
    ];
    for (const [file, text] of texts) assert.equal(mayHoldPairs(file, text), true, text);
  });
});

describe('isMinified', () => {
  const code = 'function backward(d,c){return d*c.x}';

  it('tells a bundle from what somebody writes', () => {
    assert.equal(isMinified(code.repeat(1000)), true);
    assert.equal(isMinified(`${code}\n`.repeat(1000)), false);
  });

  it('lets a short text have long lines', () => {
    assert.equal(isMinified(code.repeat(20)), false);
  });
});

describe('mayHoldPairs, of every text in these tests that holds a pair', () => {
  const folders = ['fixtures/discovery', 'reach/cases', 'reach/python/cases'];
  const files = folders.flatMap((folder) => {
    const path = join(import.meta.dirname, '../..', folder);
    return readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => join(path, name));
  });
  const texts = files.filter(isSource).map((file) => ({ file, text: readFileSync(file, 'utf8') }));
  const withPairs = texts.filter((source) => discover(source, { typescript }).pairs.length > 0);

  it('lets all of them pass', () => {
    assert.ok(withPairs.length > 200, String(withPairs.length));
    const stopped = withPairs.filter(({ file, text }) => !mayHoldPairs(file, text) || isMinified(text));
    assert.deepEqual(
      stopped.map(({ file }) => file),
      [],
    );
  });
});
