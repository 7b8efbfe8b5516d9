import type { LeafPlace } from './leaves.ts';
import { shapeFit, type Match } from './matching.ts';

/**
 * Gradients of a wrong shape that are a mistake of backward, and no reason to try other inputs, such as a single example:
 * those of a bias where another bias has a gradient of its own shape with these very inputs, and those of a vector that
 * was added to every row and whose gradient still has the rows.
 */
export function ownMisfits(matches: readonly Match<LeafPlace>[]): Match<LeafPlace>[] {
  const named = matches.filter(({ by, leaf }) => by === 'name' && leaf.role === 'parameter');
  const fitting = named.filter(({ shapeFits }) => shapeFits);
  const hasWitness = fitting.some(({ leaf }) => isBias(leaf));
  return named.filter(
    ({ leaf, gradient, shapeFits }) =>
      !shapeFits &&
      shapeFit(leaf.shape, gradient.shape) === 0 &&
      ((hasWitness && isBias(leaf)) || (fitting.length > 0 && keepsRows(leaf, gradient))),
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
