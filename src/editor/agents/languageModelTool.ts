import {
  LanguageModelTextPart,
  LanguageModelToolResult,
  Uri,
  l10n,
  workspace,
  type CancellationToken,
  type LanguageModelTool,
  type LanguageModelToolInvocationOptions,
  type LanguageModelToolInvocationPrepareOptions,
  type PreparedToolInvocation,
} from 'vscode';
import type { Pair } from '../../model/facts.ts';
import type { Report } from '../../model/report.ts';
import { reportMarkdown } from '../../report/formats/markdown.ts';
import { boundedAnswer, fixText, noFile, noPair, notTrusted } from './agentText.ts';
import { changedLines } from '../quickFixes/fixFinder.ts';
import { refOfPair } from '../pairs/pairRef.ts';
import { openSource } from '../documents/places.ts';
import type { Services } from '../services.ts';

/** As package.json's inputSchema says. */
interface ToolInput {
  path: string;
  pair?: string;
}

/** Changes are looked for, by checks of their own, for so many gradients of a pair. */
const mostFixes = 4;

/** Lets an agent in the editor verify the backpropagation that it writes. */
export class GradientCheckTool implements LanguageModelTool<ToolInput> {
  readonly #services: Services;

  constructor(services: Services) {
    this.#services = services;
  }

  prepareInvocation({ input }: LanguageModelToolInvocationPrepareOptions<ToolInput>): PreparedToolInvocation {
    return {
      invocationMessage: l10n.t('Checking the gradients of {0}', input.path),
      confirmationMessages: {
        title: l10n.t('Run a gradient check'),
        message: l10n.t('This runs the forward and backward functions of {0}, with random inputs.', input.path),
      },
    };
  }

  async invoke(
    { input }: LanguageModelToolInvocationOptions<ToolInput>,
    token: CancellationToken,
  ): Promise<LanguageModelToolResult> {
    return new LanguageModelToolResult([new LanguageModelTextPart(await this.#answer(input, token))]);
  }

  async #answer(input: ToolInput, token: CancellationToken): Promise<string> {
    if (!workspace.isTrusted) return notTrusted;
    const file = await fileOf(input.path);
    if (!file) return noFile(input.path);
    const pairs = await this.#services.workspacePairs.ofFile(file);
    const wanted = input.pair === undefined ? pairs : pairs.filter((pair) => isNamed(pair, input.pair ?? ''));
    if (wanted.length === 0)
      return noPair(
        input.path,
        input.pair,
        pairs.map((pair) => pair.name),
      );
    const refs = wanted.map(refOfPair);
    const stop = token.onCancellationRequested(() => refs.forEach((ref) => this.#services.checks.cancel(ref)));
    try {
      const reports = await Promise.all(refs.map((ref) => this.#services.checks.run(ref)));
      const found = reports.filter((report) => report !== null);
      return boundedAnswer(await Promise.all(found.map((report) => this.#part(report, token))));
    } finally {
      stop.dispose();
    }
  }

  /** The report in words, and for every wrong gradient the change that a check has proven. */
  async #part(report: Report, token: CancellationToken): Promise<Parameters<typeof boundedAnswer>[0][number]> {
    const isWrong = report.verdict === 'wrong';
    const texts = [reportMarkdown(report, workspace.asRelativePath(report.file))];
    for (const leaf of report.leaves.filter(({ verdict }) => verdict === 'wrong').slice(0, mostFixes)) {
      const stop = token.onCancellationRequested(() => this.#services.fixes.cancel(report, leaf.name));
      const fix = await this.#services.fixes.find(report, leaf.name);
      stop.dispose();
      const code = fix ? openSource(fix.file)?.code : undefined;
      if (!fix || code === undefined) continue;
      const { before, after } = changedLines(code, fix);
      texts.push(fixText(leaf.gradientName, fix.range.line, before, after));
    }
    return { text: texts.join('\n\n'), isWrong, name: report.pair };
  }
}

/** A path of the workspace, absolute or relative to one of its folders; nothing outside it is run. */
async function fileOf(path: string): Promise<string | null> {
  const folders = workspace.workspaceFolders ?? [];
  const candidates = [Uri.file(path), ...folders.map((folder) => Uri.joinPath(folder.uri, path))];
  for (const uri of candidates) {
    if (!workspace.getWorkspaceFolder(uri)) continue;
    try {
      await workspace.fs.stat(uri);
      return uri.fsPath;
    } catch {
      // the next folder may have it
    }
  }
  return null;
}

function isNamed(pair: Pair, name: string): boolean {
  return [pair.id, pair.name, pair.backward, pair.forward, pair.owner].includes(name);
}
