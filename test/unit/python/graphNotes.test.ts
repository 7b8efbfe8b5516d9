import assert from 'node:assert/strict';
import { pythonWithNumpy } from '../../../scripts/provisionPython.ts';
import { checkTexts } from './checkTexts.ts';
import type { Report } from '../../../src/model/report.ts';

const graph = (product: string): string => `
import numpy as np

class Tensor:
    def __init__(self, data, parents=()):
        self.data = np.asarray(data, dtype=np.float64)
        self.grad = np.zeros_like(self.data)
        self.parents = parents
        self._backward = lambda: None

    def __mul__(self, other):
        out = Tensor(self.data * other.data, (self, other))
        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad
        out._backward = _backward
        return out

    def relu(self):
        out = Tensor(np.maximum(self.data, 0), (self,))
        def _backward():
            self.grad += (self.data > 0) * out.grad
        out._backward = _backward
        return out

    def matmul(self, other):
        out = Tensor(self.data @ other.data, (self, other))
        def _backward():
            self.grad += ${product}
            other.grad += self.data.T @ out.grad
        out._backward = _backward
        return out

    def backward(self):
        order, seen = [], set()
        def visit(one):
            if one not in seen:
                seen.add(one)
                for parent in one.parents:
                    visit(parent)
                order.append(one)
        visit(self)
        self.grad = np.ones_like(self.data)
        for one in reversed(order):
            one._backward()
`;

const leftOut = ({ notes }: Report): string[] =>
  notes.filter(({ id }) => id === 'operations-left-out').map(({ message }) => message);

describe('operations of a class of tensors', function () {
  this.timeout(60_000);

  before(async function () {
    this.timeout(400_000);
    await pythonWithNumpy();
  });

  it('are all in the graph where backward gets through them', async () => {
    const report = await checkTexts({ 'net.py': graph('out.grad @ other.data.T') });
    assert.equal(report.verdict, 'correct', report.headline);
    assert.match(report.inputs?.arguments[0]?.value ?? '', /__mul__, relu.*matmul/);
    assert.deepEqual(leftOut(report), []);
  });

  it('are named where backward does not: it is not silently left out', async () => {
    const report = await checkTexts({ 'net.py': graph('out.grad @ other.data') });
    assert.match(leftOut(report).join(), /matmul \(.*ValueError/);
  });
});
