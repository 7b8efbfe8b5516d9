import { commands, extensions, l10n, window } from 'vscode';
import type { Report } from '../model/report.ts';
import { settingsSection } from './settings.ts';

/** Says why no Python could run a check, with the buttons that help: another interpreter, or NumPy for this one. */
export async function askInterpreter({ error }: Report): Promise<void> {
  if (error?.kind !== 'interpreter') return;
  const install = installCommand(error.message);
  const choose = l10n.t('Choose Interpreter');
  const add = l10n.t('Install NumPy in Terminal');
  const pressed = await window.showErrorMessage(error.message, choose, ...(install === null ? [] : [add]));
  if (pressed === choose) await chooseInterpreter();
  if (pressed === add && install !== null) {
    const terminal = window.createTerminal(l10n.t('Install NumPy'));
    terminal.show();
    terminal.sendText(install);
  }
}

/** The command that the message names. */
function installCommand(message: string): string | null {
  return /run: (\S.* -m pip install numpy)\s*$/i.exec(message)?.[1] ?? null;
}

/** The Python extension's own picker, else the setting. */
async function chooseInterpreter(): Promise<void> {
  if (extensions.getExtension('ms-python.python')) await commands.executeCommand('python.setInterpreter');
  else await commands.executeCommand('workbench.action.openSettings', `${settingsSection}.python`);
}
