import type TS from 'typescript';
import type { UseFacts } from '../../model/facts.ts';
import { type Context, isFunctionValue, memberName } from './context.ts';
import { caseWords, literalOf } from './literals.ts';
import { unknownUse } from '../unknownUse.ts';

/** What a body does with one parameter, and the keys it reads from it. */
export interface ParameterUse {
  use: UseFacts;
  keys: string[];
}

/** A name that stands for a parameter or, `depth` indices in, for a part of it. */
interface Alias {
  target: ParameterUse;
  depth: number;
}

const iterators = new Set([
  'map',
  'forEach',
  'reduce',
  'filter',
  'some',
  'every',
  'flatMap',
  'reduceRight',
  'find',
  'findIndex',
]);
const mostItems = 100;

export function emptyUse(): ParameterUse {
  return { use: unknownUse(), keys: [] };
}

/** Follows parameters through a body: their own names, rows taken from them, elements handed to callbacks. */
export class UseReader {
  readonly #context: Context;
  readonly #aliases = new Map<string, Alias>();
  /** Sums that hold a parameter, as `const row = offset + i * n`, by their names. */
  readonly #sums = new Map<string, UseFacts>();
  /** Variables that a product goes into, as `const row = r * columns`. */
  readonly #products = new Set<string>();

  constructor(context: Context, parameters: ReadonlyMap<string, ParameterUse>) {
    this.#context = context;
    for (const [name, target] of parameters) this.#aliases.set(name, { target, depth: 0 });
  }

  /** To be called for every identifier of the body, in the order of the text. */
  visit(node: TS.Identifier): void {
    this.#product(node);
    const alias = this.#aliases.get(node.text);
    const sum = alias?.depth === 0 ? alias.target.use : this.#sums.get(node.text);
    if ((!alias && !sum) || !this.#isReference(node)) return;
    if (sum) this.#offset(node, sum);
    if (alias) this.#record(node, alias);
  }

  /** What the sum that a node is a term of is used for: an index, or another sum. */
  #offset(node: TS.Identifier, use: UseFacts): void {
    const { ts } = this.#context;
    let top: TS.Node = node;
    while (isSum(ts, top.parent) || ts.isParenthesizedExpression(top.parent)) top = top.parent;
    const { parent } = top;
    if (ts.isElementAccessExpression(parent) && parent.argumentExpression === top) {
      if ((top === node && !this.#sums.has(node.text)) || !ts.isIdentifier(parent.expression)) return;
      addOnce((use.offsetInto ??= []), parent.expression.text);
    } else if (top !== node && ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name))
      this.#sums.set(parent.name.text, use);
  }

  #product({ parent, text }: TS.Identifier): void {
    const { ts } = this.#context;
    const isOwn = ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name) && parent.name.text === text;
    if (isOwn && parent.initializer && this.#holdsProduct(parent.initializer)) this.#products.add(text);
  }

  /** `row * n + column`, or a sum with a variable that holds such a product. */
  #holdsProduct(node: TS.Expression): boolean {
    const { ts } = this.#context;
    if (ts.isParenthesizedExpression(node)) return this.#holdsProduct(node.expression);
    if (ts.isIdentifier(node)) return this.#products.has(node.text);
    if (!ts.isBinaryExpression(node)) return false;
    if (node.operatorToken.kind === ts.SyntaxKind.AsteriskToken) return !ts.isNumericLiteral(node.left);
    return isSum(ts, node) && (this.#holdsProduct(node.left) || this.#holdsProduct(node.right));
  }

  #isReference(node: TS.Identifier): boolean {
    const { ts } = this.#context;
    const parent = node.parent;
    if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
    if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
    if (ts.isBindingElement(parent) || ts.isVariableDeclaration(parent) || ts.isParameter(parent))
      return parent.initializer === node;
    return true;
  }

  #record(node: TS.Identifier, alias: Alias): void {
    const { ts } = this.#context;
    const { use, keys } = alias.target;
    let top: TS.Expression = node;
    let depth = alias.depth;
    for (;;) {
      const parent: TS.Node = top.parent;
      if (ts.isElementAccessExpression(parent) && parent.expression === top) {
        const key = ts.isStringLiteralLike(parent.argumentExpression) ? parent.argumentExpression.text : null;
        if (key !== null) {
          addOnce(keys, key);
          return this.#finish(parent, alias, -1);
        }
        if (depth === 0 && this.#holdsProduct(parent.argumentExpression)) use.computed = true;
        depth++;
        top = parent;
      } else if (ts.isPropertyAccessExpression(parent) && parent.expression === top) {
        return this.#property(parent, alias, depth);
      } else if (ts.isNonNullExpression(parent) || ts.isParenthesizedExpression(parent) || ts.isAsExpression(parent))
        top = parent;
      else break;
    }
    use.indexDepth = Math.max(use.indexDepth, depth);
    this.#finish(top, alias, depth);
  }

  #property(access: TS.PropertyAccessExpression, alias: Alias, depth: number): void {
    const { ts } = this.#context;
    const { use, keys } = alias.target;
    const name = access.name.text;
    const call = access.parent;
    if (name === 'length') use.indexDepth = Math.max(use.indexDepth, depth + 1);
    if (ts.isCallExpression(call) && call.expression === access) {
      addOnce(use.methods, name);
      // `out.fill(0)` before anything is read of it: it is there to be filled.
      if (name === 'fill' && depth === 0) use.filled = use.filled !== false;
      use.indexDepth = Math.max(use.indexDepth, iterators.has(name) ? depth + 1 : depth);
      if (iterators.has(name)) this.#callback(call, alias, depth + 1);
      return;
    }
    if (name !== 'length' && depth === 0) addOnce(keys, name);
    this.#finish(access, alias, -1);
  }

  /** The element that `x.map((row, i) => …)` hands over. */
  #callback(call: TS.CallExpression, alias: Alias, depth: number): void {
    const { ts } = this.#context;
    const callback = call.arguments[0];
    if (!callback || !isFunctionValue(ts, callback)) return;
    const isReduce = ts.isPropertyAccessExpression(call.expression) && call.expression.name.text.startsWith('reduce');
    const element = callback.parameters[isReduce ? 1 : 0];
    if (element && ts.isIdentifier(element.name)) this.#alias(element.name.text, alias, depth);
  }

  /** What happens to the whole chain `x[i][j]`; depth −1 where it is not an element. */
  #finish(chain: TS.Expression, alias: Alias, depth: number): void {
    const { ts } = this.#context;
    const top = depth < 0 ? this.#outermost(chain) : chain;
    const { use } = alias.target;
    const parent = top.parent;
    if (depth > 0) this.#touch(parent, top, use);
    if (depth === 0 && this.#isLength(parent, top)) use.loopBound = true;
    if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) {
      if (parent.expression === top) use.called ||= depth === 0 && alias.depth === 0;
      else if (depth === 0) this.#argument(parent, top, use);
      else if (depth === 1) addOnce((use.elementsTo ??= []), this.#context.dotted(parent.expression));
    } else if (ts.isElementAccessExpression(parent) && parent.argumentExpression === top)
      use.usedAsIndex ||= depth >= 0;
    else if (ts.isBinaryExpression(parent)) this.#operand(parent, top, alias, depth);
    else if (ts.isPostfixUnaryExpression(parent) || ts.isPrefixUnaryExpression(parent)) {
      const changes =
        parent.operator === ts.SyntaxKind.PlusPlusToken || parent.operator === ts.SyntaxKind.MinusMinusToken;
      if (changes && !ts.isIdentifier(top)) use.assigned = true;
    } else if (ts.isVariableDeclaration(parent) && parent.initializer === top) this.#declare(parent, alias, depth);
    else if (ts.isForOfStatement(parent) && parent.expression === top && depth >= 0)
      this.#iterate(parent, alias, depth + 1);
    else if (ts.isSwitchStatement(parent) && depth === 0)
      for (const word of caseWords(this.#context, parent)) addOnce(use.comparedWith, word);
  }

  /** `Array.from({ length: states }, …)`, `new Array(states)`. */
  #isLength(parent: TS.Node, top: TS.Expression): boolean {
    const { ts } = this.#context;
    if (ts.isPropertyAssignment(parent)) return parent.initializer === top && parent.name.getText() === 'length';
    const isArray =
      ts.isNewExpression(parent) && ts.isIdentifier(parent.expression) && parent.expression.text === 'Array';
    return isArray && parent.arguments?.length === 1 && parent.arguments[0] === top;
  }

  /** An element is written first and never read: the array is handed over to be filled. */
  #touch(parent: TS.Node, top: TS.Expression, use: UseFacts): void {
    const { ts } = this.#context;
    const operator = ts.isBinaryExpression(parent) && parent.left === top ? parent.operatorToken.kind : undefined;
    const isWritten =
      operator !== undefined &&
      (operator === ts.SyntaxKind.EqualsToken ||
        (use.filled === true && operator > ts.SyntaxKind.FirstAssignment && operator <= ts.SyntaxKind.LastAssignment));
    if (use.filled === undefined) use.overwritten = isWritten && this.#isNew(parent as TS.BinaryExpression, top);
    use.filled = isWritten && use.filled !== false;
  }

  /** `att[row + i] = …`: what comes there has nothing to do with what was there; `x[0] = 1` sets one entry only. */
  #isNew({ right }: TS.BinaryExpression, top: TS.Expression): boolean {
    const { ts } = this.#context;
    const place = this.#context.bare(top);
    if (!ts.isElementAccessExpression(place) || ts.isNumericLiteral(place.argumentExpression)) return false;
    const name = place.expression.getText();
    const mentions = (node: TS.Node): boolean =>
      (ts.isIdentifier(node) && node.text === name) || (ts.forEachChild(node, mentions) ?? false);
    return !mentions(right);
  }

  /** `p.db[i]` around `p.db`, `p.db[i]!` as well. */
  #outermost(chain: TS.Expression): TS.Expression {
    const { ts } = this.#context;
    let top = chain;
    for (;;) {
      const { parent } = top;
      const isPart =
        (ts.isElementAccessExpression(parent) || ts.isPropertyAccessExpression(parent)) && parent.expression === top;
      if (!isPart && !ts.isNonNullExpression(parent) && !ts.isParenthesizedExpression(parent)) return top;
      top = parent;
    }
  }

  #argument(call: TS.CallExpression | TS.NewExpression, top: TS.Expression, use: UseFacts): void {
    const position = call.arguments?.indexOf(top) ?? -1;
    const callee = this.#context.dotted(call.expression);
    if (position < 0 || callee === '' || use.passedTo.length >= mostItems) return;
    if (!use.passedTo.some((known) => known.callee === callee && known.position === position))
      use.passedTo.push({ callee, position });
  }

  #operand(node: TS.BinaryExpression, top: TS.Expression, alias: Alias, depth: number): void {
    const { SyntaxKind } = this.#context.ts;
    const { use } = alias.target;
    const operator = node.operatorToken.kind;
    if (operator >= SyntaxKind.FirstAssignment && operator <= SyntaxKind.LastAssignment) {
      // `sum += x` behind `let sum = bias[o]` gives the name another value, and leaves the array as it is.
      if (node.left === top && !this.#context.ts.isIdentifier(top)) use.assigned = true;
      return;
    }
    const other = node.left === top ? node.right : node.left;
    if (operator >= SyntaxKind.EqualsEqualsToken && operator <= SyntaxKind.ExclamationEqualsEqualsToken && depth >= 0) {
      if (/^(?:i|j|k|c|v|n|idx|index|cls|tok|col|row)$/.test(other.getText())) use.usedAsIndex = true;
      const literal = literalOf(this.#context, other);
      if (literal !== undefined && (depth === 0 || typeof literal === 'number') && use.comparedWith.length < mostItems)
        addOnce(use.comparedWith, literal);
    }
    if (operator === SyntaxKind.MinusToken && node.right === top && !this.#context.ts.isNumericLiteral(node.left))
      use.subtracted ||= !isStep(this.#context.ts, node);
    const isBound = operator === SyntaxKind.LessThanToken || operator === SyntaxKind.LessThanEqualsToken;
    if (isBound && depth === 0 && node.right === top && this.#context.ts.isForStatement(node.parent))
      use.loopBound = true;
    if (operator === SyntaxKind.AsteriskToken && depth === 0) use.loopBound ||= this.#bounds(node);
  }

  /** `row < B * T` of a loop over the rows of all sequences. */
  #bounds(product: TS.BinaryExpression): boolean {
    const { ts } = this.#context;
    const { parent } = product;
    if (!ts.isBinaryExpression(parent)) return false;
    const operator = parent.operatorToken.kind;
    if (operator === ts.SyntaxKind.AsteriskToken) return this.#bounds(parent);
    return operator === ts.SyntaxKind.LessThanToken && parent.right === product && ts.isForStatement(parent.parent);
  }

  #declare(declaration: TS.VariableDeclaration, alias: Alias, depth: number): void {
    const { ts } = this.#context;
    if (ts.isIdentifier(declaration.name)) {
      if (depth >= 0) this.#alias(declaration.name.text, alias, depth);
      else if (!this.#aliases.has(declaration.name.text))
        this.#alias(declaration.name.text, { target: shadow(alias), depth: 1 }, 1);
    } else if (depth === 0) {
      alias.target.use.unpacked ||= ts.isArrayBindingPattern(declaration.name);
      for (const key of bindingKeys(this.#context, declaration.name)) addOnce(alias.target.keys, key);
    }
  }

  #iterate(loop: TS.ForOfStatement, alias: Alias, depth: number): void {
    const { ts } = this.#context;
    alias.target.use.indexDepth = Math.max(alias.target.use.indexDepth, depth);
    if (!ts.isVariableDeclarationList(loop.initializer)) return;
    const name = loop.initializer.declarations[0]?.name;
    if (name && ts.isIdentifier(name)) this.#alias(name.text, alias, depth);
  }

  #alias(name: string, alias: Alias, depth: number): void {
    if (!this.#aliases.has(name)) this.#aliases.set(name, { target: alias.target, depth });
  }
}

function isSum(ts: Context['ts'], node: TS.Node): boolean {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken;
}

/** `w = w - dw` steps down a gradient. */
function isStep(ts: Context['ts'], difference: TS.BinaryExpression): boolean {
  const { parent } = difference;
  return ts.isBinaryExpression(parent) && parent.left.getText() === difference.left.getText();
}

/** A part under a key: only that it is assigned to says something about the parameter. */
function shadow(alias: Alias): ParameterUse {
  const { use } = emptyUse();
  Object.defineProperty(use, 'assigned', {
    get: () => alias.target.use.assigned,
    set: (value: boolean) => {
      alias.target.use.assigned = value;
    },
  });
  return { use, keys: [] };
}

/** Keys of a destructuring: `{ W1, b1: bias }` reads W1 and b1, `[x, w]` x and w. */
export function bindingKeys(context: Context, pattern: TS.BindingPattern): string[] {
  const { ts } = context;
  const keys: string[] = [];
  for (const element of pattern.elements) {
    if (!ts.isBindingElement(element)) continue;
    const key = element.propertyName ? memberName(ts, element.propertyName) : memberName(ts, element.name);
    if (key !== null) keys.push(key);
  }
  return keys;
}

function addOnce<T>(items: T[], item: T): void {
  if (items.length < mostItems && !items.includes(item)) items.push(item);
}
