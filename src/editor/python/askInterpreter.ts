import * as l10n from '@vscode/l10n';
import type { Report } from '../../model/report.ts';

/** What the editor does for a person who has no Python that can run the check. */
export interface InterpreterPrompt {
  /** Shows an error with buttons; the one that was pressed, or undefined. */
  ask(message: string, buttons: string[]): PromiseLike<string | undefined>;
  choose(): PromiseLike<unknown>;
  /** Opens a terminal of this name and runs the command in it. */
  runInTerminal(name: string, command: string): void;
}

/** Says why no Python could run a check, with the buttons that help: another interpreter, or NumPy for this one. */
export async function askInterpreter({ error }: Report, prompt: InterpreterPrompt): Promise<void> {
  if (error?.kind !== 'interpreter') return;
  const install = installCommand(error.message);
  const choose = l10n.t('Choose Interpreter');
  const add = l10n.t('Install NumPy in Terminal');
  const pressed = await prompt.ask(error.message, [choose, ...(install === null ? [] : [add])]);
  if (pressed === choose) await prompt.choose();
  if (pressed === add && install !== null) prompt.runInTerminal(l10n.t('Install NumPy'), install);
}

/** The command that the message names. */
function installCommand(message: string): string | null {
  return /run: (\S.* -m pip install numpy)\s*$/i.exec(message)?.[1] ?? null;
}
