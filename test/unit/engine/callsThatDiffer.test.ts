import assert from 'node:assert/strict';
import { checkText } from './checkMistake.ts';

describe('a cost that differs from call to call', () => {
  it('leaves every entry open, and says what to do', async () => {
    const text = `export const parameters = { w: [0.1, 0.2, 0.3] };
export const x = [0.3, 0.4, 0.5];
let calls = 0;
export function forward(parameters, x) {
  calls++;
  return parameters.w.reduce((sum, w, i) => sum + Math.sin(w * x[i]) * (1 + (calls % 3)), 0);
}
export function backward(parameters, x) {
  return { dw: parameters.w.map((w, i) => Math.cos(w * x[i]) * x[i]) };
}
`;
    const report = await checkText('counted.js', text, 'backward');
    assert.deepEqual([report.verdict, report.doubt], ['inconclusive', 'not-repeatable']);
    assert.deepEqual(
      report.leaves[0]?.worst.map(({ verdict }) => verdict),
      ['inconclusive', 'inconclusive', 'inconclusive'],
    );
    assert.match(report.headline, /two calls with the same inputs give different results\. Take what changes/u);
  });
});
