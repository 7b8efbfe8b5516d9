import { isDeepStrictEqual } from 'node:util';
import { Uri, commands, env, l10n, version, window, workspace, type Disposable } from 'vscode';
import { commandIds } from '../commandIds.ts';
import { readPairRef } from '../pairs/pairRef.ts';
import { pickPair } from '../pairs/pickPair.ts';
import { problemText } from '../results/problemText.ts';
import { copyReport } from '../results/reportFiles.ts';
import type { Services } from '../services.ts';
import { settingDefaults } from '../settingDefaults.ts';
import { readSettings } from '../settings.ts';

/** How many results a bug report names. */
const lastChecks = 5;

/** Commands that hand a report, or a problem with this extension, on to somebody. */
export function registerReportCommands(services: Services): Disposable[] {
  return [
    commands.registerCommand(commandIds.copyReport, (argument: unknown) => copyForChat(services, argument)),
    commands.registerCommand(commandIds.reportProblem, () => reportProblem(services)),
  ];
}

async function copyForChat(services: Services, argument: unknown): Promise<void> {
  const ref =
    readPairRef(argument) ??
    (await pickPair(services, { question: l10n.t('Which report do you want to copy?'), suits: () => true }));
  if (!ref) return;
  const report = services.store.get(ref)?.report;
  if (report) await copyReport(report, 'markdown');
  else await window.showInformationMessage(l10n.t('{0} was not checked yet. Run the gradient check first.', ref.name));
}

/** Opens a report with everything filled in that is known: on the issue page, where the manifest names one, else as a text. */
async function reportProblem(services: Services): Promise<void> {
  const about = {
    extension: services.version,
    editor: version,
    application: env.appName,
    platform: `${process.platform} ${process.arch}`,
    node: process.versions.node,
    remote: env.remoteName ?? null,
    language: env.language,
    settings: changedSettings(),
  };
  const results = services.store.all().slice(-lastChecks);
  const text = problemText(
    about,
    results.map(({ report }) => report),
  );
  if (services.issuesUrl) {
    const query = `body=${encodeURIComponent(text)}`;
    await env.openExternal(Uri.parse(services.issuesUrl.replace(/\/?$/, '/new')).with({ query }));
    return;
  }
  await window.showTextDocument(await workspace.openTextDocument({ language: 'markdown', content: text }));
}

function changedSettings(): Record<string, unknown> {
  const settings = Object.entries(readSettings()).filter(
    ([name, value]) => !isDeepStrictEqual(value, settingDefaults[name as keyof typeof settingDefaults]),
  );
  // A path says who somebody is.
  return Object.fromEntries(settings.map(([name, value]) => [name, name === 'python' ? 'set' : value]));
}
