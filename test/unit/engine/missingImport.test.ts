import assert from 'node:assert/strict';
import { checkText } from './checkMistake.ts';

describe('a module that is not there, but used by forward', () => {
  it('is told of where it is imported', async () => {
    const text = `// A cost.
import { dot } from './linearAlgebra.js';
export const parameters = { w: [0.1, 0.2, 0.3] };
export const x = [0.3, 0.4, 0.5];
export function forward(parameters, x) {
  return Math.sin(dot(parameters.w, x));
}
export function backward(parameters, x) {
  return { dw: x.map((v) => Math.cos(dot(parameters.w, x)) * v) };
}
`;
    const { error } = await checkText('sine.js', text, 'backward');
    assert.deepEqual([error?.kind, error?.line, error?.column], ['import', 2, 21]);
    assert.match(error?.message ?? '', /^"\.\/linearAlgebra\.js" was not found\. Is the path right\?$/u);
    assert.match(error?.file ?? '', /sine\.js$/u);
  });
});
