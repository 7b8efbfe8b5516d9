import { commands, type Disposable } from 'vscode';
import { commandIds } from '../commandIds.ts';
import { readPairRef } from '../pairRef.ts';
import { pickPair } from '../pickPair.ts';
import type { Services } from '../services.ts';

/** Commands that show what is known. */
export function registerViewCommands(services: Services): Disposable[] {
  return [
    commands.registerCommand(commandIds.showPanel, (argument: unknown) => showPanel(services, argument)),
    commands.registerCommand(commandIds.showOutput, () => services.log.show()),
  ];
}

async function showPanel(services: Services, argument: unknown): Promise<void> {
  const ref = readPairRef(argument) ?? (await pickPair(services));
  if (ref) services.panel.show(ref);
}
