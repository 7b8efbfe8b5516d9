import type { FixCandidate, Scene } from './candidate.ts';
import type { Statement } from './statements.ts';
import { closingOf, depthsOf, tokensOf, written, type Token } from './tokens.ts';
import { grouped } from './wrap.ts';

/** The gradient holds the right numbers with its axes swapped. */
export function transposeFixes(scene: Scene, statement: Statement): FixCandidate[] {
  const changes = [...products(scene, statement), ...whole(scene, statement), ...indices(scene, statement)];
  return changes.map((change) => ({ words: { kind: 'transpose' }, change }));
}

/** (A B)ᵀ = Bᵀ Aᵀ: the two arguments of a product change places, and each is transposed. */
function products(scene: Scene, { value }: Statement): FixCandidate['change'][] {
  const turn = transposer(scene);
  if (!turn) return [];
  const depths = depthsOf(value);
  const part = (from: number, to: number): string =>
    turn(written(scene.text, value.slice(from, to)), value.slice(from, to));
  return value.flatMap((token, at) => {
    if (token.text === '@') {
      const ends = value.findIndex((other, i) => i > at && depths[i] === depths[at] && /^[-+*/,]$/.test(other.text));
      const stop = ends < 0 ? value.length : ends;
      const starts = value.findLastIndex(
        (other, i) => i < at && depths[i] === depths[at] && /^[-+*/,]$/.test(other.text),
      );
      const [first, last] = [value[starts + 1], value[stop - 1]];
      if (!first || !last) return [];
      return [{ start: first.start, end: last.end, text: `${part(at + 1, stop)} @ ${part(starts + 1, at)}` }];
    }
    if (!/(?:dot|mul|multiply|matmul|mmul)$/i.test(token.text) || value[at + 1]?.text !== '(') return [];
    const close = closingOf(value, at + 1);
    const comma = value.findIndex(
      (other, i) => i > at && i < close && other.text === ',' && depths[i] === depths[at]! + 1,
    );
    if (close < 0 || comma < 0) return [];
    const text = `${part(comma + 1, close)}, ${part(at + 2, comma)}`;
    return [{ start: value[at + 2]!.start, end: value[close - 1]!.end, text }];
  });
}

function whole(scene: Scene, { value }: Statement): FixCandidate['change'][] {
  const turn = transposer(scene);
  const [first] = value;
  const end = value.at(-1)?.end;
  if (!turn || !first || end === undefined) return [];
  return [{ start: first.start, end, text: turn(written(scene.text, value), value) }];
}

/** `dW[i][j]` becomes `dW[j][i]`. */
function indices({ text }: Scene, { target }: Statement): FixCandidate['change'][] {
  const match = /\[(\w+)\](!?)\[(\w+)\](!?)$|\[(\w+), ?(\w+)\]$/.exec(written(text, target));
  const start = target[0]?.start;
  if (!match || start === undefined) return [];
  const [all, i, , j, , a, b] = match;
  const from = start + match.index;
  const put = a === undefined ? `[${j!}]${match[2]!}[${i!}]${match[4]!}` : `[${b!}, ${a}]`;
  return [{ start: from, end: from + all.length, text: put }];
}

/** How this file transposes; a transpose of a transpose is the thing itself. Null where it has no way. */
function transposer(scene: Scene): ((text: string, tokens: readonly Token[]) => string) | null {
  if (scene.isPython) {
    return (text, tokens) => (/^[\w.[\]'"]+\.T$/.test(text) ? text.slice(0, -2) : `${bracketed(text, tokens)}.T`);
  }
  const tokens = tokensOf(scene.text, scene.language);
  const at = tokens.findIndex(
    (token, i) => /^(?:T|[tT]ranspose[dD]?)$/.test(token.text) && tokens[i + 1]?.text === '(',
  );
  if (at < 0) return null;
  const isMethod = tokens[at - 1]?.text === '.' && tokens[at + 2]?.text === ')';
  const name = tokens[at]!.text;
  if (isMethod) {
    const call = `.${name}()`;
    return (text, all) => (text.endsWith(call) ? text.slice(0, -call.length) : `${bracketed(text, all)}${call}`);
  }
  const owner = tokens[at - 1]?.text === '.' ? `${tokens[at - 2]?.text ?? ''}.` : '';
  const call = `${owner}${name}(`;
  return (text, all) => {
    const isWhole =
      text.startsWith(call) &&
      closingOf(
        all,
        all.findIndex((token) => token.text === '('),
      ) ===
        all.length - 1;
    return isWhole ? text.slice(call.length, -1) : `${call}${text})`;
  };
}

function bracketed(text: string, tokens: readonly Token[]): string {
  const isOne = tokens.length === 1 || /^[\w.]+\([^()]*\)$/.test(text) || /^[\w.[\]]+$/.test(text);
  return isOne ? text : grouped(text, tokens).startsWith('(') ? grouped(text, tokens) : `(${text})`;
}
