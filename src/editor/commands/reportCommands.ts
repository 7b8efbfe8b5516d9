import { Uri, commands, env, l10n, version, window, type Disposable } from 'vscode';
import { commandIds } from '../commandIds.ts';
import { readPairRef } from '../pairRef.ts';
import { pickPair } from '../pickPair.ts';
import { copyReport } from '../reportFiles.ts';
import type { Services } from '../services.ts';

/** Commands that hand a report, or a problem with this extension, on to somebody. */
export function registerReportCommands(services: Services): Disposable[] {
  return [
    commands.registerCommand(commandIds.copyReport, (argument: unknown) => copyForChat(services, argument)),
    commands.registerCommand(commandIds.reportProblem, () => reportProblem(services)),
  ];
}

async function copyForChat(services: Services, argument: unknown): Promise<void> {
  const ref = readPairRef(argument) ?? (await pickPair(services));
  if (!ref) return;
  const report = services.store.get(ref)?.report;
  if (report) await copyReport(report, 'markdown');
  else await window.showInformationMessage(l10n.t('{0} was not checked yet. Run the gradient check first.', ref.name));
}

/** Copies what a bug report needs; opens the issue page where the manifest names one. */
async function reportProblem(services: Services): Promise<void> {
  const lines = [
    `Gradient Check ${services.version}`,
    `VS Code ${version} on ${process.platform} ${process.arch}, Node ${process.versions.node}`,
    `Remote: ${env.remoteName ?? 'no'}`,
  ];
  await env.clipboard.writeText(lines.join('\n'));
  if (services.issuesUrl) await env.openExternal(Uri.parse(services.issuesUrl));
  else await window.showInformationMessage(l10n.t('The versions were copied. Paste them into your report.'));
}
