import assert from 'node:assert/strict';
import typescript from 'typescript';
import { classFromUse } from '../../../src/binding/names/classFromUse.ts';
import { discover } from '../../../src/discovery/discover.ts';

const matrix = `class Matrix {
  constructor(rows, cols) { this.rows = rows; this.cols = cols; this.data = []; }
  map(f) { return this; }
  hadamard(other) { return other; }
  static multiply(a, b) { return a; }
  static fromArray(list) { return new Matrix(1, 1); }
}
`;

function classOf(body: string): string | null {
  const facts = discover({ file: 'net.js', text: matrix + body }, { typescript });
  const parameter = facts.functions.find(({ name }) => name === 'forward')?.parameters[0];
  assert.ok(parameter, 'forward takes an argument');
  return classFromUse(parameter, [facts]);
}

describe('the class of an argument without a type', () => {
  it('is that whose methods and fields are used', () => {
    assert.equal(classOf('function forward(x) { return x.hadamard(x); }'), 'Matrix');
    assert.equal(classOf('function forward(x) { return x.rows * x.cols; }'), 'Matrix');
  });

  it('is that whose functions take it', () => {
    assert.equal(classOf('function forward(x, w) { return Matrix.multiply(w, x); }'), 'Matrix');
  });

  it('is found through helpers', () => {
    assert.equal(
      classOf('function inner(m) { return m.hadamard(m); }\nfunction forward(x) { return inner(x); }'),
      'Matrix',
    );
  });

  it('ends at helpers that call each other', () => {
    assert.equal(classOf('function forward(x) { return other(x); }\nfunction other(x) { return forward(x); }'), null);
  });

  it('is unknown for what plain arrays do as well, and for what a class is made of', () => {
    assert.equal(classOf('function forward(x) { return x.map((v) => v * x.length); }'), null);
    assert.equal(classOf('function forward(x) { return Matrix.fromArray(x); }'), null);
    assert.equal(classOf('function forward(x) { return x.nothingOfTheKind(); }'), null);
  });
});
