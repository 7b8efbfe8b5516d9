import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Loader } from '../../../src/runtime/javascript/loader/loader.ts';
import { inWorkspace } from '../../loader/case.ts';
import { cases, runCase } from '../../loader/cases.ts';

describe('loading modules', () => {
  for (const one of cases) it(one.name, () => runCase(one));

  it('seeds the random numbers that modules draw while they load', async () => {
    const drawn = (seed: number): Promise<unknown> =>
      inWorkspace({ name: '', files: { 'a.mjs': `export const w = Math.random();` }, entry: '' }, async (folder) => {
        const loader = await Loader.open({ seed });
        const { namespace } = await loader.load(join(folder, 'a.mjs'));
        loader.dispose();
        return namespace.w;
      });
    assert.equal(await drawn(3), await drawn(3));
    assert.notEqual(await drawn(3), await drawn(4));
  });

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
        writeFileSync(join(folder, 'inputs.ts'), `import { f } from './a.js';\nexport const value = f();`);
        assert.equal((await loader.load(join(folder, 'inputs.ts'))).namespace.value, 42);
        loader.dispose();
      }));
  }
});
