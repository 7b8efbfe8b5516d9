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
import type { Pair } from '../model/facts.ts';
import { reportMarkdown } from '../report/formats/markdown.ts';
import { refOfPair } from './pairRef.ts';
import type { Services } from './services.ts';

/** As package.json's inputSchema says. */
interface ToolInput {
  path: string;
  pair?: string;
}

const longestResult = 12_000;

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
    const text = await this.#answer(input, token);
    return new LanguageModelToolResult([new LanguageModelTextPart(text.slice(0, longestResult))]);
  }

  async #answer(input: ToolInput, token: CancellationToken): Promise<string> {
    if (!workspace.isTrusted) return 'The folder is not trusted, so its code was not run. Ask the user to trust it.';
    const file = await fileOf(input.path);
    if (!file) return `There is no file ${input.path} in the workspace.`;
    const pairs = await this.#services.workspacePairs.ofFile(file);
    const wanted = input.pair === undefined ? pairs : pairs.filter((pair) => isNamed(pair, input.pair ?? ''));
    if (wanted.length === 0) return noPair(input, pairs);
    const stop = token.onCancellationRequested(() =>
      wanted.forEach((pair) => this.#services.checks.cancel(refOfPair(pair))),
    );
    try {
      const reports = await Promise.all(wanted.map((pair) => this.#services.checks.run(refOfPair(pair))));
      const shown = reports.filter((report) => report !== null);
      return shown.map((report) => reportMarkdown(report, workspace.asRelativePath(file))).join('\n\n');
    } finally {
      stop.dispose();
    }
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
  return [pair.id, pair.name, pair.backward, pair.forward].includes(name);
}

function noPair(input: ToolInput, pairs: Pair[]): string {
  if (pairs.length === 0) return `No pair of a forward and a backward function was found in ${input.path}.`;
  const names = pairs.map((pair) => pair.name).join(', ');
  return `${input.path} has no pair named ${input.pair ?? ''}. It has: ${names}.`;
}
