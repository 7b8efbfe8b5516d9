import { isGate } from '../names/gates.ts';
import { plain } from '../names/names.ts';
import type { Role } from '../names/roles.ts';
import { connection, type Sizes, type World } from '../known/world.ts';

/** A shape by convention. */
interface Request {
  name: string;
  role: Role;
  /** Number of dimensions, or null for what the world says. */
  rank: number | null;
  world: World;
  sizes: Sizes;
  siblings: string[];
  /** The function has weights: without them features and outputs are the same. */
  hasWeights: boolean;
  isConvolution: boolean;
  /** Windows of two by two and the like: sides that they cover. */
  isPooling?: boolean;
  /** Gates of a recurrent cell that stand side by side in one weight: 4 in an LSTM, 3 in a GRU, else 1. */
  gates?: number;
}

/** The conventional shape of an argument in a world; null where the world has none for that rank. */
export function conventionalShape(request: Request): number[] | null {
  switch (request.role) {
    case 'weight':
      return weightShape(request);
    case 'bias':
      return biasShape(request);
    case 'norm':
      return featureShape(request, request.hasWeights ? request.sizes.output : request.sizes.input);
    case 'label':
    case 'prediction':
    case 'upstream':
      return sampleShape(request, request.hasWeights ? request.sizes.output : request.sizes.input);
    default:
      return dataShape(request);
  }
}

function weightShape({ name, rank, world, sizes, siblings, isConvolution, gates = 1 }: Request): number[] | null {
  if (isGate(name, siblings) && (rank ?? 2) === 2) {
    const joined = [sizes.hidden, sizes.hidden + sizes.input];
    return world.weights === 'in-out' ? joined.reverse() : joined;
  }
  const [from, to] = connection(name, sizes, siblings);
  const isJoined = gates > 1 && siblings.filter((other) => /^(w|u|weights?)/i.test(other)).length === 1;
  const a = (sizes.layers[from] ?? sizes.input) + (isJoined ? sizes.hidden : 0);
  const b = (sizes.layers[to] ?? sizes.output) * gates;
  const wanted = rank ?? (isConvolution ? 4 : world.scalarOutput && to === sizes.layers.length - 1 ? 1 : 2);
  switch (wanted) {
    case 0:
      return [];
    case 1:
      return [a];
    case 2:
      return isConvolution ? [3, 2] : world.weights === 'in-out' ? [a, b] : [b, a];
    case 3:
      return isConvolution ? [b, 3, 2] : [3, ...(world.weights === 'in-out' ? [a, b] : [b, a])];
    case 4:
      return [b, a, 3, 3];
    default:
      return null;
  }
}

function biasShape({ name, rank, world, sizes, siblings, isConvolution, gates = 1 }: Request): number[] | null {
  const [, to] = connection(name, sizes, siblings);
  const units = isConvolution
    ? sizes.output
    : isGate(name, siblings)
      ? sizes.hidden
      : (sizes.layers[to] ?? sizes.output) * gates;
  const isScalar = world.scalarOutput && to === sizes.layers.length - 1;
  const wanted = rank ?? (isScalar ? 0 : world.bias === 'vector' ? 1 : 2);
  switch (wanted) {
    case 0:
      return isScalar || rank === 0 ? [] : null;
    case 1:
      return [units];
    case 2:
      return world.bias === 'column' || (world.bias === 'vector' && world.batch === 'columns')
        ? [units, 1]
        : [1, units];
    default:
      return [...Array.from({ length: wanted - 1 }, () => 1), units];
  }
}

function featureShape({ rank, world }: Request, units: number): number[] | null {
  const wanted = rank ?? (world.bias === 'vector' ? 1 : 2);
  return wanted === 0
    ? []
    : wanted === 1
      ? [units]
      : wanted === 2
        ? world.bias === 'column'
          ? [units, 1]
          : [1, units]
        : null;
}

/** What a recurrent cell hands on to its next step. */
function isState(name: string): boolean {
  const { base } = plain(name);
  return (
    /^[achs]_?0$/i.test(name) ||
    /^(h|c|hidden|s|state|(h|c|a)prev|prev(h|c|a|s|state|hidden|hiddenstate|cell|cellstate)|cellstate|hiddenstate)$/.test(
      base,
    )
  );
}

function dataShape(request: Request): number[] | null {
  const { name, rank, sizes, isConvolution, hasWeights } = request;
  const isOfUnits = hasWeights || /prev|0$/i.test(name);
  if (isOfUnits && isState(name) && request.siblings.some((other) => /^(x|xt|input|inputs)$/i.test(other))) {
    return sampleShape(request, sizes.hidden);
  }
  if (request.isPooling && (rank ?? 4) > 1) {
    return [2, 4, 6, 8].slice(0, rank ?? 4);
  }
  if (isConvolution) {
    const wanted = rank ?? 4;
    const channels = sizes.input;
    return wanted === 4
      ? [3, channels, 5, 7]
      : wanted === 3
        ? [channels, 5, 7]
        : wanted === 2
          ? [5, 7]
          : wanted === 1
            ? [7]
            : null;
  }
  return sampleShape(request, sizes.input);
}

/** One vector of `units` per sample. */
function sampleShape({ role, rank, world, sizes }: Request, units: number): number[] | null {
  const wanted = rank ?? (world.batch === 'none' ? (world.bias === 'vector' ? 1 : 2) : 2);
  switch (wanted) {
    case 0:
      return [];
    case 1:
      if (role === 'label' && world.batch !== 'none') {
        return [sizes.batch];
      }
      return world.batch === 'none' || world.scalarOutput
        ? world.scalarOutput && units === 1
          ? world.batch === 'none'
            ? [1]
            : [sizes.batch]
          : [units]
        : null;
    case 2:
      if (world.batch === 'none') {
        return world.bias === 'row' ? [1, units] : world.bias === 'column' ? [units, 1] : null;
      }
      return world.batch === 'rows' ? [sizes.batch, units] : [units, sizes.batch];
    case 3:
      // Steps come last where samples are columns: (n_x, m, T_x).
      return world.batch === 'columns' ? [units, sizes.batch, 2] : [2, sizes.batch, units];
    case 4:
      return world.batch === 'rows' ? [2, 3, 4, 6] : null;
    default:
      return null;
  }
}
