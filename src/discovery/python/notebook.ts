/** One cell of a notebook, as the editor or an .ipynb file holds it. */
export interface Cell {
  kind: 'code' | 'markup';
  text: string;
}

/** The code cells as one module text, with the line (from 1) on which each cell begins. */
export interface NotebookText {
  text: string;
  /** One entry per given cell; null for cells that are no Python code. */
  firstLines: (number | null)[];
}

/** Joins the code cells; magics and shell lines become comments, so that lines and columns of the rest stay. */
export function notebookText(cells: readonly Cell[]): NotebookText {
  const lines: string[] = [];
  const firstLines = cells.map((cell) => {
    if (cell.kind !== 'code' || isForeign(cell.text)) return null;
    const first = lines.length + 1;
    lines.push(...withoutMagics(cell.text));
    return first;
  });
  return { text: lines.join('\n') + (lines.length > 0 ? '\n' : ''), firstLines };
}

/** Where a line of the joined text stands: index of the cell and line in it, from 1. */
export function cellPosition(notebook: NotebookText, line: number): { cell: number; line: number } | null {
  let found: { cell: number; line: number } | null = null;
  notebook.firstLines.forEach((first, cell) => {
    if (first !== null && first <= line) found = { cell, line: line - first + 1 };
  });
  return found;
}

/** The line of the joined text (from 1) where a line of a cell (from 1) stands; null where the cell is no Python code. */
export function joinedLine(notebook: NotebookText, cell: number, line: number): number | null {
  const first = notebook.firstLines[cell] ?? null;
  return first === null ? null : first + line - 1;
}

/** An .ipynb file's text with these cells and the name of its kernel: what `cellsOf` reads back. */
export function jsonOf(cells: readonly Cell[], kernel: string | null = null): string {
  const all = cells.map(({ kind, text }) => ({ cell_type: kind === 'code' ? 'code' : 'markdown', source: text }));
  return JSON.stringify({
    cells: all,
    metadata: kernel === null ? {} : { kernelspec: { name: kernel } },
    nbformat: 4,
    nbformat_minor: 5,
  });
}

/** `%%bash`, `%%html` …: the whole cell is another language. `%%time` and its like are Python below the first line. */
function isForeign(text: string): boolean {
  const magic = /^\s*%%(\w+)/.exec(text.slice(0, 400))?.[1];
  return magic !== undefined && !['time', 'timeit', 'capture', 'prun', 'python', 'python3'].includes(magic);
}

function withoutMagics(text: string): string[] {
  const lines = text.split(/\r?\n/);
  return lines.map((line, i) => {
    const trimmed = line.trimStart();
    if (!isMagic(trimmed)) return line;
    if (trimmed.startsWith('%') && isContinued(lines[i - 1])) return line;
    const indent = line.slice(0, line.length - trimmed.length);
    return `${indent}${indent === '' ? '' : 'pass  '}# ${trimmed}`;
  });
}

/** `%matplotlib inline`, `!pip install x`, `np.dot?`, `files = !ls`. */
function isMagic(line: string): boolean {
  return /^(?:%%?[A-Za-z]|[!?])/.test(line) || /^[\w.]+\?{1,2}$/.test(line.trimEnd()) || /^\w+ ?= ?[%!]/.test(line);
}

/** The line above does not end its statement: a `%` at the start is then an operator. */
function isContinued(line: string | undefined): boolean {
  return line !== undefined && /[\\(,[{+*/=-]\s{0,20}$/.test(line);
}

/** The cells of an .ipynb file's text; null where it is no notebook or not in Python. */
export function cellsOf(json: string): Cell[] | null {
  let notebook: unknown;
  try {
    notebook = JSON.parse(json);
  } catch {
    return null;
  }
  if (typeof notebook !== 'object' || notebook === null || !('cells' in notebook) || !Array.isArray(notebook.cells))
    return null;
  return notebook.cells.map((cell: unknown): Cell => {
    const record = typeof cell === 'object' && cell !== null ? (cell as Record<string, unknown>) : {};
    const lines = record['source'];
    const text = Array.isArray(lines) ? lines.map(String).join('') : typeof lines === 'string' ? lines : '';
    return { kind: record['cell_type'] === 'code' ? 'code' : 'markup', text };
  });
}
