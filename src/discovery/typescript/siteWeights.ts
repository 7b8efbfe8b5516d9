import type TS from 'typescript';
import { placeParts } from '../gradientParameter.ts';
import type { Context } from './context.ts';

const ROOM =
  /zeros|fill\(\s*0|new (?:Float|Array|Map)|Array\.from|create\w*(?:Array|Matrix)|emptyLike|makeArray|initMatrix|like\(|=>\s*\(?0(?:\.0)?\)?\s*[),;\]]/i;

/**
 * How much a right-hand side computes: 2 computes, 1 takes apart what a call returned, 0 only makes room or renames.
 * `zerosOf(this.W)` for the gradient of W makes room, whatever the function is called.
 */
export function weightOf(context: Context, value: TS.Expression, parameter: string | null): number {
  const { ts } = context;
  const node = context.bare(value);
  if (ts.isIdentifier(node) || ts.isLiteralExpression(node) || node.kind === ts.SyntaxKind.NullKeyword) return 0;
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) return 0.3;
  if (ts.isArrayLiteralExpression(node)) return node.elements.length === 0 ? 0 : 1;
  if (ts.isObjectLiteralExpression(node)) return 0.2;
  const text = context.textOf(node, 300);
  if (ROOM.test(text) && !/=>[^,)]*[-+*/]/.test(text)) return 0;
  if (parameter !== null && ts.isCallExpression(node) && node.arguments.length === 1) {
    const argument = node.arguments[0];
    const name = argument ? placeParts(context.textOf(argument, 80)).at(-1) : undefined;
    if (name !== undefined && name.toLowerCase() === parameter.toLowerCase()) return 0.1;
  }
  return 2;
}

/** `W - lr * dW`, `W.sub(…)`, `W.map((w, i) => w - …)`: whether a value is its place's old value after a step. */
export function stepsFrom(place: string, value: string): 'plus' | 'minus' | null {
  if (!value.startsWith(place)) return wraps(place, value);
  const rest = value.slice(place.length);
  if (/^\s*-|^\.(?:sub|subtract|minus)\w*\(/.test(rest)) return 'minus';
  if (/^\s*\+|^\.(?:add|plus)\w*\(/.test(rest)) return 'plus';
  if (/^\.map\(/.test(rest)) return /\s-\s/.test(rest) ? 'minus' : /\s\+\s/.test(rest) ? 'plus' : null;
  return null;
}

/** `subtract(this.W, …)`, `math.add(W, …)`, `updated(this.W, rate, errors)`. */
function wraps(place: string, value: string): 'plus' | 'minus' | null {
  const step = /^[\w.$]{0,40}?(?:update|step|move|adjust|descend|correct)\w{0,20}\(\s*/i.exec(value);
  if (step && value.startsWith(place, step[0].length)) return 'minus';
  const head = /^[\w.$]{0,40}?(sub|subtract|minus|add|plus)\w{0,12}\(\s*/i.exec(value);
  if (!head?.[1] || !value.startsWith(place, head[0].length)) return null;
  return /add|plus/i.test(head[1]) ? 'plus' : 'minus';
}
