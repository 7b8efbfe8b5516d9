import { commands, extensions, window } from 'vscode';
import type { InterpreterPrompt } from './askInterpreter.ts';
import { settingsSection } from '../settings.ts';

/** Asks with the editor's notifications; an interpreter is chosen by the Python extension's own picker, else by the setting. */
export const interpreterPrompt: InterpreterPrompt = {
  ask: (message, buttons) => window.showErrorMessage(message, ...buttons),
  choose: () =>
    extensions.getExtension('ms-python.python')
      ? commands.executeCommand('python.setInterpreter')
      : commands.executeCommand('workbench.action.openSettings', `${settingsSection}.python`),
  runInTerminal: (name, command) => {
    const terminal = window.createTerminal(name);
    terminal.show();
    terminal.sendText(command);
  },
};
