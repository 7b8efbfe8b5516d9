import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Loader } from '../../../src/runtime/javascript/loader/loader.ts';
import { inWorkspace } from '../../loader/case.ts';
import { cases, runCase } from '../../loader/cases.ts';

describe('loading modules', () => {
  for (const one of cases) it(one.name, () => runCase(one));

  for (const [name, text] of [
    ['a.ts', `export function f() { return 42; }\ndocument.title = 'x';`],
    ['a.js', `function f() { return 42; }\nexports.f = f;\ndocument.title = 'x';`],
  ] as const) {
    it(`${name}: by its definitions after it failed as a whole`, () =>
      inWorkspace({ name, files: { [name]: text }, entry: name }, async (folder) => {
        const loader = await Loader.open();
        await assert.rejects(loader.load(join(folder, name), 'whole'), /document is not defined/);
        const { namespace } = await loader.load(join(folder, name), 'definitions');
        assert.equal((namespace.f as () => number)(), 42);
        loader.dispose();
      }));
  }
});
