import type { FixCandidate, Scene } from './candidate.ts';
import type { Statement } from './statements.ts';
import { closingOf, tokensOf, written, type Token } from './tokens.ts';

/** Writes a statement as its sibling of another layer is written: dW1 like dW2, with the numbers of its own layer. */
export function siblingFixes(scene: Scene, statement: Statement): FixCandidate[] {
  const own = numbered(statement);
  if (!own) return [];
  const known = new Set(tokensOf(scene.text, scene.language).map((token) => token.text));
  return scene.statements
    .map((other) => ({ other, name: numbered(other) }))
    .filter(
      ({ other, name }) => other.start !== statement.start && name?.stem === own.stem && name.number !== own.number,
    )
    .sort((one, two) => Math.abs(one.name!.number - own.number) - Math.abs(two.name!.number - own.number))
    .slice(0, 2)
    .flatMap(({ other, name }) => {
      const shift = own.number - name!.number;
      const texts = [...renumbered(scene, other.value, shift, known), ...transplanted(scene, statement, other, shift)];
      return texts.map((text): FixCandidate => ({
        words: { kind: 'like', sibling: name!.stem + String(name!.number) },
        change: { start: statement.value[0]!.start, end: statement.value.at(-1)!.end, text },
      }));
    })
    .filter(({ change }) => change.text !== written(scene.text, statement.value));
}

/** 'dW' and 1 of `const dW1 = …` or `grads['dW1'] = …`. */
function numbered({ target }: Statement): { stem: string; number: number } | null {
  const token = target.findLast((one) => one.kind !== 'symbol');
  const match = /^['"]?(.*?\D)(\d{1,3})['"]?$/.exec(token?.text ?? '');
  return match && token?.kind !== 'number' ? { stem: match[1]!, number: Number(match[2]) } : null;
}

/** The sibling's expression with every number moved; what would be the activation of layer 0 is the input. */
function renumbered(scene: Scene, tokens: readonly Token[], shift: number, known: ReadonlySet<string>): string[] {
  const [first] = tokens;
  if (!first) return [];
  const inputs = ['X', 'x', 'inputs', 'input'].filter((name) => known.has(name)).slice(0, 2);
  const choices = inputs.length > 0 ? inputs : [''];
  return choices.flatMap((input) => {
    const missing: string[] = [];
    const text = replaced(scene.text, tokens, (token) => {
      const next = moved(token, shift);
      if (next === token.text || known.has(next)) return next;
      if (/^[a-z_]+0$/i.test(next) && input !== '') return input;
      missing.push(next);
      return next;
    });
    return missing.length === 0 ? [text] : [];
  });
}

/** The sibling's text around a call that both have, around the own one: what is done with a product, not the product. */
function transplanted(scene: Scene, own: Statement, other: Statement, shift: number): string[] {
  const mine = calls(own.value);
  return calls(other.value).flatMap(({ callee, from, to }) => {
    const same = mine.filter((call) => call.callee === callee);
    const [call] = same;
    if (!call || same.length > 1) return [];
    const around = (tokens: Token[]): string => replaced(scene.text, tokens, (token) => moved(token, shift));
    const [head, tail] = [other.value.slice(0, from), other.value.slice(to + 1)];
    const before = head.length > 0 ? around(head) + gap(scene.text, head.at(-1), other.value[from]) : '';
    const after = tail.length > 0 ? gap(scene.text, other.value[to], tail[0]) + around(tail) : '';
    return [before + written(scene.text, own.value.slice(call.from, call.to + 1)) + after];
  });
}

/** Every call of a named function, by the indices of its first and last token. */
function calls(tokens: readonly Token[]): { callee: string; from: number; to: number }[] {
  return tokens.flatMap((token, at) => {
    if (token.kind !== 'name' || tokens[at + 1]?.text !== '(') return [];
    let from = at;
    while (tokens[from - 1]?.text === '.' && tokens[from - 2]?.kind === 'name') from -= 2;
    const to = closingOf(tokens, at + 1);
    const callee = tokens
      .slice(from, at + 1)
      .map((one) => one.text)
      .join('');
    return to < 0 || tokens[from - 1]?.text === '.' ? [] : [{ callee, from, to }];
  });
}

function moved(token: Token, shift: number): string {
  if (token.kind === 'number' || token.kind === 'symbol') return token.text;
  return token.text.replace(/(?<=\p{L}_?)\d{1,3}(?=['"]?$)/u, (number) => String(Number(number) + shift));
}

function replaced(text: string, tokens: readonly Token[], put: (token: Token) => string): string {
  return tokens.map((token, i) => gap(text, tokens[i - 1], token) + put(token)).join('');
}

function gap(text: string, before: Token | undefined, after: Token | undefined): string {
  return before && after ? text.slice(before.end, after.start) : '';
}
