import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bestFirst } from '../../../src/binding/arguments/bestFirst.ts';
import { literalOf } from '../../../src/binding/names/literals.ts';
import { matchGradients, shapeFit, type GradientPlace } from '../../../src/binding/gradients/matching.ts';
import type { NumericPlace } from '../../../src/binding/known/places.ts';
import { formFromType, shapeFromText } from '../../../src/binding/names/rank.ts';
import { Sizes } from '../../../src/binding/known/world.ts';

describe('shapes from the text', () => {
  const sentences: [string, (number | string)[] | null][] = [
    ['Input data, of shape (N, D)', ['N', 'D']],
    ['input of shape (n_x, number of examples)', ['n_x', 'm']],
    ['weight matrix of shape (5, 4)', [5, 4]],
    ['N x D matrix', ['N', 'D']],
    ['bias of length M', ['M']],
    ['Weights, (D, M)', ['D', 'M']],
    ['the input', null],
    ['integer, the index of the target word', null],
    ['the 3 x 4 weights', [3, 4]],
  ];
  for (const [text, shape] of sentences) {
    it(text, () => assert.deepEqual(shapeFromText(text), shape));
  }

  it('reads types', () => {
    assert.equal(formFromType('number[][]').rank, 2);
    assert.equal(formFromType('readonly number[]').rank, 1);
    assert.equal(formFromType('Array<Array<number>>').rank, 2);
    assert.equal(formFromType('Float32Array | null').storage, 'float32');
    assert.equal(formFromType('Matrix').className, 'Matrix');
  });

  it('gives every symbol one size, and no two symbols the same', () => {
    const sizes = new Sizes(1);
    const symbols = ['N', 'D', 'M', 'P', 'Q'];
    assert.equal(new Set(symbols.map((symbol) => sizes.of(symbol))).size, symbols.length);
    assert.equal(sizes.of('4H'), 4 * sizes.of('H'));
    assert.equal(sizes.of('D + H'), sizes.of('D') + sizes.of('H'));
  });

  it('reads literals of source text', () => {
    assert.deepEqual(literalOf("[2, 3, 'relu']"), [2, 3, 'relu']);
    assert.deepEqual(literalOf('{ hidden: 5, lr: .1, }'), { hidden: 5, lr: 0.1 });
    assert.equal(literalOf('new Matrix(2, 3)'), undefined);
    assert.equal(literalOf('x => x'), undefined);
  });
});

describe('best first', () => {
  it('yields every combination once, in order of penalty', () => {
    const choice = fc
      .array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 4 })
      .map((list) => [0, ...list].sort((a, b) => a - b));
    fc.assert(
      fc.property(fc.array(choice, { minLength: 1, maxLength: 3 }), (choices) => {
        const all = [...bestFirst([{ penalty: 1, choices }])];
        assert.equal(
          all.length,
          choices.reduce((product, list) => product * list.length, 1),
        );
        assert.equal(new Set(all.map(({ indices }) => indices.join())).size, all.length);
        assert.ok(all.every((one, index) => index === 0 || one.penalty >= (all[index - 1]?.penalty ?? 0)));
      }),
    );
  });
});

describe('gradients and parameters', () => {
  const place = (name: string, shape: number[]): NumericPlace => ({
    at: { slot: name, path: [] },
    name,
    shape,
    finite: true,
    integer: false,
    minimum: -1,
    maximum: 1,
    isNumber: shape.length === 0,
    storage: 'nested',
  });
  const gradient = (name: string, shape: number[], position: number | null = null): GradientPlace => ({
    ...place(name, shape),
    label: name,
    position,
  });
  const pairs = (leaves: NumericPlace[], gradients: GradientPlace[]): string[] =>
    matchGradients(leaves, gradients)
      .map((match) => `${match.gradient.at.slot}→${match.leaf.name}`)
      .sort();

  it('match by name before position', () => {
    const found = pairs(
      [place('x', [3, 4]), place('w', [4, 5]), place('b', [5])],
      [gradient('db', [5], 0), gradient('dw', [4, 5], 1), gradient('dx', [3, 4], 2)],
    );
    assert.deepEqual(found, ['db→b', 'dw→w', 'dx→x']);
  });

  it('match by shape where there is no name', () => {
    const unnamed = (shape: number[], position: number): GradientPlace => ({
      ...gradient('', shape, position),
      at: { slot: `g${position}`, path: [] },
    });
    assert.deepEqual(pairs([place('w', [4, 5]), place('b', [5])], [unnamed([5], 0), unnamed([4, 5], 1)]), [
      'g0→b',
      'g1→w',
    ]);
  });

  it('leave intermediate gradients out', () => {
    assert.deepEqual(
      pairs([place('W1', [4, 5]), place('x', [3, 4])], [gradient('dW1', [4, 5]), gradient('dZ1', [3, 4])]),
      ['dW1→W1'],
    );
  });

  it('compare shapes', () => {
    assert.equal(shapeFit([4, 5], [4, 5]), 1);
    assert.equal(shapeFit([1, 5], [5]), 0.9);
    assert.equal(shapeFit([4, 5], [5, 4]), 0.3);
    assert.equal(shapeFit([4, 5], [4]), 0);
  });
});
