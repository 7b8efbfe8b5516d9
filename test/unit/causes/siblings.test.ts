import assert from 'node:assert/strict';
import type { LeafEvidence } from '../../../src/check/causes/evidence.ts';
import { leadsTo, multipliersOf } from '../../../src/check/causes/experiments/siblings.ts';

const leavesOf = (shapes: Record<string, number[]>): LeafEvidence[] =>
  Object.entries(shapes).map(([name, shape], index) => {
    const size = shape.reduce((product, length) => product * length, 1);
    return { index, leaf: { name, shape, size } } as unknown as LeafEvidence;
  });

const multipliers = (shapes: Record<string, number[]>, vector: string): string[] => {
  const leaves = leavesOf(shapes);
  return multipliersOf(
    leaves.find(({ leaf }) => leaf.name === vector)!,
    leaves,
  ).map(({ leaf }) => leaf.name);
};

describe('what is multiplied into the sum that a bias is added to', () => {
  it('is told by the layer that its name leads to', () => {
    const net = {
      weightsInputHidden: [5, 4],
      weightsHiddenOutput: [2, 5],
      biasHidden: [5],
      biasOutput: [2],
    };
    assert.deepEqual(multipliers(net, 'biasHidden'), ['weightsInputHidden']);
    assert.deepEqual(multipliers(net, 'biasOutput'), ['weightsHiddenOutput']);
    const short = { 'net.w_ih': [5, 4], 'net.w_ho': [2, 5], 'net.b_h': [5, 1], 'net.b_o': [2, 1] };
    assert.deepEqual(multipliers(short, 'net.b_h'), ['net.w_ih']);
    assert.deepEqual(multipliers(short, 'net.b_o'), ['net.w_ho']);
  });

  it('is told by the place in lists with one array for each layer', () => {
    const net = { 'this.weights[0]': [5, 4], 'this.weights[1]': [2, 5], 'this.biases[0]': [5], 'this.biases[1]': [2] };
    assert.deepEqual(multipliers(net, 'this.biases[0]'), ['this.weights[0]']);
    assert.deepEqual(multipliers(net, 'this.biases[1]'), ['this.weights[1]']);
  });

  it('is told by the length of a flat buffer', () => {
    const net = { w1: [30], b1: [5], w2: [15], b2: [3] };
    assert.deepEqual(multipliers(net, 'b1'), ['w1']);
    assert.deepEqual(multipliers(net, 'b2'), ['w2']);
    assert.deepEqual(multipliers(net, 'w1'), []);
  });

  it('is told by order where names say nothing: all weights first, then all biases', () => {
    const net = { first: [5, 4], second: [2, 5], third: [5], fourth: [2] };
    assert.deepEqual(multipliers(net, 'third'), ['first']);
    assert.deepEqual(multipliers({ first: [5, 4], third: [5], second: [2, 5], fourth: [2] }, 'third'), ['first']);
  });

  it('is told by the letters of a recurrent network: x into h, h into h, h into y', () => {
    const net = { Wxh: [5, 3], Whh: [5, 5], Why: [4, 5], bh: [5], by: [4] };
    assert.deepEqual(multipliers(net, 'bh'), ['Wxh', 'Whh']);
    assert.deepEqual(multipliers(net, 'by'), ['Why']);
  });

  it('is never what a layer is given, even where that has as many columns', () => {
    const layer = leavesOf({ x: [4, 6], gamma: [6], beta: [6], W: [6, 3], b: [3] });
    layer[0]!.leaf.role = 'input';
    const of = (index: number) => multipliersOf(layer[index]!, layer).map(({ leaf }) => leaf.name);
    assert.deepEqual([of(1), of(2), of(4)], [[], ['gamma'], ['W']]);
  });

  it('is never of another object', () => {
    assert.ok(leadsTo('layers[0].hiddenWeights', 'layers[0].hiddenBias'));
    assert.ok(!leadsTo('layers[1].hiddenWeights', 'layers[0].hiddenBias'));
    assert.ok(!leadsTo('weightsHiddenOutput', 'biasHidden'));
  });
});
