import assert from 'node:assert/strict';
import { generated, read } from '../../scripts/generate/generated.ts';

describe('what is made from something else', () => {
  for (const { file, text } of generated()) {
    it(`${file} is as scripts/generate.ts makes it`, () => {
      assert.equal(read(file), text, 'run: node scripts/generate.ts');
    });
  }
});
