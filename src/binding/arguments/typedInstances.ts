import type { ClassFacts, ParameterFacts } from '../../model/facts.ts';
import type { Step, Value } from '../../model/plan.ts';
import { argumentOptions } from './argumentOptions.ts';
import { findClass, refTo, type Frame, type Option } from '../known/context.ts';

/** Objects hold objects; further down nothing is made up. */
const deepest = 2;

/**
 * An argument of a constructor whose type is a class of the modules: `rng: Rng`, `loss: SquaredError`. It is built as any
 * object is, from small sizes and a seed. None for a class of arrays, which is filled with numbers elsewhere.
 */
export function typedInstance(frame: Frame, { name, type }: ParameterFacts, depth = 0): Option | null {
  const owner = findClass(frame.context, type?.trim() ?? null);
  const ref = owner && refTo(frame.context, owner);
  if (!owner || !ref || depth >= deepest || holdsNumbers(owner)) {
    return null;
  }
  const parts = owner.constructorParameters
    .filter((one) => !one.rest && !one.optional)
    .map((one) => typedInstance(frame, one, depth + 1) ?? argumentOptions(frame, one, 'constructor')[0]);
  if (parts.some((part) => part === undefined)) {
    return null;
  }
  const into = `${name}$${'i'.repeat(depth + 1)}`;
  const args = parts.map((part): Value => part?.value ?? { kind: 'undefined' });
  const step: Step = { kind: 'call', into, callee: { kind: 'construct', ref }, args };
  const label = parts.map((part) => part?.label ?? '').join(', ');
  return {
    label: `new ${owner.name}(${label})`,
    penalty: -0.4,
    steps: [...parts.flatMap((part) => part?.steps ?? []), step],
    value: { kind: 'slot', at: { slot: into, path: [] } },
  };
}

/** A matrix, a tensor, a vector. */
function holdsNumbers({ name, fields, constructorParameters }: ClassFacts): boolean {
  const names = [...fields, ...constructorParameters].map((one) => one.name);
  return (
    /matri|tensor|vec|array|volume|nd|mat$/i.test(name) ||
    (names.some((one) => /^_?(data|values|elements|buffer|array)$/i.test(one)) &&
      names.some((one) => /^_?(rows?|cols?|columns|shape|size|dims|length|width)$/i.test(one)))
  );
}
