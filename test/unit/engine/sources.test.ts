import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Sources } from '../../../src/engine/job/sources.ts';
import { GradientCheckError } from '../../../src/model/fault.ts';

describe('Sources', () => {
  let folder: string;
  const put = (name: string, text: string): string => {
    const file = join(folder, name);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text);
    return file;
  };

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'sources-'));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it('reads the unsaved buffer rather than the file', () => {
    const file = put('a.ts', 'saved');
    assert.equal(new Sources({}).read(file), 'saved');
    assert.equal(new Sources({ [file]: 'unsaved' }).read(file), 'unsaved');
  });

  it('says what cannot be read', () => {
    assert.throws(() => new Sources({}).read(join(folder, 'gone.ts')), GradientCheckError);
  });

  it('finds the inputs file beside the source, also one that is not saved yet', () => {
    const source = put('net.ts', '');
    const sources = new Sources({});
    assert.equal(sources.inputsFile(source), null);
    const unsaved = join(folder, 'net.gradcheck.ts');
    assert.equal(new Sources({ [unsaved]: '' }).inputsFile(source), unsaved);
    const saved = put('net.gradcheck.mjs', '');
    assert.equal(sources.inputsFile(source), saved);
  });

  it('finds imported files and tests', () => {
    const source = put('src/layers.ts', '');
    const loss = put('src/loss.ts', '');
    const index = put('src/util/index.ts', '');
    const test = put('test/layers.test.ts', '');
    const imports = ['./loss.js', './util', 'react', './nowhere'].map((specifier) => ({
      local: 'x',
      imported: 'x',
      specifier,
      isNamespace: false,
    }));
    assert.deepEqual(new Sources({}).related(source, imports), [loss, index, test]);
  });
});
