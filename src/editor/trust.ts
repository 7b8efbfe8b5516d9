import { commands, l10n, window, workspace } from 'vscode';

/** A check runs the workspace's code: true where the user trusts it, else the reason and the way to trust are shown. */
export async function requireTrust(): Promise<boolean> {
  if (workspace.isTrusted) return true;
  const manage = l10n.t('Manage Workspace Trust');
  const message = l10n.t('A gradient check runs the code of this folder. Trust the folder first.');
  if ((await window.showWarningMessage(message, manage)) === manage) {
    await commands.executeCommand('workbench.trust.manage');
  }
  return workspace.isTrusted;
}
