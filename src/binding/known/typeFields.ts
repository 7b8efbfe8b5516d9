import type { TypeFacts } from '../../model/facts.ts';
import { findClass, type Context } from './context.ts';

export type Field = TypeFacts['fields'][number];

/** Fields of an interface by its name, or of an object type written in place; null for every other type. */
export function fieldsOf(context: Context, type: string): Field[] | null {
  const written = /^\{([\s\S]*)\}$/.exec(type)?.[1];
  if (written !== undefined) {
    return written.split(/[;,\n]/).flatMap((part): Field[] => {
      const at = part.indexOf(':');
      const name = /^(?:readonly )?([\w$]+)(\??)$/.exec(part.slice(0, Math.max(at, 0)).trim());
      const type = part.slice(at + 1).trim();
      return name?.[1] && type !== '' ? [{ name: name[1], type, optional: name[2] === '?' }] : [];
    });
  }
  const isName = /^[A-Za-z_$][\w$]*$/.test(type) && !findClass(context, type);
  return isName
    ? (context.all.flatMap((module) => module.types ?? []).find((one) => one.name === type)?.fields ?? null)
    : null;
}

/** Names of all fields that a type has, and of those that its fields have: `{ layers: Layer[] }` speaks of weights and biases. */
export function namesInType(context: Context, type: string, depth = 3): string[] {
  const inner = type
    .trim()
    .replace(/^(?:Readonly)?Array<(.*)>$/, '$1')
    .replace(/(?:\[\])+$/, '');
  const fields = depth > 0 ? (fieldsOf(context, inner) ?? []) : [];
  return fields.flatMap((field) => [field.name, ...namesInType(context, field.type, depth - 1)]);
}
