import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { kernelInterpreter, kernelName } from '../../../src/runtime/python/kernelspec.ts';

const notebook = (name: unknown): string => JSON.stringify({ cells: [], metadata: { kernelspec: { name } } });

describe("a notebook's kernel", () => {
  let folder = '';
  const interpreter = resolve('/opt/kernels/bin/python');

  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'kernels-'))));
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const install = (name: string, spec: object): void => {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'kernel.json'), JSON.stringify(spec));
  };

  it('is started by the first word of its kernel.json', () => {
    install('torch-env', { argv: [interpreter, '-m', 'ipykernel_launcher'], language: 'python' });
    assert.equal(kernelInterpreter(notebook('torch-env'), ['/no/such/folder', folder]), interpreter);
  });

  it('says nothing where the command is no path, the language is another, or there is no such kernel', () => {
    install('bare', { argv: ['python', '-m', 'ipykernel_launcher'], language: 'python' });
    install('ir', { argv: ['/usr/bin/R'], language: 'R' });
    install('broken', { argv: 3 });
    for (const name of ['bare', 'ir', 'broken', 'none', '../torch-env', 3, undefined])
      assert.equal(kernelInterpreter(notebook(name), [folder]), null);
  });

  it('is named by the metadata, and by nothing else', () => {
    assert.equal(kernelName(notebook('python3')), 'python3');
    assert.equal(kernelName('{"cells": []}'), null);
    assert.equal(kernelName('no notebook'), null);
  });
});
