import manifest from '../../package.json' with { type: 'json' };
import words from '../../package.nls.json' with { type: 'json' };

interface Setting {
  order: number;
  default: unknown;
  description?: string;
  markdownDescription?: string;
  enum?: string[];
}

/** The extension's settings as a Markdown table, in the order in which the settings page shows them. */
export function settingsTable(): string {
  const settings = Object.entries(manifest.contributes.configuration.properties) as [string, Setting][];
  const rows = settings
    .sort(([, one], [, other]) => one.order - other.order)
    .map(([name, setting]) => [`\`${name}\``, `\`${JSON.stringify(setting.default)}\``, meaning(setting)]);
  return table([['setting', 'default', 'what it does'], ...rows]);
}

function meaning({ description, markdownDescription, enum: choices }: Setting): string {
  const text = inWords(markdownDescription ?? description ?? '').replaceAll('|', '\\|');
  return choices ? `${text} One of ${choices.map((choice) => `\`${choice}\``).join(', ')}.` : text;
}

/** The manifest names its words: '%setting.seed%'. */
function inWords(text: string): string {
  const key = /^%(.+)%$/u.exec(text)?.[1];
  return key === undefined ? text : ((words as Record<string, string>)[key] ?? text);
}

/** Laid out as Prettier does, so that formatting changes nothing. */
function table(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => lengthOf(row[column] ?? ''))));
  const line = (cells: string[]): string =>
    `| ${cells.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - lengthOf(cell))).join(' | ')} |`;
  const [head = [], ...rest] = rows;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rest.map(line)].join('\n');
}

/** Greek letters and dashes are one column wide each; there is nothing wider. */
function lengthOf(cell: string): number {
  return Array.from(cell).length;
}
