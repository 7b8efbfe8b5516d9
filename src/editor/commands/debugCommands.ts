import { commands, l10n, window, type Disposable } from 'vscode';
import { commandIds } from '../commandIds.ts';
import { debugPair } from '../debug/debugger.ts';
import { lookAt } from '../debug/lookedAt.ts';
import { openDocument } from '../documents/openDocument.ts';
import { readPairRef } from '../pairs/pairRef.ts';
import { pickPair } from '../pairs/pickPair.ts';
import { openSource } from '../documents/places.ts';
import type { Services } from '../services.ts';
import { requireTrust } from '../trust.ts';

/** Commands that start a debugger. */
export function registerDebugCommands(services: Services): Disposable[] {
  return [
    commands.registerCommand(commandIds.debug, (ref: unknown) => debugOne(services, ref)),
    commands.registerCommand(commandIds.debugEntry, (ref: unknown, leaf: unknown, at: unknown) =>
      debugEntry(services, ref, leaf, at),
    ),
  ];
}

async function debugOne(services: Services, argument: unknown): Promise<void> {
  if (!(await requireTrust())) return;
  const ref =
    readPairRef(argument) ??
    (await pickPair(services, { question: l10n.t('Which backward function do you want to debug?') }));
  if (ref) await debugPair(services, ref);
}

/** Stops where one entry of a gradient is computed: of a pair, by the leaf's name and the index into θ or into the leaf. */
async function debugEntry(services: Services, argument: unknown, leaf: unknown, at: unknown): Promise<void> {
  if (!(await requireTrust())) return;
  const ref = readPairRef(argument);
  const report = ref ? services.store.get(ref)?.report : undefined;
  if (!ref || !report || typeof leaf !== 'string' || !isIndex(at)) return;
  const document = await openDocument(report.file);
  const source = document ? openSource(report.file) : null;
  const entry = lookAt(report, leaf, at, source ? { text: source.code, language: report.language } : null);
  if (entry) await debugPair(services, ref, { entry });
  else void window.showWarningMessage(l10n.t('{0} has no such entry. Run the check again.', leaf));
}

function isIndex(at: unknown): at is number | number[] {
  return typeof at === 'number' || (Array.isArray(at) && at.every((one) => typeof one === 'number'));
}
