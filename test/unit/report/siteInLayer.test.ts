import assert from 'node:assert/strict';
import { discoverPython } from '../../../src/discovery/python/discoverPython.ts';
import { returnOf, siteInLayer } from '../../../src/report/sites.ts';

const layers = `import numpy as np

class Mix:
    def __init__(self, W, b):
        self.params = [W, b]
        self.grads = [np.zeros_like(W), np.zeros_like(b)]
    def forward(self, x):
        self.x = x
        return x @ self.params[0] + self.params[1]
    def backward(self, dout):
        db = np.sum(dout, axis=0)
        self.grads[0][...] = self.x.T @ dout
        self.grads[1][...] = db
        return dout @ self.params[0].T
`;
const other = `
class Scale:
    def forward(self, x):
        self.x = x
        return x * self.params[0]
    def backward(self, dout):
        self.grads[0][...] = np.sum(dout * self.x, axis=0)
        return dout * self.params[0]
`;
const network = `
class Net:
    def __init__(self, W1, b1, s):
        self.layers = [Mix(W1, b1), Scale(s)]
        self.first = Mix(W1, b1)
    def forward(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x
    def backward(self, dout):
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        return dout
`;

function lineOf(text: string, name: string, gradientName: string): number | null {
  const facts = discoverPython({ file: '/w/net.py', text });
  const pair = facts.pairs.find(({ owner }) => owner === 'Net');
  assert.ok(pair);
  return siteInLayer(facts, pair, { name, gradientName })?.range.line ?? null;
}

describe('the line of a gradient in a layer', () => {
  it('is where its number in the list is computed, not where it is put away', () => {
    assert.equal(lineOf(layers + network, 'layers[0].params[0]', 'self.layers[0].grads[0]'), 12);
    assert.equal(lineOf(layers + network, 'layers[0].params[1]', 'self.layers[0].grads[1]'), 11);
  });

  it('is in the class that stands at its place in the list, where several may be meant', () => {
    const text = layers + other + network;
    assert.equal(lineOf(text, 'layers[0].params[0]', 'self.layers[0].grads[0]'), 12);
    assert.equal(lineOf(text, 'layers[1].params[0]', 'self.layers[1].grads[0]'), 21);
    assert.equal(lineOf(text, 'first.params[0]', 'self.first.grads[0]'), 12);
    assert.equal(lineOf(text, 'parts[0].params[0]', 'self.parts[0].grads[0]'), null);
  });

  it('is none for a gradient that no layer holds', () => {
    assert.equal(lineOf(layers + network, 'W', 'dW'), null);
  });
});

describe('the line of what is returned without a name', () => {
  const text = `import numpy as np

def bend(z):
    return np.tanh(z), z

def bend_backward(dout, cache):
    if cache is None:
        return dout
    return dout * (1 + np.tanh(cache) ** 2)
`;
  const facts = discoverPython({ file: '/w/net.py', text });
  const [pair] = facts.pairs;

  it('is that of the last return', () => {
    assert.ok(pair);
    assert.equal(returnOf(facts, pair, { name: 'z', gradientName: 'bend_backward()' })?.line, 9);
    assert.equal(returnOf(facts, pair, { name: 'z', gradientName: 'dz' }), null);
  });
});
