import assert from 'node:assert/strict';
import type { Report } from '../../../src/model/report.ts';
import { checkText } from './checkMistake.ts';

const missing = ({ notes }: Report): string[] =>
  notes.filter(({ id }) => id === 'no-gradient').map(({ message }) => message);

describe('a gradient that backward leaves out', () => {
  it('is missed where the cost depends on the parameter, be it a list or a number', async () => {
    const source = (b: string, read: string): string => `
export const parameters = { w: [0.3, -0.2, 0.9], b: ${b} };
export const x = [1, 2, 3];
const score = (parameters, x) => parameters.w.reduce((sum, v, i) => sum + v * x[i], parameters.b${read});
export const forward = (parameters, x) => score(parameters, x) ** 2;
export function backward(parameters, x) {
  return { dw: x.map((v) => 2 * score(parameters, x) * v) };
}
`;
    for (const text of [source('[0.4]', '[0]'), source('0.4', '')]) {
      const report = await checkText('source.js', text, 'backward');
      assert.deepEqual(missing(report), ['Backward returns no gradient for b.']);
      assert.deepEqual([report.verdict, report.doubt], ['inconclusive', 'missing-gradient']);
    }
  });

  it('is owed to nobody where the cost takes no notice of the parameter', async () => {
    const report = await checkText(
      'source.js',
      `
export const parameters = { W: [[0.3, -0.2], [0.9, 0.1], [0.4, -0.7]], V: [[0.2, 0.5, -0.3]] };
const times = (rows, x) => rows.map((row) => row.reduce((sum, v, i) => sum + v * x[i], 0));
export function cellForward(x, parameters) {
  const a = times(parameters.W, x).map(Math.tanh);
  return { a, scores: times(parameters.V, a), cache: { a, x, parameters } };
}
export function cellBackward(da, cache) {
  const dz = da.map((d, i) => d * (1 - cache.a[i] ** 2));
  return {
    dW: dz.map((d) => cache.x.map((v) => d * v)),
    dx: cache.x.map((_, j) => dz.reduce((sum, d, i) => sum + d * cache.parameters.W[i][j], 0)),
  };
}
`,
      'cellBackward',
    );
    assert.deepEqual(missing(report), []);
    assert.equal(report.verdict, 'correct');
  });

  it('is left to another function where backward returns the gradient of its input only', async () => {
    const report = await checkText(
      'conv.js',
      `
export function convForward(x, kernel) {
  const out = [];
  for (let i = 0; i + kernel.length <= x.length; i++) out.push(kernel.reduce((s, k, j) => s + k * x[i + j], 0));
  return out;
}
export function convBackward(dout, x, kernel) {
  const dx = new Array(x.length).fill(0);
  dout.forEach((d, i) => kernel.forEach((k, j) => { dx[i + j] += d * k; }));
  return dx;
}
`,
      'convBackward',
    );
    assert.equal(report.verdict, 'correct');
    assert.deepEqual(missing(report), []);
    assert.match(report.notes.map(({ message }) => message).join(), /gradient of its input only.* kernel\./u);
  });
});
