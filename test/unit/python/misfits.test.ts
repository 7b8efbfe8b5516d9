import assert from 'node:assert/strict';
import { checkTexts } from './checkTexts.ts';

const layer = (bias: string, db: string) => `
import numpy as np

class Dense:
    def __init__(self, n_in, n_out):
        self.W = np.random.randn(n_in, n_out) * 0.1
        self.b = ${bias}

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        self.dW = self.x.T @ dout
        self.db = ${db}
        return dout @ self.W.T
`;

describe('the gradient of a bias that was added to every row', () => {
  it('is wrong where it still has the rows', async () => {
    const report = await checkTexts({ 'net.py': layer('np.zeros(n_out)', 'dout') });
    assert.deepEqual(
      report.leaves.map(({ verdict }) => verdict),
      ['correct', 'correct', 'wrong'],
    );
    assert.match(report.headline, /self\.db has shape \d×\d, b has \d \(a sum over the examples is missing\?\)/);
  });

  it('is right in a layer for one row, and the report says what it is with several', async () => {
    const report = await checkTexts({ 'net.py': layer('np.zeros((1, n_out))', 'dout') });
    assert.equal(report.verdict, 'correct');
    const note = report.notes.find(({ id }) => id === 'single-example');
    assert.match(note?.message ?? '', /with several self\.db has shape \d×\d, which does not fit b\./);
  });

  it('is right, and nothing is said, where it is summed', async () => {
    const report = await checkTexts({ 'net.py': layer('np.zeros((1, n_out))', 'dout.sum(axis=0, keepdims=True)') });
    assert.equal(report.verdict, 'correct');
    assert.equal(
      report.notes.find(({ id }) => id === 'single-example'),
      undefined,
    );
  });
});
