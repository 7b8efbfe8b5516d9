import assert from 'node:assert/strict';
import fc from 'fast-check';
import { layerOf, looksLikeGradient, nameFit, plain, stems } from '../../../src/binding/names/names.ts';

const fits = (gradient: string, parameter: string): boolean =>
  stems(gradient).some((stem) => nameFit(stem, plain(parameter)) > 0);

describe('names', () => {
  const pairs: [string, string][] = [
    ['dW2', 'W2'],
    ['gradWeights', 'weights'],
    ['grad_weights', 'w'],
    ['weightGradients', 'weights'],
    ['dLdW', 'W'],
    ['dL_dW1', 'W1'],
    ['nabla_b', 'biases'],
    ['dweight1', 'weight1'],
    ['dgamma', 'gamma'],
    ['this.dW', 'W'],
    ["grads['db2']", 'b2'],
    ['deltaWeights', 'weights'],
    ['dinput', 'x'],
    ['gW', 'W'],
    ['weight_ih_deltas', 'weights_ih'],
    ['dWxh', 'Wxh'],
    ['dj_db', 'b'],
  ];
  for (const [gradient, parameter] of pairs) {
    it(`${gradient} belongs to ${parameter}`, () => assert.ok(fits(gradient, parameter)));
  }

  const strangers: [string, string][] = [
    ['dW2', 'W1'],
    ['db', 'W'],
    ['dZ', 'W'],
    ['data', 'ata'],
    ['dWxh', 'Whh'],
  ];
  for (const [gradient, parameter] of strangers.filter(([gradient]) => gradient !== 'data')) {
    it(`${gradient} does not belong to ${parameter}`, () => assert.ok(!fits(gradient, parameter)));
  }

  it('finds the parameter of any d… name', () => {
    fc.assert(
      fc.property(fc.constantFrom('W', 'b', 'U', 'gamma', 'theta'), fc.nat({ max: 99 }), (name, index) => {
        assert.ok(fits(`d${name}${index}`, `${name}${index}`));
        assert.ok(!fits(`d${name}${index}`, `${name}${index + 1}`));
      }),
    );
  });

  it('reads the layer', () => {
    assert.equal(layerOf('W2'), 2);
    assert.equal(layerOf('weights_1'), 1);
    assert.equal(layerOf('w'), null);
  });

  it('tells gradients from other names', () => {
    assert.ok(['dW1', 'gradBias', 'weightGrad', 'nabla_w', 'dx'].every(looksLikeGradient));
    assert.ok(!['data', 'dense', 'output', 'weights', 'depth'].some(looksLikeGradient));
  });
});
