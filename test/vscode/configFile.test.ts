import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { checkOptions } from '../../src/editor/settings.ts';
import { codeLenses, folder, open, openNew, until } from './workspace.ts';

const config = (): vscode.Uri => vscode.Uri.joinPath(folder(), 'gradcheck.config.json');
const write = (text: string): Thenable<void> => vscode.workspace.fs.writeFile(config(), new TextEncoder().encode(text));
const options = (file: vscode.Uri) => checkOptions(file, {}, { of: async () => 'selected' });

describe('gradcheck.config.json in the editor', () => {
  afterEach(async () => {
    await vscode.workspace.fs.delete(config());
  });

  it('gives its values where nobody set another in VS Code', async () => {
    const settings = vscode.workspace.getConfiguration('gradientCheck');
    const { uri } = await open('network.ts');
    const before = await options(uri);
    await write(
      '{ "epsilon": 1e-5, "seed": 7, "mode": "exact", "budget": 3, "timeLimit": 9, "memoryLimit": 700, "python": "py" }',
    );
    assert.deepEqual(await options(uri), {
      epsilon: 1e-5,
      seed: 7,
      mode: 'exact',
      budgetMilliseconds: 3000,
      timeLimitMilliseconds: 9000,
      memoryLimitMegabytes: 700,
      python: 'py',
    });
    try {
      await settings.update('seed', 4, vscode.ConfigurationTarget.Global);
      await until(async () => ((await options(uri)).seed === 4 ? true : undefined));
      assert.equal((await options(uri)).epsilon, 1e-5);
    } finally {
      await settings.update('seed', undefined, vscode.ConfigurationTarget.Global);
    }
    await write('{ "epsilon": "small", "seed": 1.5, "mode": "quick", "budget": -3 }');
    assert.deepEqual(await options(uri), before);
    await write('{ "epsilon": ');
    assert.deepEqual(await options(uri), before);
  });

  it('holds for the files below it', async () => {
    await write('{ "seed": 7 }');
    const inner = await openNew('inner/one.js', 'export const one = 1;\n');
    assert.equal((await options(inner.uri)).seed, 7);
    const nearer = vscode.Uri.joinPath(folder(), 'inner', 'gradcheck.config.json');
    await vscode.workspace.fs.writeFile(nearer, new TextEncoder().encode('{ "seed": 8 }'));
    assert.equal((await options(inner.uri)).seed, 8);
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder(), 'inner'), { recursive: true });
  });

  it('takes the lenses from files that it excludes, and gives them back', async () => {
    const document = await open('layers.js');
    const shown = async (): Promise<boolean> => (await codeLenses(document.uri)).length > 0;
    await until(async () => ((await shown()) ? true : undefined));
    await write('{ "exclude": ["**/layers.*"] }');
    await until(async () => ((await shown()) ? undefined : true));
    await write('{}');
    await until(async () => ((await shown()) ? true : undefined));
  });
});
