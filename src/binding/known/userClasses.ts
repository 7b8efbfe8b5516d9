import type { ClassFacts } from '../../model/facts.ts';
import type { Ref, Step, Value } from '../../model/plan.ts';
import { findClass, refTo, type Context } from './context.ts';
import type { Sizes } from './world.ts';

const fromNested =
  /^(fromArrays?|from2d|from2dArray|from2DArray|from|of|fromData|fromNested|create|tensor|array|fromMatrix|from1D|fromList|fromValues|make|wrap)$/i;

/**
 * Builds an array of the user's own class (`Matrix`, `Tensor`) from a nested array: by a static `fromArray`, by
 * `new Matrix(nested)`, or by `new Matrix(rows, columns)` whose entries are filled in place.
 */
export function userArray(
  context: Context,
  className: string | null,
  key: string,
  value: Value & { kind: 'array' },
): { steps: Step[]; value: Value } | null {
  const found = findClass(context, className) ?? null;
  const ref = found && refTo(context, found);
  if (!found || !ref || value.shape.length === 0) {
    return null;
  }
  const into = `${key}$`;
  const nested: Value = { ...value, storage: 'nested' };
  const result: Value = { kind: 'slot', at: { slot: into, path: [] } };
  const step = constructorStep(found, ref, nested, into) ?? staticStep(context, found, nested, into);
  return step ? { steps: step, value: result } : null;
}

function staticStep(
  context: Context,
  found: ClassFacts,
  nested: Value & { kind: 'array' },
  into: string,
): Step[] | null {
  const methods = context.all
    .flatMap((module) => module.functions)
    .filter((fn) => fn.owner === found.name && fn.isStatic);
  const factory = methods.find((fn) => fromNested.test(fn.name) && fn.parameters.length >= 1);
  const ref = factory && refTo(context, factory);
  if (!ref) {
    return null;
  }
  return [
    {
      kind: 'call',
      into,
      callee: { kind: 'ref', ref },
      args: [
        nested,
        ...shapeArguments(
          factory.parameters.slice(1).map((one) => one.name),
          nested.shape,
        ),
      ],
    },
  ];
}

function shapeArguments(names: string[], shape: number[]): Value[] {
  return names.map((name, index) => {
    const size = /row/i.test(name) ? shape[0] : /col/i.test(name) ? shape[1] : undefined;
    return { kind: 'json', value: /shape|dims/i.test(name) ? shape : (size ?? shape[index] ?? 1) };
  });
}

/** By the names of the constructor's parameters. */
function constructorStep(found: ClassFacts, ref: Ref, nested: Value & { kind: 'array' }, into: string): Step[] | null {
  const names = found.constructorParameters.map((one) => one.name);
  const isData = (name: string): boolean =>
    /^(data|values?|array|arr|entries|elements|nested|matrix|m|buffer|vals|input|rows_?data|initial|source|x)$/i.test(
      name,
    );
  const dataAt = names.findIndex(isData);
  const rowsAt = names.findIndex((name) => /^(rows?|nrows|numrows|r|height|h|_rows|rowcount|n)$/i.test(name));
  const columnsAt = names.findIndex((name) =>
    /^(cols?|columns?|ncols|numcols|c|width|w|_cols|colcount|m)$/i.test(name),
  );
  const shapeAt = names.findIndex((name) => /^(shape|dims|size|dimensions)$/i.test(name));
  const [rows, columns] =
    nested.shape.length === 2 ? nested.shape : nested.shape.length === 1 ? [nested.shape[0] ?? 1, 1] : [0, 0];
  const wantsSizes = rowsAt >= 0 && columnsAt >= 0;
  const type = dataAt >= 0 ? (found.constructorParameters[dataAt]?.type ?? '') : '';
  const wantsFlat = wantsSizes || shapeAt >= 0 || /Float(32|64)Array|^number\[\]$/.test(type);
  const size = nested.shape.reduce((product, length) => product * length, 1);
  const flat: Value = {
    ...nested,
    shape: [size],
    storage: /Float32/.test(type) ? 'float32' : /Float64/.test(type) ? 'float64' : 'nested',
  };
  const volume = volumeArguments(names, nested.shape);
  if (volume) {
    return [
      { kind: 'call', into, callee: { kind: 'construct', ref }, args: volume },
      { kind: 'fill', at: { slot: into, path: [] }, key: nested.key, fill: nested.fill },
    ];
  }
  if (dataAt < 0 && !wantsSizes && shapeAt < 0) {
    return null;
  }
  const isOptional = dataAt >= 0 && (found.constructorParameters[dataAt]?.optional ?? false);
  const twoDimensional = /\[\]\[\]/.test(type);
  const args = names.map((_, index): Value => {
    if (index === dataAt) {
      return isOptional && !/\[\]|Array/.test(type) && wantsSizes
        ? { kind: 'undefined' }
        : wantsFlat && !twoDimensional
          ? flat
          : nested;
    }
    const json = index === rowsAt ? rows : index === columnsAt ? columns : index === shapeAt ? nested.shape : undefined;
    return json === undefined ? { kind: 'undefined' } : { kind: 'json', value: json };
  });
  const steps: Step[] = [{ kind: 'call', into, callee: { kind: 'construct', ref }, args }];
  if (dataAt < 0 || args[dataAt]?.kind === 'undefined') {
    steps.push({ kind: 'fill', at: { slot: into, path: [] }, key: nested.key, fill: nested.fill });
  }
  return steps;
}

/**
 * The volume that `forward(V)` of a layer takes, which was itself told of its sides: `{ in_sx, in_sy, in_depth }`. Null where the
 * class is no volume, or nothing was told.
 */
export function toldVolume(context: Context, className: string | null, sizes: Sizes): number[] | null {
  const sides = toldSides(context);
  const names = findClass(context, className)?.constructorParameters.map(({ name }) => name) ?? [];
  return sides && isVolume(names) ? [sizes.of(sides.y), sizes.of(sides.x), sizes.input] : null;
}

/** The class of volumes, where the layer was told of the sides of one: a layer that only keeps its argument says nothing of it. */
export function volumeClass(context: Context): string | null {
  const isOne = ({ constructorParameters }: ClassFacts): boolean =>
    isVolume(constructorParameters.map(({ name }) => name));
  const classes = context.all.flatMap((module) => module.classes);
  return toldSides(context) ? (classes.find(isOne)?.name ?? null) : null;
}

function toldSides(context: Context): { x: string; y: string } | null {
  const owner = findClass(context, context.pair.owner);
  const told = owner?.constructorParameters.flatMap(({ name, keys }) => [name, ...keys]) ?? [];
  const [x, y] = [/^in_?sx$/i, /^in_?sy$/i].map((side) => told.find((key) => side.test(key)));
  return x !== undefined && y !== undefined ? { x, y } : null;
}

function isVolume(names: string[]): boolean {
  return ['sx', 'sy', 'depth'].every((name) => names.includes(name));
}

/** `new Vol(sx, sy, depth)`: a vector stands along the depth. */
function volumeArguments(names: string[], shape: number[]): Value[] | null {
  const [height, width, depth] = shape.length === 3 ? shape : [1, 1, ...shape];
  if (!isVolume(names) || (shape.length !== 1 && shape.length !== 3)) {
    return null;
  }
  const sizes: Record<string, number | undefined> = { sx: width, sy: height, depth };
  return names.map((name): Value => {
    const size = sizes[name];
    return size === undefined ? { kind: 'undefined' } : { kind: 'json', value: size };
  });
}
