import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { codeLenses, lenses, open, openNew, until } from './workspace.ts';

/** Names of the functions that a lens stands above, from top to bottom. */
async function functionsWithLens(document: vscode.TextDocument): Promise<(string | undefined)[]> {
  const found = await until(async () => {
    const all = await codeLenses(document.uri);
    return all.length > 0 ? all : undefined;
  });
  const lines = [...new Set(found.map(({ range }) => range.start.line))].sort((a, b) => a - b);
  return lines.map((line) => /(?:function|def)\s+(\w+)/.exec(document.lineAt(line).text)?.[1]);
}

describe('lenses', () => {
  it('stand above the backward function of a TypeScript file', async () => {
    assert.deepEqual(await functionsWithLens(await open('network.ts')), ['backward']);
  });

  it('stand above every backward function of a JavaScript file', async () => {
    const names = await functionsWithLens(await open('layers.js'));
    assert.deepEqual(names, ['affineBackward', 'reluBackward', 'softmaxLoss']);
  });

  it('stand above the backward function of a Python file', async () => {
    assert.deepEqual(await functionsWithLens(await open('network.py')), ['backward_propagation']);
  });

  it('leave out pairs and files that the setting silences, and come back', async () => {
    const settings = vscode.workspace.getConfiguration('gradientCheck');
    const document = await open('layers.js');
    const ignore = (patterns: string[] | undefined) =>
      settings.update('ignore', patterns, vscode.ConfigurationTarget.Global);
    const names = async () => (await functionsWithLens(document)).join();
    const all = await names();
    try {
      await ignore(['reluBackward']);
      await until(async () => ((await names()) === 'affineBackward,softmaxLoss' ? true : undefined));
      await ignore(['**/layers.*']);
      await until(async () => ((await codeLenses(document.uri)).length === 0 ? true : undefined));
    } finally {
      await ignore(undefined);
    }
    await until(async () => ((await names()) === all ? true : undefined));
  });

  it('do not stand above functions that only sound alike', async () => {
    const robot = await openNew(
      'robot.ts',
      [
        'export interface Motor { speed: number; set(left: number, right: number): void }',
        'export function forward(motor: Motor, speed: number) { motor.set(speed, speed); }',
        'export function backward(motor: Motor, speed: number) { motor.set(-speed, -speed); }',
        '',
      ].join('\n'),
    );
    // By the time that a real pair of another document has its lens, this one would have had its own.
    await functionsWithLens(await open('network.ts'));
    assert.deepEqual(await lenses(robot), []);
  });
});

describe('the commands', () => {
  it('are all registered', async () => {
    const extension = vscode.extensions.getExtension('gradient-check.gradient-check')!;
    const { contributes } = extension.packageJSON as { contributes: { commands: { command: string }[] } };
    const declared = contributes.commands.map(({ command }) => command);
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.ok(declared.length > 5);
    assert.deepEqual(
      declared.filter((command) => !registered.has(command)),
      [],
    );
  });
});
