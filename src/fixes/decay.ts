import type { FixCandidate, Scene } from './candidate.ts';
import { literalFixes } from './factor.ts';
import { decays, sizes, writtenParameter } from './scope.ts';
import type { Statement } from './statements.ts';
import { depthsOf, operandAfter, written, type Token } from './tokens.ts';
import { wrapEntries } from './wrap.ts';

/** A weight-decay term that is missing, too much, or has another factor than the cost's. */
export function decayFixes(scene: Scene, statement: Statement, k: number): FixCandidate[] {
  const names = decays(scene);
  const { value } = statement;
  const named = value.flatMap((token, at) =>
    isOneOf(names, scene.text, value, at) && token.kind === 'name' ? [at] : [],
  );
  if (named.length > 0) {
    const terms = termsWith(value, named);
    return [
      ...changedTerms(scene, statement, terms, k),
      ...numbers(scene, statement),
      ...named.flatMap((at) => newStrengths(scene, value, at)),
    ];
  }
  return k < 0 && statement === scene.own ? newTerms(scene, statement) : [];
}

function newTerms(scene: Scene, statement: Statement): FixCandidate[] {
  const counts = sizes(scene).slice(0, 2);
  return decays(scene).flatMap((decay) => {
    const strengths = [decay, ...counts.map((m) => `(${decay} / ${m})`), `2 * ${decay}`];
    return strengths.flatMap((strength) =>
      writtenParameter(scene)
        .slice(0, 2)
        .flatMap((name) =>
          wrapEntries(scene, statement, (v, index) => `${v} + ${strength} * ${name}${index}`).map((change) => ({
            words: { kind: 'add', what: `${strength} * ${name}` } as const,
            change,
          })),
        ),
    );
  });
}

/** What stands between two signs and names the strength of the decay. */
interface Term {
  /** Index of the sign in front of the term, and of the term's last token. */
  sign: number;
  last: number;
}

function isOneOf(names: string[], text: string, value: readonly Token[], at: number): boolean {
  const chain = written(text, value.slice(Math.max(0, at - 2), at + 1));
  return names.includes(value[at]?.text ?? '') || names.includes(chain);
}

function termsWith(value: readonly Token[], named: number[]): Term[] {
  const depths = depthsOf(value);
  return named.flatMap((name) => {
    const isSign = (i: number): boolean => ['+', '-'].includes(value[i]?.text ?? '') && depths[i]! <= depths[name]!;
    let sign = name;
    while (sign >= 0 && !isSign(sign)) sign--;
    if (sign < 0) return [];
    let last = name;
    while (
      last + 1 < value.length &&
      depths[last + 1]! >= depths[sign]! &&
      !ends(value[last + 1], depths[last + 1] === depths[sign])
    )
      last++;
    return [{ sign, last }];
  });
}

function ends(token: Token | undefined, isSameDepth: boolean): boolean {
  return isSameDepth && ['+', '-', ',', ')', ';'].includes(token?.text ?? '');
}

function changedTerms(scene: Scene, { value }: Statement, terms: Term[], k: number): FixCandidate[] {
  return terms.flatMap(({ sign, last }) => {
    const term = written(scene.text, value.slice(sign, last + 1));
    const before = value[sign - 1];
    const dropped: FixCandidate[] =
      k > 0 && before
        ? [{ words: { kind: 'drop', what: term }, change: { start: before.end, end: value[last]!.end, text: '' } }]
        : [];
    const flipped = value[sign]!.text === '+' ? '-' : '+';
    const turned: FixCandidate = {
      words: { kind: 'replace', from: term, to: term.replace(/^[-+]/, flipped) },
      change: { start: value[sign]!.start, end: value[sign]!.end, text: flipped },
    };
    return [...dropped, turned];
  });
}

/** A number beside the strength: 2λ where the cost has λ/2. */
function numbers(scene: Scene, statement: Statement): FixCandidate[] {
  return [2, 0.5].flatMap((c) => literalFixes(scene, statement, c));
}

/** λ becomes λ / m, 2 * λ or 0.5 * λ; λ / m becomes λ. */
function newStrengths(scene: Scene, value: readonly Token[], name: number): FixCandidate[] {
  const token = value[name]!;
  const divided = value[name + 1]?.text === '/' ? operandAfter(value, name + 2) : null;
  const texts = divided
    ? []
    : sizes(scene)
        .slice(0, 3)
        .map((m) => `(${token.text} / ${m})`);
  texts.push(`2 * ${token.text}`, `0.5 * ${token.text}`);
  const found: FixCandidate[] = texts.map((to) => ({
    words: { kind: 'replace', from: token.text, to },
    change: { start: token.start, end: token.end, text: to },
  }));
  if (divided) {
    const what = `/ ${written(scene.text, value.slice(divided[0], divided[1] + 1))}`;
    found.unshift({
      words: { kind: 'drop', what },
      change: { start: token.end, end: value[divided[1]]!.end, text: '' },
    });
  }
  return found;
}
