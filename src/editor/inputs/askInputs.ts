import { ThemeIcon, l10n, window, type QuickInputButton } from 'vscode';
import type { Question } from '../../model/report.ts';

export type InputsAnswer = { kind: 'tag'; tag: string } | { kind: 'file' };

/** The one question for inputs, prefilled with the best guess; null where the user gave up. */
export function askInputs(name: string, question: Question): Promise<InputsAnswer | null> {
  const box = window.createInputBox();
  const file: QuickInputButton = {
    iconPath: new ThemeIcon('new-file'),
    tooltip: l10n.t('Write {0} instead: for anything that a line cannot say', question.file.name),
  };
  box.title = l10n.t('Inputs for the gradient check of {0}', name);
  box.prompt = l10n.t(
    '{0} Enter writes this line into the doc comment; the button above writes the file {1}.',
    sentence(question.message),
    question.file.name,
  );
  box.placeholder = 'x: [3, 4], w: [4, 5], b: [5], y: int[3] < 5, reg = 0.1';
  box.value = question.tag;
  box.buttons = [file];
  box.ignoreFocusOut = true;
  return new Promise((resolve) => {
    const finish = (answer: InputsAnswer | null): void => {
      resolve(answer);
      box.dispose();
    };
    box.onDidAccept(() => box.value.trim() !== '' && finish({ kind: 'tag', tag: box.value.trim() }));
    box.onDidTriggerButton(() => finish({ kind: 'file' }));
    box.onDidHide(() => finish(null));
    box.show();
  });
}

function sentence(text: string): string {
  return /[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`;
}
