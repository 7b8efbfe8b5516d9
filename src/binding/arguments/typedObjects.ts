import * as l10n from '@vscode/l10n';
import type { ParameterFacts } from '../../model/facts.ts';
import type { Value } from '../../model/plan.ts';
import { argumentOptions } from './argumentOptions.ts';
import { json, namedParameter, type Frame, type Option } from '../known/context.ts';
import { heldObjectOptions } from './heldObjects.ts';
import { listOfSizes } from './containers.ts';
import type { Place } from '../names/roles.ts';
import { fieldsOf, type Field } from '../known/typeFields.ts';
import { unionWords } from '../known/unionWords.ts';

/**
 * An argument whose type is an interface, or an object type written in place: each field is filled as an argument of
 * its own. A list of them (`LayerConfig[]`) gets one for each layer, a list inside of a layer (`neurons: Neuron[]`) one for
 * each of its units. Null where the type says nothing of the kind.
 */
export function typedObject(
  frame: Frame,
  parameter: ParameterFacts,
  place: Place,
  layer: [number, number] | null = null,
  around: readonly string[] = [],
): Option | null {
  const text = (parameter.type ?? '').trim().replace(/^readonly\s+/, '');
  const isList = /\[\]$|^(?:Readonly)?Array</.test(text);
  const inner = text
    .replace(/\[\]$/, '')
    .replace(/^(?:Readonly)?Array<(.*)>$/, '$1')
    .trim();
  const fields = fieldsOf(frame.context, inner);
  if (fields === null || fields.length === 0) {
    return null;
  }
  // A node of a tree holds nodes, which hold none: a type that holds itself has no end else.
  if (around.includes(inner)) return json(isList ? [] : null);
  const pairs = layer ? Array.from({ length: layer[1] }, (): [number, number] => [layer[0], 1]) : listOfSizes(frame);
  const made = isList
    ? pairs.map((sizes, index) =>
        objectOf(frame, fields, place, {
          sizes,
          isLast: !layer && index === pairs.length - 1,
          around: [...around, inner],
        }),
      )
    : [objectOf(frame, fields, place, { sizes: null, isLast: false, around: [...around, inner] })];
  const values = made.map(({ value }) => value);
  return {
    label: isList ? l10n.t('a list of {0} × {1}', made.length, inner.slice(0, 40)) : inner.slice(0, 40),
    penalty: -0.3,
    steps: made.flatMap(({ steps }) => steps),
    value: isList ? { kind: 'list', items: values } : (values[0] ?? { kind: 'undefined' }),
  };
}

/** The layer that an object describes; no sizes outside of all layers. */
interface Layer {
  sizes: [number, number] | null;
  isLast: boolean;
  /** Types of the objects around it. */
  around: readonly string[];
}

interface Made {
  steps: Option['steps'];
  value: Value;
}

function objectOf(frame: Frame, fields: Field[], place: Place, layer: Layer): Made {
  const { sizes } = layer;
  const own = sizes ? { ...frame, sizes: frame.sizes.withLayers(sizes) } : frame;
  const options = fields
    .filter((field) => !field.optional)
    .map((field) => ({ field, option: optionOf(own, field, place, layer) }));
  const entries = options.map(({ field, option }): [string, Value] => [
    field.name,
    option?.value ?? { kind: 'undefined' },
  ]);
  return {
    steps: options.flatMap(({ option }) => option?.steps ?? []),
    value: { kind: 'object', entries: withFlatFilters(entries) },
  };
}

/** `{ inChannels, outChannels, kernelSize, weights: Float64Array, biases }`: flat filters are as long as the sizes beside them say. */
function withFlatFilters(entries: [string, Value][]): [string, Value][] {
  const sizes = [
    /^in(?:put)?_?(?:channels?|depth)$/i,
    /^(?:out(?:put)?_?(?:channels?|depth)|(?:num_?)?filters)$/i,
    /^kernel(?:_?size)?$/i,
  ];
  const [inner, outer, side] = sizes.map((name) =>
    entries.map(([key, value]) => (name.test(key) ? wholeIn(value) : null)).find((size) => size !== null),
  );
  if (!inner || !outer || !side) return entries;
  return entries.map(([key, value]): [string, Value] => {
    if (value.kind !== 'array' || value.shape.length !== 1) return [key, value];
    const isBias = /bias|^b$/i.test(key);
    return [key, { ...value, shape: [isBias ? outer : outer * inner * side * side] }];
  });
}

function wholeIn(value: Value): number | null {
  return value.kind === 'json' && typeof value.value === 'number' ? value.value : null;
}

function optionOf(frame: Frame, field: Field, place: Place, { sizes, isLast, around }: Layer): Option | null {
  const choices = unionWords(frame.context.all, field.type);
  if (choices.length > 0) {
    const smooth = choices.find((word) => /^(tanh|sigmoid)$/i.test(word));
    const plain = choices.find((word) => /^(linear|none|identity)$/i.test(word));
    const word = (isLast ? (plain ?? smooth) : (smooth ?? plain)) ?? choices[0] ?? '';
    return { label: `'${word}'`, penalty: 0, steps: [], value: { kind: 'json', value: word } };
  }
  const parameter = { ...namedParameter(field.name), type: field.type };
  const nested = typedObject(frame, parameter, place, sizes, around);
  const held = heldObjectOptions(frame, parameter)[0];
  return held ?? nested ?? argumentOptions(frame, parameter, place)[0] ?? null;
}
