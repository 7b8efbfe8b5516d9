import assert from 'node:assert/strict';
import fc from 'fast-check';
import { discoverNotebook, discoverPython } from '../../../src/discovery/python/discoverPython.ts';
import { parameterDocs, tagOf } from '../../../src/discovery/python/docstrings.ts';
import { cellPosition, cellsOf, notebookText } from '../../../src/discovery/python/notebook.ts';
import '../../fixedSeed.ts';

const read = (text: string) => discoverPython({ file: '/w/net.py', text });
const functionOf = (text: string, name: string) => read(text).functions.find((one) => one.qualifiedName === name);

describe('Python discovery', () => {
  it('reads parameters: defaults, types, rest, keyword-only, without self', () => {
    const text = 'class A:\n    def f(self, x: np.ndarray, *args, lr=0.1, mode="train", **kw):\n        pass\n';
    const facts = functionOf(text, 'A.f');
    const parameters = facts?.parameters.map(({ name, type, optional, rest, defaultValue }) => [
      name,
      type,
      optional,
      rest,
      defaultValue,
    ]);
    assert.deepEqual(parameters, [
      ['x', 'np.ndarray', false, false, undefined],
      ['args', null, true, true, undefined],
      ['lr', null, true, false, 0.1],
      ['mode', null, true, false, 'train'],
      ['kw', null, true, true, undefined],
    ]);
    assert.deepEqual(facts?.reach, {
      kind: 'method',
      owner: { kind: 'export', path: ['A'] },
      name: 'f',
      isStatic: false,
    });
  });

  it('reads how a body uses its arguments', () => {
    const text =
      'def f(x, y, n, cache, act):\n    N, C, H, W = x.shape\n    a, b = cache\n    for i in range(n): act(x)\n    return x[np.arange(N), y]\n';
    const [x, y, n, cache, act] = functionOf(text, 'f')?.parameters ?? [];
    assert.equal(x?.use.indexDepth, 4);
    assert.equal(y?.use.usedAsIndex, true);
    assert.equal(n?.use.loopBound, true);
    assert.deepEqual(cache?.keys, ['a', 'b']);
    assert.equal(act?.use.called, true);
  });

  it('finds the sites of gradients in every form, with their lines', () => {
    const text = [
      'def model_backward(AL, Y, caches, params):',
      '    grads = {}',
      '    dW = np.zeros_like(W)',
      '    dW += np.dot(dZ, A.T)',
      '    grads["dW" + str(l + 1)] = dW / m',
      '    grads[f"db{l}"] = db.sum()',
      '    nabla_w[-l] = np.dot(delta, a)',
      '    self.dW, self.db = x.T @ d, d.sum(0)',
      '    p.grad += d * q',
      '    dbs.insert(0, dz.sum())',
      '    return {"dgamma": (d * xhat).sum(0), "dbeta": d.sum(0)}',
    ].join('\n');
    const sites = functionOf(text, 'model_backward')?.sites.map(({ gradient, parameter, range, computed }) => [
      gradient,
      parameter,
      range.line,
      computed,
    ]);
    const expected = [
      ['dW', 'W', 4, false],
      ['grads["dW" + str(l + 1)]', 'W', 5, true],
      ['grads[f"db{l}"]', 'b', 6, true],
      ['nabla_w', 'w', 7, true],
      ['self.dW', 'W', 8, false],
      ['self.db', 'b', 8, false],
      ['p.grad', 'p', 9, false],
      ['dgamma', 'gamma', 11, false],
      ['dbeta', 'beta', 11, false],
    ];
    for (const one of expected)
      assert.ok(
        sites?.some((site) => JSON.stringify(site) === JSON.stringify(one)),
        `${one.join()} not in ${JSON.stringify(sites)}`,
      );
  });

  it('tells the gradients of a list apart, and goes by the line that computes what is only put away', () => {
    const text = [
      'def backward(self, dout):',
      '    dW = np.dot(self.x.T, dout)',
      '    db = dout.sum(0)',
      '    self.grads[0][...] = dW',
      '    self.grads[1][...] = db',
      '    self.grads[2][0, :] = dout.max(0)',
      '    dV[1] = dout.min(0)',
    ].join('\n');
    const sites = functionOf(text, 'backward')?.sites.map(({ gradient, range }) => [gradient, range.line]) ?? [];
    for (const one of [
      ['self.grads[0]', 2],
      ['self.grads[1]', 3],
      ['self.grads[2]', 6],
      ['dV', 7],
    ])
      assert.ok(
        sites.some((site) => JSON.stringify(site) === JSON.stringify(one)),
        `${one.join()} not in ${JSON.stringify(sites)}`,
      );
  });

  it('goes by the line that computes what a dictionary only names', () => {
    const text = [
      'def cell_backward(da_next, cache):',
      '    dtanh = (1 - a ** 2) * da_next',
      '    da_prev = np.dot(Waa.T, dtanh)',
      '    gradients = {"da_prev": da_prev, "dWaa": np.dot(dtanh, a_prev.T)}',
      '    return gradients',
    ].join('\n');
    const sites = functionOf(text, 'cell_backward')?.sites.map(({ gradient, range }) => [gradient, range.line]);
    assert.deepEqual(sites, [
      ["gradients['da_prev']", 3],
      ['dWaa', 4],
    ]);
  });

  it('leaves the lens to the function that computes what another one only joins', () => {
    const text = [
      'import numpy as np',
      'class Net:',
      '    def forward(self, X):',
      '        self.h = np.tanh(np.dot(X, self.W1))',
      '        return np.dot(self.h, self.W2)',
      '    def cost_function(self, X, y):',
      '        return 0.5 * np.sum((y - self.forward(X)) ** 2)',
      '    def cost_function_prime(self, X, y):',
      '        delta = self.forward(X) - y',
      '        dJdW2 = np.dot(self.h.T, delta)',
      '        dJdW1 = np.dot(X.T, np.dot(delta, self.W2.T) * (1 - self.h ** 2))',
      '        return dJdW1, dJdW2',
      '    def compute_gradients(self, X, y):',
      '        dJdW1, dJdW2 = self.cost_function_prime(X, y)',
      '        return np.concatenate((dJdW1.ravel(), dJdW2.ravel()))',
    ].join('\n');
    const { pairs } = discoverPython({ file: 'net.py', text });
    assert.deepEqual(
      pairs.map(({ id }) => id),
      ['Net.cost_function_prime'],
    );
  });

  it('knows the data that a script draws before it calls', () => {
    const text =
      'def forward(xs): pass\nfor i in range(3):\n    xs = np.random.randn(4, 3)\n    ys = load()\n    forward(xs)\n    forward(ys)\n';
    assert.deepEqual(
      read(text)
        .callSites.filter(({ callee }) => callee === 'forward')
        .map(({ argumentTexts }) => argumentTexts),
      [['np.random.randn(4, 3)'], ['ys']],
    );
  });

  it('reads docstrings in the styles of courses and tools', () => {
    const names = ['x', 'w', 'b', 'reg'];
    const of = (doc: string) => Object.fromEntries(parameterDocs(doc, names));
    assert.match(of('- x: Input data, of shape (N, d_1, ..., d_k)')['x'] ?? '', /\(N, D\)/);
    assert.match(of('w -- weights matrix: numpy array of shape (n[l], n[l-1])')['w'] ?? '', /\(n\[l\], n\[l-1\]\)/);
    assert.match(of('x, w: arrays of shape (3, 4)')['w'] ?? '', /\(3, 4\)/);
    assert.match(of('x : ndarray\n    Samples, of shape (N, D)')['x'] ?? '', /Samples, of shape \(N, D\)/);
    assert.match(of(':param np.ndarray b: the bias')['b'] ?? '', /the bias/);
    assert.match(of('    X (ndarray (m,n)): data\n    b (scalar) : bias')['b'] ?? '', /\(scalar\)/);
    assert.equal(tagOf('Text.\n\n    @gradcheck x: [3, 4],\n      reg = 0.1\n\n    More.'), 'x: [3, 4], reg = 0.1');
    assert.equal(tagOf('no @gradchecker here'), null);
  });

  it('finds nested, private and decorated functions, and reaches only what can be reached', () => {
    const text =
      'def outer():\n    def inner(): pass\ndef _private(): pass\nclass A:\n    @staticmethod\n    def s(x): pass\nif __name__ == "__main__":\n    def hidden(): pass\n';
    const reaches = Object.fromEntries(read(text).functions.map((one) => [one.qualifiedName, one.reach?.kind ?? null]));
    assert.deepEqual(reaches, {
      'outer.inner': null,
      outer: 'export',
      _private: 'local',
      'A.s': 'method',
      hidden: null,
    });
    assert.equal(functionOf(text, 'A.s')?.isStatic, true);
  });

  it('tells definitions from work', () => {
    const lines = [
      'import os',
      'W = np.zeros((2, 3))',
      'net = Net(2)',
      'class Net: pass',
      'np.random.seed(1)',
      'data = np.load("x")',
      'train(net)',
      'for i in range(3): pass',
    ];
    assert.deepEqual(
      read(lines.join('\n')).sideEffects.map((range) => range.line),
      [6, 7, 8],
    );
  });

  it('keeps silent under gradcheck-ignore', () => {
    const body = '(dout, cache):\n    x, w = cache\n    dw = x.T @ dout\n    return dout @ w.T, dw\n';
    const forward = 'def affine_forward(x, w):\n    return x @ w, (x, w)\n';
    assert.equal(read(`${forward}def affine_backward${body}`).pairs.length, 1);
    assert.equal(read(`${forward}# gradcheck-ignore\ndef affine_backward${body}`).pairs.length, 0);
  });

  it('joins the code cells of a notebook, line by line', () => {
    const cells = [
      { kind: 'markup' as const, text: '# Title' },
      { kind: 'code' as const, text: '%matplotlib inline\nimport numpy as np\n!pip install x' },
      { kind: 'code' as const, text: '%%bash\nls' },
      { kind: 'code' as const, text: 'def forward(x, w):\n    return x @ w\nfiles = !ls\ny = (7\n% 4)' },
      { kind: 'code' as const, text: 'def backward(dout, x, w):\n    dw = x.T @ dout\n    return dout @ w.T, dw' },
    ];
    const { facts, notebook } = discoverNotebook('/w/a.ipynb', cells);
    assert.deepEqual(notebook.firstLines, [null, 1, null, 4, 9]);
    assert.equal(facts.hasSyntaxErrors, false);
    assert.deepEqual(
      facts.pairs.map(({ id }) => id),
      ['backward'],
    );
    assert.deepEqual(cellPosition(notebook, facts.pairs[0]?.range.line ?? 0), { cell: 4, line: 1 });
    const json = JSON.stringify({ cells: [{ cell_type: 'code', source: ['a = 1\n', 'b = 2'] }] });
    assert.equal(notebookText(cellsOf(json) ?? []).text, 'a = 1\nb = 2\n');
    assert.equal(cellsOf('{"x": 1}'), null);
    assert.equal(cellsOf('not json'), null);
  });

  it('keeps what can be read of half-typed files', () => {
    const text =
      'def forward(x, w):\n    return x @ w\n\ndef backward(dout, x, w):\n    dw = x.T @ dout\n    return dout @ w.T, dw\n\ndef broken(a, (\n';
    const facts = read(text);
    assert.equal(facts.hasSyntaxErrors, true);
    assert.deepEqual(
      facts.pairs.map(({ id }) => id),
      ['backward'],
    );
  });

  it('never throws, whatever the text', () => {
    const piece = fc.constantFrom(
      'def f(',
      'class A',
      ':\n    ',
      'return ',
      'dW',
      '[',
      ']',
      '(',
      ')',
      '"""',
      "'",
      '#',
      '\n',
      ' = ',
      'self.',
      'lambda x',
      '@',
      'grads["dW" + ',
      '-',
      ' ',
      '\t',
      '%',
      '{',
      '}',
      ',',
      '*',
      '\u2202W',
      'if __name__',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 60 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (source) => Array.isArray(read(source).functions)),
      { numRuns: 300 },
    );
    for (const deep of ['(', '[', 'f(', '-', 'not ', 'lambda: ', 'if x:\n ', 'def f():\n ']) read(deep.repeat(5000));
  });
});
