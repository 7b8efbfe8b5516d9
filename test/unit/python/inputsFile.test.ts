import assert from 'node:assert/strict';
import { pythonWithNumpy } from '../../../scripts/provisionPython.ts';
import { checkTexts } from './checkTexts.ts';

/** No guess runs this: the points are dictionaries. */
const source = `
def objective(slope, points):
    return sum((slope * p["x"] - p["y"]) ** 2 for p in points)

def objective_gradient(slope, points):
    return sum(2 * (slope * p["x"] - p["y"]) * p["x"] for p in points)
`;
const points = '[{"x": 0.3, "y": 1.2}, {"x": -0.8, "y": 0.4}]';

const files: Record<string, { text: string; size: number }> = {
  'names as keys': { text: `slope = 0.7\npoints = ${points}\nother = {"slope": 3}\n`, size: 1 },
  'an object called inputs': { text: `inputs = {"slope": 0.7, "points": ${points}}\nother = {"slope": 3}\n`, size: 1 },
  'a function of a random source': {
    text: 'def inputs(random):\n    return {"slope": 0.7, "points": [{"x": random(), "y": random()} for _ in range(5)]}\n',
    size: 1,
  },
  'an object named after the pair': {
    text: `other_gradient = {"slope": "none"}\nobjective_gradient = {"slope": 0.7, "points": ${points}}\n`,
    size: 1,
  },
  'parameters, cost and gradients': {
    text: `from net import objective, objective_gradient
points = ${points}
parameters = {"slope": 0.7, "offset": [0.1, 0.2]}
def cost(p):
    return objective(p["slope"], points) + sum(x ** 2 for x in p["offset"])
def gradients(p):
    return {"slope": objective_gradient(p["slope"], points), "offset": [2 * x for x in p["offset"]]}
`,
    size: 3,
  },
};

describe('net.gradcheck.py', function () {
  this.timeout(60_000);

  before(async function () {
    this.timeout(400_000);
    await pythonWithNumpy();
  });

  it('is needed here', async () => {
    assert.equal((await checkTexts({ 'net.py': source })).error?.kind, 'unbound');
  });

  for (const [name, { text, size }] of Object.entries(files)) {
    it(`may hold ${name}`, async () => {
      const report = await checkTexts({ 'net.py': source, 'net.gradcheck.py': text });
      assert.equal(report.verdict, 'correct', report.error?.message);
      assert.deepEqual(
        [report.size, report.inputs?.source, report.inputs?.description],
        [size, 'file', 'from net.gradcheck.py'],
      );
    });
  }

  it('may hold the object itself, made of a class of the source', async () => {
    const layer = `
import numpy as np
class Scale:
    def __init__(self, settings):
        self.weight = np.array(settings.weights)
    def forward(self, x):
        self.x = x
        return x * self.weight
    def backward(self, dout):
        self.dweight = (dout * self.x).sum(axis=0)
        return dout * self.weight
`;
    const text = `
import numpy as np
from types import SimpleNamespace
from net import Scale
instance = Scale(SimpleNamespace(weights=[0.3, -0.7]))
x = np.array([[0.5, 1.5], [-0.4, 0.9], [1.1, 0.2]])
`;
    const report = await checkTexts({ 'net.py': layer, 'net.gradcheck.py': text });
    assert.deepEqual([report.verdict, report.size], ['correct', 8], report.error?.message);
  });

  it('shows what is wrong with its inputs', async () => {
    const half = source.replace('return sum(2 *', 'return sum(');
    const report = await checkTexts({ 'net.py': half, 'net.gradcheck.py': `slope = 0.7\npoints = ${points}\n` });
    assert.equal(report.verdict, 'wrong');
    assert.match(report.headline, /exactly ½ ×/);
  });
});

describe('@gradcheck in a docstring', function () {
  this.timeout(60_000);

  it('says what the arguments are, over several lines, and which forward is meant', async () => {
    const text = `
import numpy as np

def hill(a, b):
    assert a.shape == (4, 2) and b == 0.25
    return float((a ** 3).sum() * b)

def slope(a, b):
    """The slope of it.

    @gradcheck forward = hill, a: [4, 2],
      b = 0.25
    """
    return 3 * a ** 2 * b
`;
    const report = await checkTexts({ 'net.py': text });
    assert.deepEqual([report.verdict, report.inputs?.source, report.size], ['correct', 'tag', 8]);
  });
});
