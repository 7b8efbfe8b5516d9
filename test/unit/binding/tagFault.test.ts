import assert from 'node:assert/strict';
import { bind } from '../../../src/binding/bind.ts';
import { discoverPython } from '../../../src/discovery/python/discoverPython.ts';

const text = `
class Sigmoid:
    def forward(self, x):
        self.out = 1 / (1 + np.exp(-x))
        return self.out

    def backward(self, dout):
        return dout * self.out * (1 - self.out)
`;

describe('a tag that cannot be read', () => {
  for (const tag of ['layer = new Sigmoid(quux[3])', 'x: [3', 'x: §']) {
    it(`is a fault of the inputs: ${tag}`, async () => {
      const facts = discoverPython({ file: 'sigmoid.py', text });
      const [pair] = facts.pairs;
      assert.ok(pair);
      const trial = { run: () => Promise.reject(new Error('nothing is to be run')) };
      const binding = await bind({ facts, pair, seed: 1, tag, inputsFile: null, related: [] }, trial);
      assert.equal(binding.kind === 'unbound' && binding.fault.kind, 'inputs');
    });
  }
});
