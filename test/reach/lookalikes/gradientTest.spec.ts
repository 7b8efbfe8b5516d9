import { forward, backward } from './network';

describe('backward', () => {
  it('agrees with finite differences', () => {
    const { loss, cache } = forward(params, X, Y);
    const grads = backward(params, cache, Y);
    for (const [key, value] of Object.entries(params)) {
      for (let i = 0; i < value.length; i++) {
        const old = value[i];
        value[i] = old + 1e-5;
        const plus = forward(params, X, Y).loss;
        value[i] = old - 1e-5;
        const minus = forward(params, X, Y).loss;
        value[i] = old;
        expect(grads[key][i]).toBeCloseTo((plus - minus) / 2e-5, 6);
      }
    }
  });
});
