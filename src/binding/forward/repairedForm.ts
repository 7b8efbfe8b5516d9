import * as l10n from '@vscode/l10n';
import type { Fill } from '../../model/plan.ts';
import { namedParameter, type Option } from '../known/context.ts';
import { sizeOfShape } from '../known/places.ts';
import { unrolledNames } from '../names/roleNames.ts';
import { roleOf } from '../names/roles.ts';

/** What NumPy's own words say about an argument's form: its size, its number of axes, whole numbers for an index. */
export function repairedForm(chosen: Option[], message: string): Option[] | null {
  return (
    reshaped(chosen, message) ??
    withAxes(chosen, message) ??
    withoutBiasColumn(chosen, message) ??
    asClassColumn(chosen, message) ??
    withBiasRow(chosen, message) ??
    asIndices(chosen, message)
  );
}

/** "cannot reshape array of size 24 into shape (2,3,1)": it has to be as long as that, along axes that others have. */
function reshaped(chosen: Option[], message: string): Option[] | null {
  const match = /cannot reshape array of size (\d{1,6}) into shape \(([\d, ]{1,40})\)/.exec(message);
  const wanted = (match?.[2] ?? '')
    .split(',')
    .map(Number)
    .filter((length) => length > 1);
  const at = lastIndexOf(chosen, ({ shape }) => shape !== undefined && sizeOfShape(shape) === Number(match?.[1]));
  const option = chosen[at];
  const longer = wanted.length === 0 ? null : ofAllLayers(chosen, Number(match?.[1]), sizeOfShape(wanted));
  if (!option || wanted.length === 0) {
    return longer;
  }
  if (longer && option.shape?.length === 1) {
    return longer;
  }
  // One number for each sample and step: the axes of another argument but for its last.
  const other = chosen.find((one) => one !== option && startsWith(one.shape ?? [], sizeOfShape(wanted)));
  const prefix = prefixOf(other?.shape ?? [], sizeOfShape(wanted));
  const isOneHot = option.value.kind === 'array' && option.value.fill.kind === 'one-hot';
  const isClass = prefix !== null && (isOneHot || (isTarget(option) && /probabilit/.test(option.label)));
  const classes = other?.shape?.at(-1) ?? 2;
  return replaced(chosen, at, prefix ?? wanted, isClass ? { kind: 'integer', low: 0, high: classes } : null);
}

/** `theta1 = params[:h * (n + 1)].reshape(h, n + 1)`: one vector holds the weights of all layers, and is too short for one of them. */
function ofAllLayers(chosen: Option[], size: number, wanted: number): Option[] | null {
  const at = chosen.findIndex((option) => isArray(option) && option.shape?.length === 1 && isUnrolled(option));
  const length = chosen[at]?.shape?.[0];
  return length === undefined || size >= wanted ? null : replaced(chosen, at, [length + wanted - size], null);
}

function isUnrolled({ value }: Option): boolean {
  return value.kind === 'array' && unrolledNames.test(value.key);
}

/** The first axes that have so many entries together; null where there are none, or they are all axes. */
function prefixOf(shape: readonly number[], size: number): number[] | null {
  const ends = shape.map((_, index) => index + 1).filter((end) => end < shape.length);
  const end = ends.find((one) => sizeOfShape(shape.slice(0, one)) === size);
  return end === undefined ? null : shape.slice(0, end);
}

function startsWith(shape: readonly number[], size: number): boolean {
  return prefixOf(shape, size) !== null;
}

/** "not enough values to unpack (expected 3, got 2)": `N, T, D = x.shape` of something with fewer axes, or more. */
function withAxes(chosen: Option[], message: string): Option[] | null {
  const [, few, expected = '', got] =
    /(not enough|too many) values to unpack \(expected (\d)(?:, got (\d))?\)/.exec(message) ?? [];
  const rank = Number(expected);
  const isShort = few?.startsWith('not') === true;
  const fits = ({ shape }: Option): boolean =>
    shape !== undefined && (isShort ? shape.length === Number(got) : shape.length > rank);
  const at = few === undefined || rank < 1 ? -1 : chosen.findIndex((option) => isArray(option) && fits(option));
  const shape = chosen[at]?.shape;
  if (!shape) {
    return null;
  }
  const longer = [...[2, 3].slice(0, rank - shape.length), ...shape];
  // Of a batch of images with channels the batch, the channels and one side are left, or the two sides.
  const shorter = rank === 3 && shape.length === 4 ? shape.toSpliced(2, 1) : shape.slice(-rank);
  return replaced(chosen, at, isShort ? longer : shorter, null);
}

/** "shapes (3,10) and (9,) not aligned": weights that hold the bias as well meet samples to which a column of ones was added. */
function withoutBiasColumn(chosen: Option[], message: string): Option[] | null {
  const sizes =
    /not aligned: (\d{1,4}) \(dim \d\) != (\d{1,4}) \(dim \d\)/.exec(message) ??
    /\(size (\d{1,4}) is different from (\d{1,4})\)/.exec(message);
  const [a, b] = [Number(sizes?.[1]), Number(sizes?.[2])];
  if (!sizes || Math.abs(a - b) !== 1) {
    return null;
  }
  // Samples as wide as the weights are one too wide.
  const [wide, weights] = [Math.max(a, b), Math.min(a, b)];
  const isNarrow = ({ shape = [] }: Option): boolean => shape.includes(wide - 1) && !shape.includes(wide);
  const at = chosen.findIndex((option) => isArray(option) && isNarrow(option));
  const shape = chosen[at]?.shape;
  const axis = shape?.lastIndexOf(wide - 1) ?? -1;
  return shape ? replaced(chosen, at, shape.with(axis, weights - 1), null) : null;
}

/** "from shape (3,2) into shape (3,1)": `Y[:, [k]] = y == k` reads the classes out of a column, one for each sample. */
function asClassColumn(chosen: Option[], message: string): Option[] | null {
  const [, rows, from, into] = /from shape \((\d+),(\d*)\) into shape \((\d+),1\)/.exec(message) ?? [];
  const at = chosen.findIndex(
    (option) => isTarget(option) && option.shape?.join() === [rows, from].join().replace(/,$/, ''),
  );
  const classes = Number(from);
  return rows === into && classes > 1 && at >= 0
    ? replaced(chosen, at, [Number(rows), 1], { kind: 'integer', low: 0, high: classes })
    : null;
}

/** "could not broadcast input array from shape (3,5) into shape (3,4)": the one weight of a recurrent layer holds the bias as well. */
function withBiasRow(chosen: Option[], message: string): Option[] | null {
  const [, from, into] = /from shape \(([\d, ]+)\) into shape \(([\d, ]+)\)/.exec(message) ?? [];
  const last = (shape = ''): number => Number(shape.split(',').filter(Boolean).at(-1));
  const weights = chosen.filter((option) => isArray(option) && isWeight(option));
  const [weight] = weights;
  const [rows, columns] = weight?.shape ?? [];
  if (last(from) !== last(into) + 1 || weights.length !== 1 || !weight || !rows || !columns) {
    return null;
  }
  return replaced(chosen, chosen.indexOf(weight), [rows + 1, columns], null);
}

function isWeight({ value, shape }: Option): boolean {
  return value.kind === 'array' && shape?.length === 2 && roleOf(namedParameter(value.key), 'forward') === 'weight';
}

/** "arrays used as indices must be of integer type": the only argument holds whole numbers. */
function asIndices(chosen: Option[], message: string): Option[] | null {
  if (!/arrays used as indices must be of integer|only integers, slices/.test(message)) {
    return null;
  }
  // Targets are tried in whole numbers anyway.
  const arrays = chosen.filter((option) => isArray(option) && !isWhole(option));
  const option = arrays.length === 1 && arrays[0] && !isTarget(arrays[0]) ? arrays[0] : undefined;
  const at = option ? chosen.indexOf(option) : -1;
  return option?.shape ? replaced(chosen, at, option.shape, { kind: 'integer', low: 0, high: 2 }) : null;
}

function isArray({ value, steps }: Option): boolean {
  return value.kind === 'array' && steps.length === 0;
}

function isWhole({ value }: Option): boolean {
  return value.kind === 'array' && value.fill.kind === 'integer';
}

function isTarget({ value }: Option): boolean {
  return value.kind === 'array' && roleOf(namedParameter(value.key), 'forward') === 'label';
}

function lastIndexOf(chosen: Option[], fits: (option: Option) => boolean): number {
  return chosen.map((option) => isArray(option) && fits(option)).lastIndexOf(true);
}

/** The same arguments but for one, which gets another shape and, where one is given, another way to be drawn. */
function replaced(chosen: Option[], at: number, shape: number[], fill: Fill | null): Option[] | null {
  const option = chosen[at];
  if (option?.value.kind !== 'array' || (fill === null && option.shape?.join() === shape.join())) {
    return null;
  }
  const words = fill === null ? option.label.replace(/^(?:[\d×]+|a number) /, '') : l10n.t('random integers');
  const label = `${shape.length === 0 ? 'a number' : shape.join('×')} ${words}`;
  const value = { ...option.value, shape, fill: fill ?? fitting(option.value.fill, shape) };
  return chosen.map((one, index) => (index === at ? { ...option, label, shape, value } : one));
}

/** A fill along the last axis stays along the last one. */
function fitting(fill: Fill, shape: number[]): Fill {
  const isAlong = fill.kind === 'one-hot' || fill.kind === 'probability';
  return isAlong && shape.length > 0 ? { ...fill, axis: shape.length - 1 } : fill;
}
