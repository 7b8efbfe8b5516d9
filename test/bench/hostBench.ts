import { writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';

/** What is measured inside the extension host, in milliseconds. */
export interface HostTimes {
  activation: number;
  /** The same of the fastest of VS Code's own extensions that have code. */
  otherActivation: number | null;
  /** By number of lines. */
  lenses: Record<number, LensTimes>;
  /** Host time of one keystroke in a Python file with lenses, and in the same text as plain text. */
  typing: { source: number; plain: number };
}

/** From an edit to the answer of the lens provider. */
export interface LensTimes {
  answer: number;
  /**
   * The same for the same text without a name, of which nobody but a provider without lenses is asked: what VS Code,
   * its TypeScript and the way through them take, whatever an extension does.
   */
  without: number;
  /** What of the answer the host's thread was busy. */
  host: number;
  lenses: number;
}

/** A pair of about 20 lines. */
const pair = (k: number): string => `
/** Layer ${k}: y = tanh(W x + b). */
export function layer${k}Forward(x: number[], W: number[][], b: number[]): { y: number[]; cache: number[][] } {
  const y = W.map((row, i) => Math.tanh(row.reduce((sum, w, j) => sum + w * x[j]!, b[i]!)));
  return { y, cache: [x, y] };
}

export function layer${k}Backward(dy: number[], W: number[][], cache: number[][]) {
  const [x, y] = cache as [number[], number[]];
  const dz = dy.map((d, i) => d * (1 - y[i]! ** 2));
  const dW = dz.map((d) => x.map((value) => d * value));
  const db = dz.slice();
  const dx = x.map((_, j) => dz.reduce((sum, d, i) => sum + d * W[i]![j]!, 0));
  return { dx, dW, db };
}

export const size${k} = { inputs: ${k + 3}, outputs: ${k + 2} };
`;

/** The same in Python, where no other extension of the host has work to do. */
const pythonPair = (k: number): string => `
def layer${k}_forward(x, W, b):
    y = np.tanh(x @ W + b)
    return y, (x, W, y)


def layer${k}_backward(dy, cache):
    x, W, y = cache
    dz = dy * (1 - y ** 2)
    dW = x.T @ dz
    db = dz.sum(axis=0)
    dx = dz @ W.T
    return dx, dW, db


def helper${k}(values, factor=${k}):
    scaled = [value * factor for value in values]
    total = sum(scaled)
    if total > 1000:
        print('large', total)
    return sorted(scaled)

`;

/** Ordinary code between the pairs: about a tenth of a file is backpropagation. */
const filler = (k: number): string =>
  Array.from({ length: 10 }, (_, i) => [
    `export function helper${k}x${i}(values: number[], factor = ${i}): number[] {`,
    `  const scaled = values.map((value) => value * factor + ${k});`,
    '  const sum = scaled.reduce((a, b) => a + b, 0);',
    '  if (sum > 1000) {',
    "    console.log('large', sum);",
    '  }',
    '  const entries = new Map(scaled.map((value, index) => [String(index), value]));',
    '  for (const [key, value] of entries) {',
    '    if (value < 0) entries.delete(key);',
    '  }',
    '  return [...entries.values()].sort((a, b) => a - b);',
    '}',
    '',
  ])
    .flat()
    .join('\n');

function textOf(lines: number): string {
  const parts: string[] = [];
  let count = 0;
  for (let k = 0; count < lines; k++) {
    for (const part of [pair(k), filler(k)]) {
      parts.push(part);
      count += part.split('\n').length - 1;
    }
  }
  return parts.join('').split('\n').slice(0, lines).join('\n');
}

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

async function openText(name: string, text: string, language: string): Promise<vscode.TextEditor> {
  const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  const document = await vscode.languages.setTextDocumentLanguage(
    await vscode.workspace.openTextDocument(uri),
    language,
  );
  return vscode.window.showTextDocument(document);
}

const typeCharacter = (editor: vscode.TextEditor): Thenable<boolean> =>
  editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'x'), { undoStopBefore: false, undoStopAfter: false });

interface Answer {
  milliseconds: number;
  lenses: number;
}

async function askForLenses({ uri }: vscode.TextDocument): Promise<Answer> {
  const started = performance.now();
  const found = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 0);
  return { milliseconds: performance.now() - started, lenses: found.length };
}

/** TypeScript's server starts with the first file, and reads a new one as a whole: neither is the extension's doing. */
const untilServerIsQuiet = 6000;

async function lensTimes(lines: number, rounds: number): Promise<LensTimes> {
  const text = `// \n${textOf(lines)}`;
  const { document } = await openText(`lines${lines}.ts`, text, 'typescript');
  const found = await answersAfterEdits(document, rounds);
  await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  const untitled = await vscode.workspace.openTextDocument({ language: 'typescript', content: text });
  await vscode.window.showTextDocument(untitled);
  const none = await answersAfterEdits(untitled, rounds);
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  return { ...found, without: none.answer };
}

async function answersAfterEdits(document: vscode.TextDocument, rounds: number): Promise<Omit<LensTimes, 'without'>> {
  await delay(untilServerIsQuiet);
  const answers: number[] = [];
  const busy: number[] = [];
  let lenses = 0;
  for (let round = 0; round < rounds; round++) {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 3), '-');
    await vscode.workspace.applyEdit(edit);
    const before = performance.eventLoopUtilization();
    const answer = await askForLenses(document);
    busy.push(performance.eventLoopUtilization(before).active);
    answers.push(answer.milliseconds);
    ({ lenses } = answer);
    await delay(500);
  }
  return { answer: median(answers), host: median(busy), lenses };
}

/** The fastest activation of an extension that VS Code brings along; null where none has code that is not loaded yet. */
async function fastestOther(): Promise<number | null> {
  const others = vscode.extensions.all.filter(({ id, isActive, packageJSON }) => {
    return id.startsWith('vscode.') && !isActive && typeof (packageJSON as { main?: unknown }).main === 'string';
  });
  const times: number[] = [];
  for (const other of others.slice(0, 8)) {
    const started = performance.now();
    try {
      await other.activate();
      times.push(performance.now() - started);
    } catch {
      // One that cannot run here tells nothing.
    }
  }
  return times.length === 0 ? null : Math.min(...times);
}

/** VS Code asks this for the lenses of a text without a name. */
const withoutLenses = (): vscode.Disposable =>
  vscode.languages.registerCodeLensProvider({ scheme: 'untitled' }, { provideCodeLenses: () => [] });

/** Busy time of the host's thread while somebody types, per keystroke. */
async function typingTime(name: string, language: string): Promise<number> {
  const text = Array.from({ length: 95 }, (_, k) => pythonPair(k)).join('');
  const editor = await openText(name, `\nimport numpy as np\n${text}`, language);
  await delay(3000);
  const keys = 60;
  const before = performance.eventLoopUtilization();
  for (let k = 0; k < keys; k++) {
    await typeCharacter(editor);
    await delay(80);
  }
  await delay(1000);
  return performance.eventLoopUtilization(before).active / keys;
}

/** While a window starts, the host has other things to do, which would be counted as well. */
async function untilIdle(): Promise<void> {
  for (let k = 0; k < 30; k++) {
    const before = performance.eventLoopUtilization();
    await delay(500);
    if (performance.eventLoopUtilization(before).utilization < 0.05) return;
  }
}

export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension('gradient-check.gradient-check')!;
  if (extension.isActive) throw new Error('the extension is active before anything was opened');
  await untilIdle();
  const started = performance.now();
  await extension.activate();
  const activation = performance.now() - started;
  const otherActivation = await fastestOther();
  const provider = withoutLenses();
  const lenses: HostTimes['lenses'] = {};
  for (const lines of [200, 2000, 20_000]) lenses[lines] = await lensTimes(lines, lines > 2000 ? 7 : 31);
  provider.dispose();
  const plain = await typingTime('plain.txt', 'plaintext');
  const source = await typingTime('source.py', 'python');
  const typing = { source, plain };
  const times: HostTimes = { activation, otherActivation, lenses, typing };
  writeFileSync(process.env['GRADIENT_CHECK_BENCH_RESULT']!, JSON.stringify(times));
}
