import {
  Location,
  TestMessage,
  TestRunProfileKind,
  TestRunRequest,
  Uri,
  l10n,
  tests,
  workspace,
  type CancellationToken,
  type Disposable,
  type TestController,
  type TestItem,
  type TestRun,
} from 'vscode';
import type { Report } from '../../model/report.ts';
import { debugPair } from '../debug/debugger.ts';
import { toRange } from '../documents/documents.ts';
import { keyOf, refOfReport, type PairRef } from '../pairs/pairRef.ts';
import type { Services } from '../services.ts';
import type { Subscription } from '../signal.ts';
import { leafOutcome, pairOutcome, type Outcome } from './testOutcome.ts';
import { TestTree } from './testTree.ts';
import { ContinuousRuns } from './testWatch.ts';
import { requireTrust } from '../trust.ts';

/** Every pair as a test under its file, its gradients as children with their verdicts. */
export class TestExplorer implements Disposable {
  readonly #services: Services;
  readonly #controller: TestController;
  readonly #tree: TestTree;
  readonly #continuous: ContinuousRuns;
  readonly #subscriptions: Subscription[];
  /** Pairs that a test run of the explorer is checking; their results are shown by that run. */
  readonly #own = new Set<string>();
  /** The run that shows what checks from elsewhere found, while any goes on. */
  #known: TestRun | undefined;

  constructor(services: Services) {
    this.#services = services;
    this.#controller = tests.createTestController('gradientCheck', l10n.t('Gradient Check'));
    this.#tree = new TestTree(this.#controller);
    this.#continuous = new ContinuousRuns((request) => this.#run(request, undefined));
    this.#controller.resolveHandler = async (item) => {
      if (!item) await this.#findAll();
    };
    this.#controller.refreshHandler = (token) => this.#findAll(token);
    const profile = this.#controller.createRunProfile(
      l10n.t('Run Gradient Check'),
      TestRunProfileKind.Run,
      (request, token) => (request.continuous ? this.#continuous.add(request, token) : this.#run(request, token)),
      true,
    );
    profile.supportsContinuousRun = true;
    const debugProfile = this.#controller.createRunProfile(
      l10n.t('Debug Gradient Check'),
      TestRunProfileKind.Debug,
      (request, token) => this.#debug(request, token),
      true,
    );
    this.#subscriptions = [
      services.index.onDidChange((file) => this.#showFile(file)),
      services.store.onDidChange((keys) => this.#showResults(keys)),
      services.checks.onDidChange(() => this.#endKnown()),
      workspace.onDidChangeWorkspaceFolders(() => this.#findAll()),
      workspace.onDidSaveTextDocument((document) => this.#continuous.saved(document.uri.fsPath, services.store)),
      profile,
      debugProfile,
    ];
    for (const document of workspace.textDocuments) this.#showFile(document.uri.fsPath);
  }

  async #findAll(token?: CancellationToken): Promise<void> {
    const pairs = await this.#services.workspacePairs.all(token);
    const files = new Set(pairs.map((pair) => pair.file));
    for (const file of files)
      this.#tree.setPairs(
        file,
        pairs.filter((pair) => pair.file === file),
      );
    this.#tree.keepFiles(files);
  }

  #showFile(file: string): void {
    const facts = this.#services.index.last(file);
    if (facts) this.#tree.setPairs(file, facts.pairs);
  }

  async #run(request: TestRunRequest, token: CancellationToken | undefined): Promise<void> {
    const run = this.#controller.createTestRun(request);
    if (!(await requireTrust())) return run.end();
    const items = this.#pairItems(request);
    for (const item of items) run.enqueued(item);
    await Promise.all(items.map((item) => this.#runPair(run, item, token ?? run.token)));
    run.end();
  }

  /** One pair at a time: a debugger is for looking closely. */
  async #debug(request: TestRunRequest, token: CancellationToken): Promise<void> {
    const run = this.#controller.createTestRun(request);
    if (!(await requireTrust())) return run.end();
    for (const item of this.#pairItems(request)) {
      const subject = this.#tree.subject(item);
      if (subject?.kind !== 'pair' || token.isCancellationRequested) break;
      run.started(item);
      const session = await debugPair(this.#services, subject.ref, { testRun: run, token });
      await session?.ended;
      this.#showKnown(run, item, subject.ref);
    }
    run.end();
  }

  /** A debugger gives no verdict: the one that was known stays. */
  #showKnown(run: TestRun, item: TestItem, ref: PairRef): void {
    const known = this.#services.store.get(ref);
    if (known?.fresh && !known.stale) this.#tell(run, item, ref, known.report, 'loud');
    else run.skipped(item);
  }

  async #runPair(run: TestRun, item: TestItem, token: CancellationToken): Promise<void> {
    const subject = this.#tree.subject(item);
    if (subject?.kind !== 'pair' || token.isCancellationRequested) return run.skipped(item);
    const { ref } = subject;
    const stop = token.onCancellationRequested(() => this.#services.checks.cancel(ref));
    const key = keyOf(ref);
    this.#own.add(key);
    const begun = this.#services.checks.onDidChange((changed) => {
      // Until it has its turn it waits, whatever VS Code was told of the others.
      if (changed !== key || !this.#services.checks.get(ref)?.progress) return;
      begun.dispose();
      run.started(item);
    });
    try {
      const report = await this.#services.checks.run(ref);
      if (report) this.#tell(run, item, ref, report, 'loud');
      else run.skipped(item);
    } finally {
      this.#own.delete(key);
      begun.dispose();
      stop.dispose();
    }
  }

  /** Results of checks that were started elsewhere (a lens, a save) appear here as well. */
  #showResults(keys: string[]): void {
    for (const key of keys) {
      const result = this.#services.store.byKey(key);
      if (!result || this.#own.has(key)) continue;
      const item = this.#tree.pairItem(result.report);
      if (!item) continue;
      const ref = refOfReport(result.report);
      if (result.stale || !result.fresh) {
        this.#tree.setLeaves(item, ref, result.report);
        this.#controller.invalidateTestResults(item);
        continue;
      }
      this.#known ??= this.#controller.createTestRun(new TestRunRequest(this.#underWay(item)), undefined, false);
      this.#tell(this.#known, item, ref, result.report, 'quiet');
    }
    this.#endKnown();
  }

  /** Checks that go on together are one run, so that the view counts them together. */
  #endKnown(): void {
    if (!this.#known || this.#services.checks.running().length > 0) return;
    this.#known.end();
    this.#known = undefined;
  }

  #underWay(item: TestItem): TestItem[] {
    const items = this.#services.checks.running().map(({ ref }) => this.#tree.pairItem(ref));
    return [...new Set([item, ...items.filter((one) => one !== undefined)])];
  }

  /** 'quiet': marks only, because the lens and the squiggles of the run that was asked for say the rest. */
  #tell(run: TestRun, item: TestItem, ref: PairRef, report: Report, how: 'quiet' | 'loud'): void {
    for (const child of this.#tree.setLeaves(item, ref, report)) {
      showOutcome(run, child.item, leafOutcome(report, child.leaf), how, undefined);
    }
    showOutcome(run, item, pairOutcome(report), how, report.milliseconds);
    // The headline names the function; ten files may have one of that name.
    const said = `${workspace.asRelativePath(report.file)}: ${report.headline}\n`;
    run.appendOutput(said.replaceAll(/\r?\n/g, '\r\n'), undefined, item);
  }

  /** The pairs that a request asks for; a leaf is checked with its pair. */
  #pairItems(request: TestRunRequest): TestItem[] {
    const excluded = new Set(request.exclude ?? []);
    const found = new Set<TestItem>();
    const visit = (item: TestItem): void => {
      if (excluded.has(item)) return;
      const kind = this.#tree.subject(item)?.kind;
      if (kind === 'pair') found.add(item);
      else if (kind === 'leaf' && item.parent) visit(item.parent);
      else item.children.forEach(visit);
    };
    if (request.include) request.include.forEach(visit);
    else this.#controller.items.forEach(visit);
    return [...found];
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#controller.dispose();
  }
}

function showOutcome(
  run: TestRun,
  item: TestItem,
  outcome: Outcome,
  how: 'quiet' | 'loud',
  milliseconds: number | undefined,
): void {
  switch (outcome.kind) {
    case 'passed':
      return run.passed(item, milliseconds);
    case 'skipped':
      return run.skipped(item);
    case 'failed':
      return run.failed(item, how === 'quiet' ? [] : messages(outcome), milliseconds);
    case 'errored':
      return run.errored(item, how === 'quiet' ? [] : messages(outcome), milliseconds);
    default:
      return outcome satisfies never;
  }
}

/** Words first, because the editor shows the first message of a line; the entries to compare come second. */
function messages(outcome: Outcome & { kind: 'failed' | 'errored' }): TestMessage[] {
  if (outcome.message === '') return [];
  const said = [new TestMessage(outcome.message)];
  if (outcome.kind === 'failed' && outcome.expected !== '') {
    said.push(
      TestMessage.diff(l10n.t('What the cost says, against what backward says'), outcome.expected, outcome.actual),
    );
  }
  const location = new Location(Uri.file(outcome.file), toRange(outcome.range));
  for (const message of said) message.location = location;
  return said;
}
