import { writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { suiteMark } from '../../scripts/host/suiteMark.ts';
import { lenses, open, openNew, until } from '../vscode/workspace.ts';
import { measure, type Measure } from './measure.ts';
import { ownTime, type OwnTime } from './ownTime.ts';
import type { SoakResult, SoakSettings } from './soak.ts';

const source = `/** @param {number[]} w weights of shape (3) */
export function forward(w, x) {
  return w.reduce((sum, value, i) => sum + value * x[i], 0) ** 2;
}

export function backward(w, x) {
  const y = w.reduce((sum, value, i) => sum + value * x[i], 0);
  const dw = x.map((value) => 2 * y * value);
  return { dw };
}

export const w = [0.3, -0.8, 0.5];
export const x = [1.2, 0.7, -0.4];
`;
const hopeless = {
  'an endless loop': source.replace('  return w.reduce', '  for (;;);\n  return w.reduce'),
  'a sort of 1e8': source.replace(
    '  return w.reduce',
    '  new Float64Array(1e8).map(() => Math.random()).sort();\n  return w.reduce',
  ),
  execSync: `import { execSync } from 'node:child_process';\n${source.replace('  return w.reduce', "  execSync('sleep 60');\n  return w.reduce")}`,
};

const say = (text: string): void => console.log(`${suiteMark}${text}`);

/** What VS Code calls inside the extension host. */
export async function run(): Promise<void> {
  try {
    await soak();
  } catch (error) {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    throw error;
  }
}

async function soak(): Promise<void> {
  const settings = JSON.parse(process.env['GRADIENT_CHECK_SOAK'] ?? '{}') as SoakSettings;
  const document = await openNew('soak.js', source);
  await checks(document, settings.warmUp);
  const before = await measure();
  const blocked: OwnTime[] = [];
  const watched = async (work: () => Promise<void>): Promise<void> => {
    blocked.push(await ownTime('dist/extension.cjs', work));
  };
  const seen: Measure[] = [];
  for (let done = 0; done < settings.checks; done += settings.step) {
    await watched(() => checks(document, settings.step));
    seen.push(await measure());
    say(`${String(done + settings.step)} checks: ${JSON.stringify(seen.at(-1))}`);
  }
  let cancels: number[] = [];
  await watched(async () => {
    cancels = await cancelAtRandom(settings.cancels);
  });
  // The window has closed it while the others were opened.
  const again = await open('soak.js');
  let edited = { edits: 0, checks: 0 };
  await watched(async () => {
    edited = await editWhileChecking(again, settings.editSeconds);
  });
  const after = await measure();
  const last = await titleAfterCheck(again);
  const result: SoakResult = {
    before,
    seen,
    after,
    cancels,
    edits: edited,
    blocked: blocked.reduce((a, b) => (b.milliseconds > a.milliseconds ? b : a)),
    last,
  };
  writeFileSync(settings.output, JSON.stringify(result));
}

async function commandOf(document: vscode.TextDocument): Promise<vscode.Command> {
  return until(async () => (await lenses(document)).find(({ command }) => command === 'gradientCheck.run'));
}

async function checks(document: vscode.TextDocument, count: number): Promise<void> {
  const { command, arguments: args = [] } = await commandOf(document);
  for (let i = 0; i < count; i++) await vscode.commands.executeCommand(command, ...(args as unknown[]));
}

async function titleAfterCheck(document: vscode.TextDocument): Promise<string> {
  await checks(document, 1);
  return until(async () => (await lenses(document)).map(({ title }) => title).find((title) => /✓|✗/u.test(title)));
}

/** Cancels at random moments. @returns how long each took, in milliseconds */
async function cancelAtRandom(count: number): Promise<number[]> {
  const times: number[] = [];
  const kinds = Object.entries(hopeless);
  for (let i = 0; i < count; i++) {
    const [name, text] = kinds[i % kinds.length]!;
    const document = await openNew(`${name.replaceAll(' ', '-')}.js`, text);
    const { command, arguments: args = [] } = await commandOf(document);
    const running = vscode.commands.executeCommand(command, ...(args as unknown[]));
    await delay(Math.random() * 1000);
    const asked = performance.now();
    await vscode.commands.executeCommand('gradientCheck.cancel');
    await running;
    times.push(performance.now() - asked);
  }
  return times;
}

/** 50 edits a second while checks run one after the other. @returns how many of each were made */
async function editWhileChecking(
  document: vscode.TextDocument,
  seconds: number,
): Promise<{ edits: number; checks: number }> {
  await vscode.window.showTextDocument(document);
  const { command, arguments: args = [] } = await commandOf(document);
  const end = performance.now() + 1000 * seconds;
  const made = { edits: 0, checks: 0 };
  const checking = (async () => {
    while (performance.now() < end) {
      await vscode.commands.executeCommand(command, ...(args as unknown[]));
      made.checks++;
    }
  })();
  const pending: Thenable<boolean>[] = [];
  const started = performance.now();
  while (performance.now() < end) {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(document.lineCount, 0), made.edits % 20 === 19 ? '//\n' : '// ');
    // As typing does, without waiting for the last one to have come back.
    pending.push(vscode.workspace.applyEdit(edit));
    made.edits++;
    await delay(Math.max(0, started + made.edits * 20 - performance.now()));
  }
  await Promise.all(pending);
  await checking;
  await document.save();
  return made;
}
