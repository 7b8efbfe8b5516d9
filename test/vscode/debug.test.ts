import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { open, until } from './workspace.ts';

interface Stop {
  file: string;
  line: number;
  session: vscode.DebugSession;
  thread: number;
}

/** Where the debuggee stopped, in the order of the stops, what it said, and whether its session has ended. */
function followSession(): { stops: Stop[]; output: string[]; hasEnded(): boolean; dispose(): void } {
  const stops: Stop[] = [];
  const output: string[] = [];
  let hasEnded = false;
  // Not `activeDebugSession`: on a busy machine that still names the session after its end, for good.
  const ends = vscode.debug.onDidTerminateDebugSession(
    ({ parentSession }) => (hasEnded ||= parentSession === undefined),
  );
  const subscription = vscode.debug.registerDebugAdapterTrackerFactory('*', {
    createDebugAdapterTracker: (session) => ({
      onDidSendMessage: (message: { event?: string; body?: { threadId?: number; output?: string } }) => {
        if (message.event === 'output') output.push(message.body?.output ?? '');
        if (message.event === 'stopped') void tellStop(session, message.body?.threadId ?? 0);
      },
    }),
  });
  async function tellStop(session: vscode.DebugSession, thread: number): Promise<void> {
    const answer = (await session.customRequest('stackTrace', { threadId: thread, levels: 1 })) as {
      stackFrames: { source?: { path?: string }; line: number }[];
    };
    const [frame] = answer.stackFrames;
    stops.push({ file: frame?.source?.path ?? '', line: frame?.line ?? 0, session, thread });
  }
  return {
    stops,
    output,
    hasEnded: () => hasEnded,
    dispose: () => {
      subscription.dispose();
      ends.dispose();
    },
  };
}

describe('Debug Gradient Check', () => {
  let network: vscode.TextDocument;
  let followed: ReturnType<typeof followSession>;
  const ref = () => ({ file: network.uri.fsPath, pairId: 'backward', name: 'backward' });
  const lineOf = (text: string) => network.getText().slice(0, network.getText().indexOf(text)).split('\n').length;

  before(async () => {
    network = await open('network.ts');
  });
  beforeEach(() => {
    followed = followSession();
  });
  afterEach(async () => {
    await vscode.debug.stopDebugging();
    followed.dispose();
    vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
  });

  const stop = (nth = 0): Promise<Stop> => until(() => followed.stops[nth]);
  /** What the debuggee prints may arrive after the end of its session. */
  const says = (words: RegExp) => until(() => (words.test(followed.output.join('')) ? true : undefined));
  /** Goes on until the session has ended; asks again where the debuggee still stands. */
  const goOn = async (session: vscode.DebugSession, thread: number): Promise<void> => {
    let next = 0;
    await until(async () => {
      if (followed.hasEnded()) return true;
      if (Date.now() < next) return undefined;
      next = Date.now() + 5000;
      await session.customRequest('continue', { threadId: thread }).then(undefined, () => undefined);
      return undefined;
    });
  };

  it('stops once at a breakpoint in a TypeScript line, where the values can be read', async () => {
    const line = lineOf('const dW2 = ');
    vscode.debug.addBreakpoints([
      new vscode.SourceBreakpoint(new vscode.Location(network.uri, new vscode.Position(line - 1, 0))),
    ]);
    await vscode.commands.executeCommand('gradientCheck.debug', ref());
    const { file, line: at, session, thread } = await stop();
    assert.ok(file.endsWith('/network.ts'), file);
    assert.equal(at, line);
    const { stackFrames } = (await session.customRequest('stackTrace', { threadId: thread, levels: 1 })) as {
      stackFrames: { id: number; name: string }[];
    };
    assert.match(stackFrames[0]!.name, /backward/);
    const value = (await session.customRequest('evaluate', {
      expression: 'dZ2.length',
      frameId: stackFrames[0]!.id,
    })) as { result: string };
    assert.equal(value.result, '3');
    await goOn(session, thread);
    assert.equal(followed.stops.length, 1);
    await says(/Forward and backward ran once at θ: the cost is 2\.4078/);
  });

  it('stops in backward by itself where there is no breakpoint, and leaves none behind', async () => {
    await vscode.commands.executeCommand('gradientCheck.debug', ref());
    const { line, session, thread } = await stop();
    assert.equal(line, lineOf('const { A1, A2, A3, W2, W3 } = cache;'));
    await goOn(session, thread);
    await until(() => (vscode.debug.breakpoints.length === 0 ? true : undefined));
  });
});
