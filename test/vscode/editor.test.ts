import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { GradientCheckTool } from '../../src/editor/agents/languageModelTool.ts';
import type { Services } from '../../src/editor/services.ts';
import { lenses, open, openNew, runFromLens, squiggles as ours, until } from './workspace.ts';

const dense = `export class Dense {
  constructor(inputs, outputs) {
    this.W = Array.from({ length: outputs }, (_, i) => Array.from({ length: inputs }, (_, j) => Math.sin(i + 3 * j)));
  }

  forward(x) {
    this.x = x;
    return this.W.map((row) => row.reduce((sum, w, j) => sum + w * x[j], 0));
  }

  backward(dout) {
    this.dW = dout.map((d) => this.x.map((x) => d * x));
    return this.x.map((_, j) => dout.reduce((sum, d, i) => sum + d * this.W[i][j], 0));
  }
}
`;

describe('the editor', () => {
  let network: vscode.TextDocument;

  before(async () => {
    // The server build saves by itself; a person's desktop does not.
    await vscode.workspace.getConfiguration('files').update('autoSave', 'off', vscode.ConfigurationTarget.Global);
    network = await open('network.ts');
    await runFromLens(network);
  });

  it('squiggles the sites of the wrong gradients with place, size and related places', () => {
    const texts = ours(network).map((one) => network.getText(one.range));
    assert.deepEqual(texts.map((text) => /d[Wb]\d/.exec(text)?.[0]).sort(), ['dW2', 'db1']);
    for (const one of ours(network)) {
      assert.equal(one.severity, vscode.DiagnosticSeverity.Error);
      assert.match(one.message, /backward says .*, the cost says /);
      assert.deepEqual(
        one.relatedInformation?.map(({ location }) => location.uri.fsPath),
        [network.uri.fsPath, network.uri.fsPath],
      );
    }
  });

  it('leaves squiggles of other pairs as they are when a pair is checked', async () => {
    const text =
      'export const forward = (W: number[], x: number[]) => W.reduce((sum, w, i) => sum + w * x[i]!, 0);\n' +
      'export const backward = (dy: number, x: number[]) => ({ dW: x.map((one) => 2 * dy * one) });\n';
    const first = await openNew('first.ts', text);
    await runFromLens(first);
    const [before] = ours(first);
    const second = await openNew('second.ts', text);
    await runFromLens(second);
    await vscode.window.showTextDocument(network);
    assert.equal(ours(second).length, 1);
    assert.ok(before !== undefined && ours(first)[0] === before);
  });

  it('says the verdict in the lens, with details and another run', async () => {
    const titles = (await lenses(network)).map(({ title }) => title);
    assert.match(titles[0] ?? '', /✗ .*wrong · difference 2\.9e-1/);
    assert.deepEqual(titles.slice(1), ['Show Details', 'Run Again', 'Debug']);
  });

  it('offers quick fixes on a squiggle', async () => {
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      network.uri,
      ours(network)[0]!.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const commands = actions.flatMap(({ command }) =>
      command?.command.startsWith('gradientCheck.') ? [command.command] : [],
    );
    assert.deepEqual(commands, [
      'gradientCheck.findFix',
      'gradientCheck.showPanel',
      'gradientCheck.run',
      'gradientCheck.exactSweep',
      'gradientCheck.otherInputs',
      'gradientCheck.ignorePair',
    ]);
  });

  it('offers a change that a check has proven, and makes none unasked', async () => {
    const wrong = ours(network).find((one) => network.getText(one.range).includes('dW2'))!;
    const before = network.getText();
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      network.uri,
      wrong.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const fix = actions.find(({ isPreferred }) => isPreferred === true);
    assert.equal(fix?.title, 'Fix: write 1 instead of 2 (checked: dW[2] then agrees)');
    assert.equal(fix.command?.command, 'gradientCheck.findFix');
    assert.equal(fix.edit, undefined);
    assert.equal(network.getText(), before);
  });

  it('hovers over a site with its worst entries', async () => {
    const at = ours(network).find((one) => network.getText(one.range).includes('dW2'))!.range.start;
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', network.uri, at);
    const texts = hovers.flatMap(({ contents }) => contents.map((one) => (one as vscode.MarkdownString).value));
    assert.ok(
      texts.some((text) => /\*\*dW\\\[2\\\]\*\* 3×5/.test(text) && text.includes('Show Details')),
      texts.join('\n'),
    );
  });

  it('checks what is in the editor, saved or not, and says when a result is from before an edit', async () => {
    const line = ours(network).find((one) => network.getText(one.range).includes('dW2'))!.range.start.line;
    const edit = new vscode.WorkspaceEdit();
    const text = network.lineAt(line).text;
    edit.replace(network.uri, network.lineAt(line).range, text.replace('scale(2 / m)', 'scale(1 / m)'));
    await vscode.workspace.applyEdit(edit);
    assert.ok(ours(network).every((one) => one.severity === vscode.DiagnosticSeverity.Information));
    await until(async () => (/before your edit/.test((await lenses(network))[0]?.title ?? '') ? true : undefined));
    const back = new vscode.WorkspaceEdit();
    back.replace(network.uri, network.lineAt(line).range, text);
    await vscode.workspace.applyEdit(back);
    await until(async () => (/^✗/.test((await lenses(network))[0]?.title ?? '') ? true : undefined));
    assert.ok(ours(network).every((one) => one.severity === vscode.DiagnosticSeverity.Error));
    await vscode.workspace.applyEdit(edit);
    assert.equal(network.isDirty, true);
    await vscode.commands.executeCommand('gradientCheck.run', {
      file: network.uri.fsPath,
      pairId: 'backward',
      name: 'backward',
    });
    assert.deepEqual(
      ours(network).map((one) => /d[Wb]\d/.exec(network.getText(one.range))?.[0]),
      ['db1'],
    );
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('keeps the last good result, as one from before, while the file has a syntax error, and checks again after mending', async () => {
    const run = (): Thenable<unknown> =>
      vscode.commands.executeCommand('gradientCheck.run', {
        file: network.uri.fsPath,
        pairId: 'backward',
        name: 'backward',
      });
    const sites = (severity: vscode.DiagnosticSeverity): (string | undefined)[] =>
      ours(network)
        .filter((one) => one.severity === severity)
        .map((one) => /d[Wb]\d/.exec(network.getText(one.range))?.[0])
        .sort();
    await run();
    assert.deepEqual(sites(vscode.DiagnosticSeverity.Error), ['dW2', 'db1']);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(network.uri, new vscode.Position(network.lineCount, 0), '\nexport const = ;\n');
    await vscode.workspace.applyEdit(edit);
    await run();
    assert.deepEqual(sites(vscode.DiagnosticSeverity.Information), ['dW2', 'db1']);
    assert.equal(sites(vscode.DiagnosticSeverity.Error).length, 1);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await run();
    assert.deepEqual(sites(vscode.DiagnosticSeverity.Error), ['dW2', 'db1']);
    assert.deepEqual(sites(vscode.DiagnosticSeverity.Information), []);
  });

  it('asks before an agent may run code', () => {
    const tool = new GradientCheckTool({} as Services);
    const { confirmationMessages, invocationMessage } = tool.prepareInvocation({ input: { path: 'network.ts' } });
    const text = confirmationMessages?.message;
    assert.match(typeof text === 'string' ? text : '', /runs the forward and backward functions of network\.ts/);
    assert.equal(invocationMessage, 'Checking the gradients of network.ts');
  });

  it('answers an agent in words, within bounds, and only about the workspace', async () => {
    const ask = async (input: object): Promise<string> => {
      const result = await vscode.lm.invokeTool('gradient_check', { input, toolInvocationToken: undefined });
      return result.content.map((part) => (part as vscode.LanguageModelTextPart).value).join('');
    };
    const repaired = await ask({ path: 'networkRepaired.ts' });
    assert.match(repaired, /✓ .*backward/);
    assert.ok(repaired.length <= 12_000);
    await openNew('dense.mjs', dense);
    assert.match(await ask({ path: 'dense.mjs', pair: 'Dense' }), /Dense\.backward is correct/);
    assert.match(await ask({ path: 'networkRepaired.ts', pair: 'nothing' }), /has no pair named nothing. It has: /);
    assert.match(await ask({ path: '/etc/hosts' }), /no file/);
    const wrong = await ask({ path: 'network.ts' });
    assert.match(wrong, /A change that makes dW2 correct \(checked\)\. Line 47 is:\n```\n.*scale\(2 \/ m\)/);
    assert.match(wrong, /It should be:\n```\nconst dW2 = .*scale\(1 \/ m\)\);\n```/);
    assert.ok(wrong.length <= 12_000);
  });
});
