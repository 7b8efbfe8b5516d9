import type ts from 'typescript';
import type { TypeScriptLibrary } from '../loadTypeScript.ts';
import { isAssignment, isChain, isRead, type Pools } from './pools.ts';

/** What may stand in the place of an expression. */
export interface Alternative {
  text: string;
  cost: number;
}

/** Everything small that may be wrong with one node, undone. */
export function alternativesOf(
  ts: TypeScriptLibrary,
  source: ts.SourceFile,
  node: ts.Node,
  pools: Pools,
): Alternative[] {
  const text = (one: ts.Node): string => one.getText(source);
  if (!ts.isExpression(node) || !isPlace(ts, node, pools) || mayRunForever(ts, node)) return [];
  if (isBound(ts, node)) return [...(ts.isBinaryExpression(node) ? ofBinary(node) : []), ...near(text(node))];
  return [...ofNode(), ...(isWhole(ts, node) && isNumeric() ? added(pools, text(node)) : [])];

  function isNumeric(): boolean {
    return (
      isChain(ts, node) ||
      ts.isBinaryExpression(node) ||
      ts.isParenthesizedExpression(node) ||
      ts.isCallExpression(node) ||
      ts.isConditionalExpression(node) ||
      ts.isPrefixUnaryExpression(node)
    );
  }

  function ofNode(): Alternative[] {
    const own = ts.isBinaryExpression(node)
      ? ofBinary(node)
      : ts.isNumericLiteral(node)
        ? ofNumber(Number(node.text))
        : ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken
          ? [{ text: text(node.operand), cost: 1 }]
          : ts.isCallExpression(node)
            ? ofCall(node)
            : ts.isConditionalExpression(node)
              ? [{ text: `${text(node.condition)} ? ${text(node.whenFalse)} : ${text(node.whenTrue)}`, cost: 1 }]
              : [];
    return [
      ...own,
      ...(isRead(ts, node) ? ofName() : []),
      ...(isWhole(ts, node) ? scaled() : []),
      ...(isOfProduct() ? [{ text: `(1 - ${text(node)})`, cost: 1.8 }] : []),
    ];
  }

  /** `a` for `1 − a`. */
  function isOfProduct(): boolean {
    const { parent } = node;
    const isProduct = ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.AsteriskToken;
    return isProduct && isChain(ts, node) && pools.chains.includes(text(node));
  }

  function ofBinary({ left, right, operatorToken }: ts.BinaryExpression): Alternative[] {
    const [a, b] = [text(left), text(right)];
    const kinds = ts.SyntaxKind;
    const others: Partial<Record<ts.SyntaxKind, string[]>> = {
      [kinds.PlusToken]: [`${a} - ${b}`, `-(${a}) + ${b}`, a, b],
      [kinds.MinusToken]: [`${a} + ${b}`, `${b} - (${a})`, a, b],
      [kinds.AsteriskToken]: [a, b, `${a} / ${b}`],
      [kinds.SlashToken]: [a, `${a} * ${b}`],
      [kinds.AsteriskAsteriskToken]: [a],
      [kinds.PlusEqualsToken]: [`${a} -= ${b}`, `${a} = ${b}`],
      [kinds.MinusEqualsToken]: [`${a} += ${b}`, `${a} = -(${b})`],
      [kinds.EqualsToken]: [`${a} += ${b}`, `${a} -= ${b}`],
      [kinds.GreaterThanToken]: [`${a} < ${b}`, `${a} >= ${b}`],
      [kinds.GreaterThanEqualsToken]: [`${a} < ${b}`, `${a} > ${b}`],
      [kinds.LessThanToken]: [`${a} > ${b}`, `${a} <= ${b}`],
      [kinds.LessThanEqualsToken]: [`${a} > ${b}`, `${a} < ${b}`],
      [kinds.EqualsEqualsEqualsToken]: [`${a} !== ${b}`],
      [kinds.ExclamationEqualsEqualsToken]: [`${a} === ${b}`],
    };
    const isOfLoop = ts.isForStatement(node.parent);
    return isOfLoop ? [] : (others[operatorToken.kind] ?? []).map((one) => ({ text: one, cost: 1 }));
  }

  function ofNumber(value: number): Alternative[] {
    const others = [value + 1, value - 1, 2 * value, value / 2, 1 / value].filter(
      (one) => Number.isFinite(one) && one >= 0,
    );
    return [...new Set(others)].map((one) => ({ text: String(one), cost: 1.5 }));
  }

  function ofCall({ expression, arguments: args }: ts.CallExpression): Alternative[] {
    const inner =
      args.length === 1 && /^(?:Math\.)?\w+$/.test(text(expression)) ? [{ text: text(args[0]!), cost: 1.5 }] : [];
    const swapped =
      args.length === 2 ? [{ text: `${text(expression)}(${text(args[1]!)}, ${text(args[0]!)})`, cost: 2 }] : [];
    return [...inner, ...swapped];
  }

  /** Another name, field or index; the number before or behind it. */
  function ofName(): Alternative[] {
    const isIndex = ts.isElementAccessExpression(node.parent) && node.parent.argumentExpression === node;
    const isStart = ts.isVariableDeclaration(node.parent) && ts.isForStatement(node.parent.parent.parent);
    const own = text(node);
    const beside = isIndex || isStart ? near(own) : [];
    if (ts.isIdentifier(node)) {
      const isCounter = pools.counters.includes(own);
      const pool = isIndex || isCounter ? pools.counters : pools.names;
      return [...beside, ...pool.filter((one) => one !== own).map((one) => ({ text: one, cost: 2 })), ...wrapped(own)];
    }
    if (ts.isPropertyAccessExpression(node)) {
      const holder = text(node.expression);
      return [...beside, ...(pools.fields.get(holder) ?? []).map((name) => ({ text: `${holder}.${name}`, cost: 2 }))];
    }
    if (ts.isElementAccessExpression(node) && ts.isElementAccessExpression(node.expression)) {
      const { expression: matrix, argumentExpression: row } = node.expression;
      beside.push({ text: `${text(matrix)}[${text(node.argumentExpression)}][${text(row)}]`, cost: 1 });
    }
    return beside;
  }

  /** `matmul(x, W)` for `matmul(x, transpose(W))`. */
  function wrapped(own: string): Alternative[] {
    const isArgument = ts.isCallExpression(node.parent) && node.parent.expression !== node;
    return isArgument ? pools.functions.map((name) => ({ text: `${name}(${own})`, cost: 1.5 })) : [];
  }

  function scaled(): Alternative[] {
    const own = text(node);
    return [`-(${own})`, `2 * (${own})`, `0.5 * (${own})`].map((one) => ({ text: one, cost: 1.6 }));
  }
}

/** A factor or a divisor that was forgotten: any that stands somewhere in backward. */
function added({ chains, factors }: Pools, own: string): Alternative[] {
  const all = [...new Set([...factors, ...chains])].slice(0, mostFactors);
  return all
    .map((one) => (/^[\w$.[\]]+$|^\([^()]*\)$/.test(one) ? one : `(${one})`))
    .flatMap((one) => [
      { text: `(${own}) * ${one}`, cost: 2.2 },
      { text: `(${own}) / ${one}`, cost: 2.2 },
    ]);
}

const mostFactors = 40;

/** A whole right side: what is assigned, declared, returned by an arrow function or pushed. */
function isWhole(ts: TypeScriptLibrary, node: ts.Node): boolean {
  const { parent } = node;
  return (
    (ts.isBinaryExpression(parent) && parent.right === node && isAssignment(ts, parent.operatorToken.kind)) ||
    (ts.isVariableDeclaration(parent) && parent.initializer === node && !ts.isForStatement(parent.parent.parent)) ||
    (ts.isArrowFunction(parent) && parent.body === node) ||
    ts.isReturnStatement(parent) ||
    (ts.isCallExpression(parent) && parent.arguments.includes(node as ts.Expression) && !ts.isFunctionLike(node))
  );
}

/** Nothing takes the value of the assignment. */
function isStatement(ts: TypeScriptLibrary, { parent }: ts.Node): boolean {
  const outer = ts.isParenthesizedExpression(parent) ? parent.parent : parent;
  return ts.isExpressionStatement(outer) || ts.isArrowFunction(outer);
}

const near = (own: string): Alternative[] => [`${own} + 1`, `${own} - 1`].map((text) => ({ text, cost: 1 }));

/** `n` of `for (let i = 0; i < n; i++)`. */
function isBound(ts: TypeScriptLibrary, node: ts.Node): boolean {
  const { parent } = node;
  return (
    ts.isBinaryExpression(parent) &&
    parent.right === node &&
    ts.isForStatement(parent.parent) &&
    parent.parent.condition === parent
  );
}

/** Where a loop asks whether it goes on, nothing is changed but its bound; in a `while`, nothing at all. */
function mayRunForever(ts: TypeScriptLibrary, node: ts.Node): boolean {
  for (let at = node; !ts.isFunctionLike(at); at = at.parent) {
    const { parent } = at;
    if (ts.isSourceFile(parent)) return false;
    if (ts.isWhileStatement(parent) || ts.isDoStatement(parent)) return true;
    if (!ts.isForStatement(parent)) continue;
    // One without a condition ends by a `break` somewhere in it.
    if (!parent.condition) return true;
    if (at !== parent.statement && at !== parent.initializer) return !isBound(ts, node);
  }
  return false;
}

/** Another expression may stand here. */
function isPlace(ts: TypeScriptLibrary, node: ts.Expression, { counters }: Pools): boolean {
  const { parent } = node;
  if (ts.isBinaryExpression(node) && isAssignment(ts, node.operatorToken.kind))
    return isStatement(ts, node) && !(ts.isIdentifier(node.left) && counters.includes(node.left.text));
  if (ts.isCallExpression(parent) && parent.expression === node) return false;
  if (ts.isBinaryExpression(parent) && parent.left === node && isAssignment(ts, parent.operatorToken.kind))
    return false;
  if (ts.isFunctionLike(node) || ts.isObjectLiteralExpression(node) || ts.isSpreadElement(node)) return false;
  if (ts.isOptionalChain(node)) return false;
  return isRead(ts, node) || !isChain(ts, node);
}
