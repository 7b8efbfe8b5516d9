import assert from 'node:assert/strict';
import fc from 'fast-check';
import typescript from 'typescript';
import { withoutPageWrapper } from '../../../src/discovery/typescript/pageWrapper.ts';

const unwrapped = (text: string): string | null =>
  withoutPageWrapper(
    typescript,
    typescript.createSourceFile('page.js', text, typescript.ScriptTarget.Latest, true, typescript.ScriptKind.JS),
  );
const definitions = 'function forward(x) {\n  return x;\n}\nconst backward = (dy) => dy;';

const wrappers: [string, string][] = [
  ['(function () {\n', '\n})();'],
  ['(() => {\n', '\n})();'],
  ['!function () {\n', '\n}();'],
  ['(function () {\n', '\n}).call(this);'],
  ["document.addEventListener('DOMContentLoaded', () => {\n", '\n});'],
  ["window.addEventListener('load', function () {\n", '\n});'],
  ['$(function () {\n', '\n});'],
  ['$(document).ready(function () {\n', '\n});'],
  ['window.onload = function () {\n', '\n};'],
];

describe('functions around the definitions of a page', () => {
  for (const [open, close] of wrappers) {
    it(`are taken away: ${open.trim()} …`, () => {
      const text = open + definitions + close;
      const found = unwrapped(text);
      assert.ok(found !== null);
      assert.equal(found.length, text.length);
      assert.equal(found.indexOf('function forward'), text.indexOf('function forward'));
      assert.match(found.slice(0, open.length), /^;\s*$/);
      assert.match(found.slice(open.length + definitions.length), /^\s*;\s*$/);
    });
  }

  it('leave every line break where it was', () => {
    const gap = fc.constantFrom('', '\n', '\n\n', '\r\n', '  \n', '// a note\n');
    fc.assert(
      fc.property(fc.constantFrom(...wrappers), gap, gap, gap, ([open, close], before, inside, behind) => {
        const text = before + open + inside + definitions + close + behind;
        const breaks = (one: string): number[] => [...one.matchAll(/[\r\n]/g)].map(({ index }) => index);
        const found = unwrapped(text) ?? assert.fail('nothing was taken away');
        assert.deepEqual(breaks(found), breaks(text));
        assert.ok(found.includes(definitions));
      }),
    );
  });

  it('return nothing afterwards, but their own functions still do', () => {
    const found = unwrapped('(function () { function f() { return 1; } if (f()) return; return f(); })();');
    assert.equal(found?.match(/\breturn\b/g)?.length, 1);
  });

  it('are taken away where what they define is put on the page as well, which is there afterwards', () => {
    const found = unwrapped(
      `(function (root) { ${definitions}\n root.forward = forward; })(typeof window === 'undefined' ? this : window);`,
    );
    assert.ok(found?.includes(definitions));
    assert.match(found ?? '', /^;var root=globalThis;/);
  });

  it('stay where names clash, where nothing is defined, and where what is defined is handed out', () => {
    assert.equal(unwrapped(`function forward() {}\n(function () { ${definitions} })();`), null);
    assert.equal(unwrapped('(function () { console.log(1); })();'), null);
    assert.equal(unwrapped('(function (lib) { function f() {}\n lib.f = f; })(window);'), null);
    assert.equal(unwrapped('(function () { function f() {}\n module.exports = f; })();'), null);
    assert.equal(unwrapped(definitions), null);
  });
});
