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
