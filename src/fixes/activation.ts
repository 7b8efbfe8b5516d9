import type { FixCandidate, Scene } from './candidate.ts';
import type { Statement } from './statements.ts';
import { tokensOf, written } from './tokens.ts';
import { grouped } from './wrap.ts';

/** φ′ in terms of z, or of the activation a that forward computed. */
const derivatives: Record<string, (name: string, isOutput: boolean) => string[]> = {
  relu: (v) => [`(${v} > 0)`],
  sigmoid: (v, isOutput) => (isOutput ? [`${v} * (1 - ${v})`] : []),
  tanh: (v, isOutput) => (isOutput ? [`(1 - ${v} ** 2)`] : []),
};

/** The line that makes dz of the leaf's layer: da times the derivative of the activation. Only where arrays are multiplied as numbers are. */
export function activationFixes(scene: Scene): FixCandidate[] {
  const activation = String(scene.cause?.constants['activation'] ?? '').toLowerCase();
  const known = Object.keys(derivatives).filter((one) => activation.includes(one));
  const kinds = activation === '' ? Object.keys(derivatives) : known;
  const number = /(\d+)\D*$/.exec(String(scene.cause?.constants['at'] ?? scene.leaf.name))?.[1];
  if (!scene.isPython) return [];
  const isOfLayer = (name: string): boolean => number === undefined || name.endsWith(number);
  const names = new Set(
    tokensOf(scene.text, scene.language)
      .filter((token) => token.kind === 'name' && /^(?:z|a|h|hidden|out|activation)_?\d*$/i.test(token.text))
      .map((token) => token.text)
      .filter(isOfLayer),
  );
  const isStep = ({ target }: Statement): boolean => {
    const name = target.at(-1)?.text ?? '';
    return /^(?:d|delta|grad)_?[zah]|^delta/i.test(name) && isOfLayer(name);
  };
  // dz is where it belongs; a file without one may have it in da or delta.
  const isLast = ({ target }: Statement): boolean => /z/i.test(target.at(-1)?.text ?? '');
  const found = scene.statements.filter(isStep);
  const steps = [...found.filter(isLast), ...found.filter((one) => !isLast(one))];
  return steps.flatMap(({ value }) =>
    [...names].flatMap((name) =>
      kinds
        .flatMap((kind) => derivatives[kind]?.(name, !/^z/i.test(name)) ?? [])
        .map((derivative): FixCandidate => {
          const text = grouped(written(scene.text, value), value);
          const change = { start: value[0]!.start, end: value.at(-1)!.end, text: `${text} * ${derivative}` };
          return { words: { kind: 'multiply', by: derivative }, change };
        }),
    ),
  );
}
