import { commands, l10n, type Disposable } from 'vscode';
import { commandIds } from '../commandIds.ts';
import { readPairRef } from '../pairs/pairRef.ts';
import { pickPair } from '../pairs/pickPair.ts';
import type { Services } from '../services.ts';

/** Commands that show what is known. */
export function registerViewCommands(services: Services): Disposable[] {
  return [
    commands.registerCommand(commandIds.showPanel, (ref: unknown, leaf: unknown) => showPanel(services, ref, leaf)),
    commands.registerCommand(commandIds.showOutput, () => services.log.show()),
  ];
}

/** Of a pair, and one of its gradients by name, where they are given. */
async function showPanel(services: Services, argument: unknown, leaf: unknown): Promise<void> {
  const given = readPairRef(argument);
  const ref = given ?? (await pickPair(services, { question: l10n.t('Which gradient check do you want to see?') }));
  // Whoever asks by the palette or a key goes on there with the keyboard; a click leaves the cursor in the code.
  if (ref) services.panel.show(ref, typeof leaf === 'string' ? leaf : null, given === null);
}
