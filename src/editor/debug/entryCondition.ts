import { statementAt } from '../../fixes/statements.ts';
import { closingOf, depthsOf, isClosing, openingOf, written, type Token } from '../../fixes/tokens.ts';
import type { Language } from '../../model/facts.ts';
import type { Range } from '../../model/range.ts';

/**
 * The condition under which a site computes one entry: `dW[i][j] += …` computes entry [1, 2] where `i === 1 && j === 2`.
 * Null where the line computes the whole gradient at once.
 * @param flat the entry's place in the leaf, row-major
 */
export function entryCondition(
  source: { text: string; language: Language },
  site: Range,
  index: readonly number[],
  flat: number,
): string | null {
  const { target } = statementAt(source.text, source.language, site);
  const tokens = target.filter((token) => token.text !== '!');
  const written = indices(source.text, tokens);
  const [equals, and] = source.language === 'python' ? [' == ', ' and '] : [' === ', ' && '];
  // One index that is computed (`dW[i * n + j]`) is the place in a flat array; a bare one may be the layer of a list.
  const isFlat = written.length === 1 && /[-+*]/.test(written[0]!);
  const wanted = written.length === index.length ? index : isFlat ? [flat] : null;
  if (!wanted || written.length === 0) return null;
  const parts = written
    .map((text, i) => ({ text, value: String(wanted[i]) }))
    .filter(({ text }) => !/^\d+$/.test(text));
  if (parts.length === 0) return null;
  return parts.map(({ text, value }) => `${/^\w+$/.test(text) ? text : `(${text})`}${equals}${value}`).join(and);
}

/** The indices behind a name: '[i][j]' and '[i, j]' give i and j. A key in quotes is a name, no index. */
function indices(text: string, tokens: readonly Token[]): string[] {
  const found: string[] = [];
  let end = tokens.length - 1;
  while (end > 0 && isClosing(tokens[end]) && tokens[end]?.text === ']') {
    const open = openingOf(tokens, end);
    if (open <= 0 || closingOf(tokens, open) !== end || tokens[open + 1]?.kind === 'string') break;
    found.unshift(...split(text, tokens.slice(open + 1, end)));
    end = open - 1;
  }
  return found;
}

function split(text: string, tokens: readonly Token[]): string[] {
  const depths = depthsOf(tokens);
  const parts: Token[][] = [[]];
  tokens.forEach((token, i) => {
    if (token.text === ',' && depths[i] === 0) parts.push([]);
    else parts.at(-1)?.push(token);
  });
  return parts.map((part) => written(text, part).replaceAll('!', ''));
}
