import assert from 'node:assert/strict';
import { checkText } from './checkMistake.ts';

describe('a cost that is not a number with the values of the module', () => {
  it('is told of, however it ends without them', async () => {
    const text = `export const parameters = { w: [-1, 2, 3] };
export function forward(parameters) {
  return parameters.w.reduce((sum, w) => sum + Math.log(w), 0);
}
export function backward(parameters) {
  return { dw: parameters.w.map((w) => 1 / w) };
}
`;
    const { error } = await checkText('logarithms.js', text, 'backward');
    assert.equal(error?.kind, 'not-finite');
    assert.match(error.message, /^forward returned NaN or an infinity .*Look for a logarithm/u);
  });
});
