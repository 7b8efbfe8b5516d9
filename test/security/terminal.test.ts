import assert from 'node:assert/strict';
import { gradientCheck, sandbox } from '../cli/command.ts';

const escape = String.fromCharCode(27);

describe('the terminal', () => {
  for (const [what, body] of [
    ['an error', "throw new Error('\\u001b]0;owned\\u0007 bad \\u001b[2J weights');"],
    ['a name', "return { ['d\\u001b[2Jw']: w.map((v) => v), dw: w.map((v) => v) };"],
  ] as const) {
    it(`gets no control characters from ${what} of the code`, () => {
      const text = `export const cost = (w) => w.reduce((s, v) => s + v * v, 0);
/** @gradcheck w: [3] */
export function costGradient(w) { ${body} }
`;
      const { folder, remove } = sandbox({ 'net.js': text });
      try {
        for (const format of ['text', 'markdown', 'github', 'junit', 'json', 'sarif']) {
          const { code, out } = gradientCheck(folder, 'check', 'net.js', '--format', format);
          assert.notEqual(code, 0);
          assert.ok(!out.includes(escape), `${format}: ${JSON.stringify(out.slice(0, 300))}`);
          assert.ok(!out.includes('u001b'), format);
        }
      } finally {
        remove();
      }
    });
  }
});
