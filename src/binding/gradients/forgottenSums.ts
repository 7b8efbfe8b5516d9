import { multiplies } from '../names/products.ts';
import { formOf } from '../names/rank.ts';
import type { BackwardRun } from '../known/scene.ts';
import type { LeafPlace } from './leaves.ts';
import { shapeFit, type Match } from './matching.ts';

/**
 * Gradients of a wrong shape that are a mistake of backward, and no reason to try other inputs, such as a single example:
 * those of a bias where another bias has a gradient of its own shape with these very inputs, and those of a vector that
 * was added to every row and whose gradient still has the rows.
 */
export function ownMisfits(matches: readonly Match<LeafPlace>[], { run }: BackwardRun): Match<LeafPlace>[] {
  const named = matches.filter(({ by, leaf }) => by === 'name' && leaf.role === 'parameter');
  const fitting = named.filter(({ shapeFits }) => shapeFits);
  const hasWitness = fitting.some(({ leaf }) => isBias(leaf));
  // `w * x[i] + b` is meant for numbers: only beside a product of matrices there are rows.
  const hasRows = run.scene.self !== null || [run.scene.forward?.facts, run.scene.backward?.facts].some(multiplies);
  return named.filter(
    ({ leaf, gradient, shapeFits }) =>
      !shapeFits &&
      shapeFit(leaf.shape, gradient.shape) === 0 &&
      ((hasWitness && isBias(leaf)) || (hasRows && fitting.length > 0 && keepsRows(leaf, gradient))),
  );
}

const isBias = ({ name, shape }: LeafPlace): boolean =>
  /^_?(?:b|bias|beta|intercept)/i.test(name) && shape.filter((length) => length > 1).length <= 1;

/** b has shape (5), its gradient (3, 5). One of shape (1, 5) may be meant for one example at a time. */
function keepsRows({ shape }: LeafPlace, gradient: { shape: number[] }): boolean {
  const [length] = shape;
  const [rows, columns] = gradient.shape;
  return shape.length === 1 && gradient.shape.length === 2 && length! > 1 && columns === length && rows! > 1;
}

/**
 * `queries` was made up as 3×4 beside `keys` of 2×3×4, which NumPy spreads over the first axis, and its gradient has all three: the
 * form was guessed wrong, and that is no mistake of backward. Where the text or the user gives the form, it is one.
 */
export function isOfGuessedForm({ run }: BackwardRun, { leaf, gradient, shapeFits, by }: Match<LeafPlace>): boolean {
  const filled = run.filled.find(({ slot }) => slot.slot === leaf.at.slot);
  const { context } = run.frame;
  const parameter = context.forward?.parameters.find(({ name }) => name === filled?.name);
  const isGuess =
    filled?.option.value.kind === 'array' &&
    parameter !== undefined &&
    !context.given.has(parameter.name) &&
    !/^(?:doc comment|call)$/.test(formOf(parameter, context.all).source);
  return by === 'name' && leaf.role === 'input' && !shapeFits && isGuess && isSpread(leaf.shape, gradient.shape);
}

/** The gradient has the axes of the other, or longer ones where that has 1, and more of them. */
function isSpread(shape: readonly number[], wider: readonly number[]): boolean {
  const same = wider.slice(wider.length - shape.length);
  return wider.length > shape.length && shape.every((length, axis) => length === same[axis] || length === 1);
}
