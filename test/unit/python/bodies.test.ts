import assert from 'node:assert/strict';
import { discoverPython } from '../../../src/discovery/python/discoverPython.ts';

const read = (text: string) => discoverPython({ file: '/w/net.py', text });
const functionOf = (text: string, name: string) => read(text).functions.find((one) => one.qualifiedName === name);

describe('bodies of Python functions', () => {
  it('follows integers into helpers, and knows what is taken apart by position and what is called through a field', () => {
    const text = [
      'def one_hot(labels):',
      '    return np.eye(3)[labels]',
      'def backward(params, Y):',
      '    W, b = params',
      '    return W - one_hot(Y)',
      'class Units:',
      '    def __init__(self, f, size):',
      '        self.f, self.size = f, size',
      '    def forward(self, x):',
      '        return self.f(x)',
    ].join('\n');
    const [params, labels] = functionOf(text, 'backward')?.parameters ?? [];
    assert.equal(labels?.use.usedAsIndex, true);
    assert.deepEqual([params?.use.unpacked, params?.keys], [true, ['W', 'b']]);
    const made = read(text).classes[0]?.constructorParameters.map(({ name, use }) => [name, use.called]);
    assert.deepEqual(made, [
      ['f', true],
      ['size', false],
    ]);
  });

  it('names variables of the module that a body mentions, without its own', () => {
    const text = 'def f(x):\n    global total\n    total = total + m\n    n = len(x)\n    return n / total\n';
    assert.deepEqual(functionOf(text, 'f')?.names?.toSorted(), ['len', 'm', 'total']);
  });

  it('takes the line in a loop for the layers, and one that takes a value over before one that makes room', () => {
    const text = [
      'def backprop(x):',
      '    dW = [None] * 3',
      '    db = [np.zeros(b.shape) for b in biases]',
      '    dW[-1] = np.dot(delta, a.T)',
      '    db[-1] = delta',
      '    for l in range(2, 3):',
      '        db[-l] = delta',
      '        dW[-l] = np.dot(delta, a.T)',
      '    return dW, db',
    ].join('\n');
    const sites = functionOf(text, 'backprop')?.sites.map(({ gradient, range }) => [gradient, range.line]);
    assert.deepEqual(sites, [
      ['dW', 8],
      ['db', 7],
    ]);
  });

  it('gives a returned value the line that computes it, whatever its name', () => {
    const text = [
      'def backward(dout, x, w):',
      '    below = np.zeros(3)',
      '    for i in range(3):',
      '        below[i] += w[i] * dout',
      '    return below',
    ].join('\n');
    const sites = functionOf(text, 'backward')?.sites.map(({ gradient, range }) => [gradient, range.line]);
    assert.deepEqual(sites, [['below', 4]]);
  });

  it('gives each entry of a returned dictionary its line, whatever the dictionary is called', () => {
    const text = [
      'def backward(steps, p):',
      '    g = {k: np.zeros_like(v) for k, v in p.items()}',
      '    for x, d in steps:',
      '        g["W"] += np.outer(d, x)',
      '        g["b"] += d',
      '    return g',
    ].join('\n');
    const sites = functionOf(text, 'backward')?.sites.map(({ gradient, range }) => [gradient, range.line]);
    assert.deepEqual(sites, [
      ["g['W']", 4],
      ["g['b']", 5],
    ]);
  });
});
