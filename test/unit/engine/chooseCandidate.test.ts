import assert from 'node:assert/strict';
import type { Report } from '../../../src/model/report.ts';
import { checkMistake } from './checkMistake.ts';

const wrongIn = (report: Report): string[] =>
  report.leaves.filter(({ verdict }) => verdict === 'wrong').map(({ name }) => name);

describe('a choice that the text leaves hides no mistake', () => {
  it('behind a sequence of one step', async () => {
    const report = await checkMistake(
      'recurrent.ts',
      'SimpleRNN.backward',
      'this.hs[t]!.forEach((v, j) => (dWhh[i]![j]! += g * v));',
      'this.hs[t]!.forEach((v, j) => (dWhh[i]![j]! = g * v));',
    );
    assert.deepEqual(wrongIn(report), ['Whh']);
  });

  it('behind a layer whose weights do not change', async () => {
    const report = await checkMistake(
      'moduleOfPrototypes.js',
      'Net.Units.backPropagate',
      'for (l = 0; l < last; l++) {',
      'for (l = 0; l < last - 1; l++) {',
    );
    assert.deepEqual(wrongIn(report), ['weights[1]']);
  });

  it('behind a sign that makes an upstream gradient look like a target', async () => {
    const report = await checkMistake(
      'arraysAndSources.ts',
      'SigmoidUnits.backward',
      'const db = this.b.map((_, j) => dz.reduce((s, row) => s + row[j]!, 0));',
      'const db = this.b.map((_, j) => dz.reduce((s, row) => s - row[j]!, 0));',
    );
    assert.deepEqual(wrongIn(report), ['b']);
  });

  it('nor ends without a verdict where one candidate does not run', async () => {
    const report = await checkMistake(
      'nielsen.js',
      'QuadraticNet.backprop',
      's + d * this.w2[i][j], 0) * v * (1 - v)));',
      's + d * this.w2[i][j], 0) * v * (1 + v)));',
    );
    assert.deepEqual(wrongIn(report), ['w1']);
  });

  it('behind a softmax over one class, which no gradient of a bias can be wrong in', async () => {
    const report = await checkMistake(
      'labelledNet.js',
      'LabelledNet.loss',
      'b2: totals(dscores)',
      'b2: totals(dscores).map((v) => v / N)',
    );
    assert.deepEqual(wrongIn(report), ['b2']);
  });

  it('behind a usual cost that lacks the mean of the file’s own', async () => {
    const report = await checkMistake('exportedParameters.js', 'backward', '=> (a - Y[i][j]) / m', '=> a - Y[i][j]');
    assert.equal(report.cause!.id, 'cost-scale');
    assert.equal(report.cause!.constants['factor'], 3);
  });

  it('behind inputs that are too small for the other branch', async () => {
    const report = await checkMistake('losses.ts', 'huberGrad', 'delta * Math.sign(r)', 'delta');
    assert.deepEqual(wrongIn(report), ['r']);
    assert.ok(report.notes.some(({ id }) => id === 'larger-inputs' || id === 'other-values'));
  });

  it('behind an upstream gradient that is taken for data', async () => {
    const report = await checkMistake(
      'layerClass.ts',
      'Dense.backward',
      'backward(gradOutput: number[][]): number[][] {',
      'backward(upstream: number[][]): number[][] {\n    const gradOutput = upstream.map((row) => row.map(() => 1));',
    );
    assert.deepEqual(wrongIn(report), ['input', 'weights', 'biases']);
  });

  it('nor makes one where the cost reads a single output unit', async () => {
    const report = await checkMistake('oneUnitByFactory.ts', 'backward', 'cache.A1[i]![j]! ** 2', 'cache.A1[i]![j]!');
    assert.deepEqual(wrongIn(report), ['W1', 'b1']);
  });
});
