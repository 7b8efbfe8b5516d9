import type { ParameterFacts, TypeFacts } from '../model/facts.ts';
import type { Value } from '../model/plan.ts';
import { argumentOptions } from './argumentOptions.ts';
import { findClass, namedParameter, type Frame, type Option } from './context.ts';
import { heldObjectOptions } from './heldObjects.ts';
import { listOfSizes } from './containers.ts';
import type { Place } from './roles.ts';

type Field = TypeFacts['fields'][number];

/**
 * An argument whose type is an interface, or an object type written in place: each field is filled as an argument of
 * its own. A list of them (`LayerConfig[]`) gets one for each layer. Null where the type says nothing of the kind.
 */
export function typedObject(frame: Frame, parameter: ParameterFacts, place: Place): Option | null {
  const text = (parameter.type ?? '').trim();
  const isList = /\[\]$|^(?:Readonly)?Array</.test(text);
  const inner = text
    .replace(/\[\]$/, '')
    .replace(/^(?:Readonly)?Array<(.*)>$/, '$1')
    .trim();
  const fields = fieldsOf(frame, inner);
  if (fields === null || fields.length === 0) {
    return null;
  }
  const pairs = listOfSizes(frame);
  const made = isList
    ? pairs.map((sizes, index) => objectOf(frame, fields, place, sizes, index === pairs.length - 1))
    : [objectOf(frame, fields, place, null, false)];
  const values = made.map(({ value }) => value);
  return {
    label: isList ? `a list of ${made.length} × ${inner.slice(0, 40)}` : inner.slice(0, 40),
    penalty: -0.3,
    steps: made.flatMap(({ steps }) => steps),
    value: isList ? { kind: 'list', items: values } : (values[0] ?? { kind: 'undefined' }),
  };
}

function fieldsOf({ context }: Frame, type: string): Field[] | null {
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

interface Made {
  steps: Option['steps'];
  value: Value;
}

function objectOf(frame: Frame, fields: Field[], place: Place, sizes: [number, number] | null, isLast: boolean): Made {
  const own = sizes ? { ...frame, sizes: frame.sizes.withLayers(sizes) } : frame;
  const options = fields
    .filter((field) => !field.optional)
    .map((field) => ({ field, option: optionOf(own, field, place, isLast) }));
  return {
    steps: options.flatMap(({ option }) => option?.steps ?? []),
    value: {
      kind: 'object',
      entries: options.map(({ field, option }): [string, Value] => [
        field.name,
        option?.value ?? { kind: 'undefined' },
      ]),
    },
  };
}

function optionOf(frame: Frame, field: Field, place: Place, isLast: boolean): Option | null {
  const choices = literalsOf(frame, field.type);
  if (choices.length > 0) {
    const smooth = choices.find((word) => /^(tanh|sigmoid)$/i.test(word));
    const plain = choices.find((word) => /^(linear|none|identity)$/i.test(word));
    const word = (isLast ? (plain ?? smooth) : (smooth ?? plain)) ?? choices[0] ?? '';
    return { label: `'${word}'`, penalty: 0, steps: [], value: { kind: 'json', value: word } };
  }
  const parameter = { ...namedParameter(field.name), type: field.type };
  const nested = typedObject(frame, parameter, place);
  const held = heldObjectOptions(frame, parameter)[0];
  return held ?? nested ?? argumentOptions(frame, parameter, place)[0] ?? null;
}

/** `'relu' | 'tanh'`, written in place or behind an alias. */
function literalsOf({ context }: Frame, type: string): string[] {
  const text = context.all.flatMap((module) => module.unions ?? []).find((one) => one.name === type)?.text ?? type;
  return [...text.matchAll(/'([^']*)'|"([^"]*)"/g)].map((match) => match[1] ?? match[2] ?? '');
}
