/** What the tool says to a model: always in English, and never longer than a model should have to read. */
const longestAnswer = 12_000;
const longestPart = 4_000;
/** Kept free for the names of what was left out. */
const reserve = 400;

export const notTrusted = 'The folder is not trusted, so its code was not run. Ask the user to trust it.';

export function noFile(path: string): string {
  return `There is no file ${path} in the workspace.`;
}

/** @param names of the pairs that the file has */
export function noPair(path: string, wanted: string | undefined, names: string[]): string {
  if (names.length === 0) {
    return `No pair of a forward and a backward function was found in ${path}. Name them alike (forward and backward) and let backward return the gradients (dW1, db1, …).`;
  }
  return `${path} has no pair named ${wanted ?? ''}. It has: ${names.join(', ')}.`;
}

/** A change that a check has proven, for the model to make. */
export function fixText(gradient: string, line: number, before: string, after: string): string {
  return [
    `A change that makes ${gradient} correct (checked). Line ${String(line)} is:`,
    ...fenced(before),
    'It should be:',
    ...fenced(after),
  ].join('\n');
}

function fenced(text: string): string[] {
  return ['```', text, '```'];
}

/** The answers about several pairs: the wrong ones first, none cut in the middle of a word, and what was left out is said. */
export function boundedAnswer(parts: readonly { text: string; isWrong: boolean; name: string }[]): string {
  const ordered = [...parts.filter(({ isWrong }) => isWrong), ...parts.filter(({ isWrong }) => !isWrong)];
  const room = Math.max(longestPart, Math.floor((longestAnswer - reserve) / Math.max(1, parts.length)));
  const kept: string[] = [];
  const left: string[] = [];
  let length = 0;
  for (const { text, name } of ordered) {
    const part = shortened(text, room);
    if (length + part.length > longestAnswer - reserve) left.push(name);
    else {
      kept.push(part);
      length += part.length + 2;
    }
  }
  if (left.length > 0) kept.push(shortened(`Left out for length, ask for one pair at a time: ${left.join(', ')}`, 300));
  return kept.join('\n\n');
}

function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 20);
  return `${cut.slice(0, Math.max(cut.lastIndexOf('\n'), cut.lastIndexOf(' '), 1))}\n(shortened)`;
}
