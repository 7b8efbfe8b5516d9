export interface Squiggle {
  severity: 'error' | 'warning' | 'info' | 'hint';
  /** From 1, as the gutter shows it. */
  line: number;
  /** Text of the whole line. */
  text: string;
}

/** Runs in the page: pairs every squiggle with the line number and the text at its height. */
export function readSquiggles(): Squiggle[] {
  const editor = document.querySelector('.editor-instance .monaco-editor');
  if (!editor) return [];
  const at = (selector: string) =>
    [...editor.querySelectorAll<HTMLElement>(selector)].map((element) => {
      const box = element.getBoundingClientRect();
      return { middle: box.top + box.height / 2, text: element.innerText };
    });
  const numbers = at('.margin-view-overlays .line-numbers');
  const texts = at('.view-lines > .view-line');
  const found: Squiggle[] = [];
  for (const severity of ['error', 'warning', 'info', 'hint'] as const) {
    for (const element of editor.querySelectorAll(`.view-overlays .squiggly-${severity}`)) {
      const box = element.getBoundingClientRect();
      const inside = ({ middle }: { middle: number }) => middle > box.top - 2 && middle < box.bottom + 2;
      const line = Number(numbers.find(inside)?.text);
      const text = texts.find(inside)?.text.replace(/\u00a0/g, ' ') ?? '';
      if (line && !found.some((other) => other.line === line && other.severity === severity)) {
        found.push({ severity, line, text });
      }
    }
  }
  return found.sort((a, b) => a.line - b.line);
}
