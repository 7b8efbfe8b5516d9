import type { SyntaxNode } from '@lezer/common';
import type { Json } from '../../model/json.ts';
import type { UseFacts } from '../../model/facts.ts';
import { literalOf, stringOf } from './literals.ts';
import { bare, children, elements, type Source } from './source.ts';
import { unknownUse } from '../unknownUse.ts';

/** What a body does with one name, and the keys it reads from it. */
export interface NameUse {
  use: UseFacts;
  keys: string[];
}

export function emptyUse(): NameUse {
  return { use: unknownUse(), keys: [] };
}

/** Adds what one occurrence of a name says about it. */
export function recordUse(source: Source, name: SyntaxNode, found: NameUse): void {
  const top = outOfSigns(climbMembers(source, name, found));
  recordDifference(source, top, found);
  const parent = top.parent;
  if (!parent) return;
  if (parent.name === 'ArgList') recordArgument(source, top, parent, found);
  else if (parent.name === 'BinaryExpression') recordOperand(source, top, parent, found);
  else if (parent.name === 'MemberExpression') recordIndex(source, top, parent, found);
  else if (parent.name === 'CallExpression' && top === name) found.use.called = true;
  else if (parent.name === 'ForStatement') deepen(found, 1);
  else if (parent.name === 'AssignStatement' || parent.name === 'UpdateStatement') {
    if (top !== name && isTarget(top, parent)) found.use.assigned = true;
    if (top === name) recordUnpacking(source, top, parent, found);
  }
}

/** `-z` and `(z)` count as z. */
function outOfSigns(node: SyntaxNode): SyntaxNode {
  let top = node;
  for (let parent = top.parent; parent && /^(?:Unary|Parenthesized)Expression$/.test(parent.name); parent = top.parent)
    top = parent;
  return top;
}

function deepen(found: NameUse, depth: number): void {
  found.use.indexDepth = Math.max(found.use.indexDepth, depth);
}

function addOnce<T>(list: T[], item: T): void {
  if (list.length < 200 && !list.includes(item)) list.push(item);
}

/** Follows `x[i][j]`, `x.shape[1]`, `x.T`, `x.sum(…)` outwards; returns the outermost node of the chain of plain indices. */
function climbMembers(source: Source, name: SyntaxNode, found: NameUse): SyntaxNode {
  let top = name;
  let depth = 0;
  let brackets = 0;
  for (let parent = top.parent; parent?.name === 'MemberExpression'; parent = top.parent) {
    if (parent.firstChild?.from !== top.from || parent.firstChild.to !== top.to) break;
    const property = parent.lastChild;
    if (property?.name === 'PropertyName') {
      recordProperty(source, parent, source.of(property), found);
      if (source.of(property) !== 'T' || parent.parent?.name !== 'MemberExpression') return parent;
    } else {
      const indices = elements(parent).slice(1);
      recordKeys(source, indices, found);
      // What stands behind several indices, as in `x[rows, y][:, None]`, says nothing of x any more.
      const isOfName = depth === brackets;
      if (isOfName && !indices.some((index) => index.name === 'String')) {
        depth += axesTaken(source, parent);
        brackets++;
      }
      if (depth === 1 && isSlice(parent) && isReshaped(source, parent)) found.use.computed = true;
    }
    top = parent;
  }
  if (top !== name) deepen(found, depth);
  return top;
}

/** Of what one pair of brackets lists, the axes that were there before: `b[:, None]` makes one. */
function axesTaken(source: Source, member: SyntaxNode): number {
  const made = elements(member)
    .slice(1)
    .filter((index) => /^(?:None|np\.newaxis|numpy\.newaxis)$/.test(source.of(index)));
  return indexCount(member) - made.length;
}

function isSlice(member: SyntaxNode): boolean {
  return children(member).some((child) => child.name === ':');
}

/** `theta[:n].reshape(a, b)` and `np.reshape(theta[:n], (a, b))`: one vector holds what several matrices need. */
function isReshaped(source: Source, member: SyntaxNode): boolean {
  const { parent } = member;
  const call = parent?.name === 'ArgList' ? parent.parent?.firstChild : parent;
  return /(?:^|\.)reshape$/.test(call ? source.of(call) : '');
}

/** Number of axes that one pair of brackets takes: `x[:, 1]` is 2. */
export function indexCount(member: SyntaxNode): number {
  return 1 + children(member).filter((child, i, all) => child.name === ',' && all[i + 1]?.name !== ']').length;
}

function recordKeys(source: Source, indices: SyntaxNode[], found: NameUse): void {
  const [only] = indices;
  if (indices.length !== 1 || only?.name !== 'String') return;
  const key = stringOf(source.of(only));
  if (key !== undefined) addOnce(found.keys, key);
}

/** What arrays have and plain numbers have not. */
const ofArrays = /^(?:size|ndim|max|min|argmax|argmin|sum|mean|flatten|ravel|reshape|tolist)$/;

function recordProperty(source: Source, member: SyntaxNode, property: string, found: NameUse): void {
  addOnce(found.use.methods, property);
  if (property === 'dot' && member.parent?.name === 'CallExpression' && member.firstChild)
    found.use.product ??= factor(source, member.firstChild, true);
  if (property === 'T') deepen(found, 2);
  if (ofArrays.test(property)) deepen(found, 1);
  if (property === 'shape') {
    deepen(found, shapeDepth(source, member));
    const names = member.parent?.name === 'AssignStatement' ? targetNames(source, member.parent) : [];
    if (names.length === 4 && names.every((name) => /[a-z]/i.test(name))) found.use.axes ??= names;
  }
  if (property === 'transpose') deepen(found, axesListed(member));
  const call = member.parent;
  const first = call?.name === 'CallExpression' && call.lastChild ? elements(call.lastChild)[0] : undefined;
  if (property === 'get' && first?.name === 'String') recordKeys(source, [first], found);
}

/** `x.transpose(0, 2, 1)` and `x.transpose((0, 2, 1))` name all axes of x. */
function axesListed({ parent }: SyntaxNode): number {
  const given = parent?.name === 'CallExpression' && parent.lastChild ? elements(parent.lastChild) : [];
  const [only] = given;
  return given.length === 1 && only?.name === 'TupleExpression' ? elements(only).length : given.length;
}

/** `N, D = x.shape` says 2, `x.shape[1]` at least 2, `x.shape` alone 1. */
function shapeDepth(source: Source, shape: SyntaxNode): number {
  const parent = shape.parent;
  if (parent?.name === 'MemberExpression') {
    const index = elements(parent)[1];
    const axis = index ? literalOf(source, index) : undefined;
    return typeof axis === 'number' && axis >= 0 && axis < 8 ? axis + 1 : 1;
  }
  if (parent?.name === 'AssignStatement') return Math.max(1, targetNames(source, parent).length);
  return 1;
}

/** Names on the left of the first `=`, from a tuple or a bare list of targets; '' for one that is no plain name. */
export function targetNames(source: Source, assignment: SyntaxNode): string[] {
  return targetNodes(assignment).map((node) => (node.name === 'VariableName' ? source.of(node) : ''));
}

/** The targets of an assignment, a tuple on the left taken apart. `a = b = …` gives both. */
export function targetNodes(assignment: SyntaxNode): SyntaxNode[] {
  const parts = children(assignment);
  const last = parts.findLastIndex((part) => part.name === 'AssignOp' || part.name === 'UpdateOp');
  const left = last < 0 ? parts : parts.slice(0, last);
  const skipped = new Set([',', 'AssignOp', 'TypeDef', '*', '⚠']);
  return left
    .filter((part) => !skipped.has(part.name))
    .flatMap((part) => (/^(Tuple|Array|Parenthesized)Expression$/.test(part.name) ? elements(part) : [part]));
}

/** The expressions on the right of the last `=` (several where the right side is a bare tuple). */
export function valueNodes(assignment: SyntaxNode): SyntaxNode[] {
  const parts = children(assignment);
  const last = parts.findLastIndex((part) => part.name === 'AssignOp' || part.name === 'UpdateOp');
  return last < 0 ? [] : parts.slice(last + 1).filter((part) => part.name !== ',');
}

function isTarget(node: SyntaxNode, assignment: SyntaxNode): boolean {
  return targetNodes(assignment).some((target) => target.from === node.from && target.to === node.to);
}

/** `W1, b1, X = cache` reads the keys W1, b1 and X. */
function recordUnpacking(source: Source, name: SyntaxNode, assignment: SyntaxNode, found: NameUse): void {
  const values = valueNodes(assignment);
  if (values.length !== 1 || values[0]?.from !== name.from || assignment.name !== 'AssignStatement') return;
  const names = targetNames(source, assignment);
  if (names.length < 2) return;
  found.use.unpacked = true;
  for (const key of names) addOnce(found.keys, key);
}

/** The callee of a call as text without indices: `self.layers[0].forward` is 'self.layers.forward'. */
export function calleeText(source: Source, callee: SyntaxNode): string {
  const parts: string[] = [];
  let node: SyntaxNode | null = callee;
  while (node && parts.length < 12) {
    if (node.name === 'VariableName') parts.unshift(source.of(node));
    else if (node.name !== 'MemberExpression' && node.name !== 'CallExpression') break;
    else if (node.name === 'MemberExpression' && node.lastChild?.name === 'PropertyName')
      parts.unshift(source.of(node.lastChild));
    node = node.firstChild;
  }
  return parts.join('.');
}

/** Functions of NumPy that are called on arrays; a plain number would do as well, and hide a wrong axis or scale. */
const takesArrays =
  /^(?:np|numpy|xp|cp|jnp)\.(?:linalg\.\w+|exp|log|tanh|sqrt|sum|mean|std|var|size|shape|dot|matmul|maximum|where|copy|zeros_like|ones_like|empty_like|clip|abs|square|power|multiply|subtract|divide|outer|argmax|max|min|logaddexp|sign|heaviside|squeeze|ravel|array|asarray|sinh|cosh|einsum|tensordot)$/;

function recordArgument(source: Source, argument: SyntaxNode, list: SyntaxNode, found: NameUse): void {
  const call = list.parent;
  if (call?.name !== 'CallExpression' || !call.firstChild) return;
  const callee = calleeText(source, call.firstChild);
  if (takesArrays.test(callee)) deepen(found, 1);
  if (/^(?:\w+\.)?(?:dot|matmul)$/.test(callee)) recordProduct(source, argument, list, found);
  if (found.use.passedTo.length >= 100) return;
  const position = children(list)
    .filter((child) => child.to <= argument.from)
    .filter((child) => child.name === ',').length;
  if (callee === 'range' || callee === 'xrange') found.use.loopBound = true;
  if (callee === 'len' || callee === 'zip' || callee === 'enumerate' || callee === 'sum') deepen(found, 1);
  if (callee !== '') found.use.passedTo.push({ callee, position });
}

function recordOperand(source: Source, operand: SyntaxNode, binary: SyntaxNode, found: NameUse): void {
  const parts = children(binary);
  const operator = parts.find((part) => part.name === 'ArithOp' || part.name === 'CompareOp');
  const other = parts.find((part) => part.from !== operand.from && part !== operator && !/Op$/.test(part.name));
  if (!operator || !other) return;
  const isFirst = parts[0]?.from === operand.from;
  if (
    source.of(operator) === '-' &&
    isParameterLike(operand) &&
    isParameterLike(other) &&
    insideArrayCall(source, binary)
  )
    deepen(found, 1);
  if (/^[-+*/]$/.test(source.of(operator))) found.use.operand = true;
  if (source.of(operator) === '@') deepen(found, 1);
  if (source.of(operator) === '@') found.use.product ??= factor(source, operand, isFirst);
  if (source.of(operator) === '@') found.use.passedTo.push({ callee: '@', position: isFirst ? 0 : 1 });
  if (operator.name !== 'CompareOp') return;
  const literal: Json | undefined = literalOf(source, other);
  if (literal !== undefined && literal !== null) addOnce(found.use.comparedWith, literal);
  else if (!isFirst && bare(binary).parent?.name === 'WhileStatement') found.use.loopBound = true;
}

/** `self.out - y`, also through `y.reshape(…)`; `w = w - dw` steps down a gradient. */
function recordDifference(source: Source, from: SyntaxNode, found: NameUse): void {
  let node = from;
  while (
    node.parent?.name === 'MemberExpression' ||
    (node.parent?.name === 'CallExpression' && node.nextSibling?.name === 'ArgList')
  )
    node = node.parent;
  const difference = node.parent;
  if (difference?.name !== 'BinaryExpression') return;
  const [left, operator, right] = children(difference);
  if (!left || !operator || source.of(operator) !== '-' || right?.from !== node.from || left.name === 'Number') return;
  const statement = difference.parent;
  const isStep =
    statement?.name === 'AssignStatement' && targetNodes(statement).some((one) => source.of(one) === source.of(left));
  if (!isStep) found.use.subtracted = true;
}

/** `np.dot(w.T, X)` and `X.dot(w)`. */
function recordProduct(source: Source, argument: SyntaxNode, list: SyntaxNode, found: NameUse): void {
  const args = elements(list);
  const isFirst = args.length === 2 && args[0]?.from === argument.from;
  found.use.product ??= factor(source, argument, isFirst);
}

function factor(source: Source, node: SyntaxNode, isFirst: boolean): NonNullable<UseFacts['product']> {
  return { side: isFirst ? 'left' : 'right', transposed: /\.T$|\.transpose\(\)$/.test(source.of(node)) };
}

function isParameterLike(node: SyntaxNode): boolean {
  return node.name === 'VariableName';
}

/** `np.mean(np.power(y_true - y_pred, 2))`: a difference of two names that a function of arrays takes. */
function insideArrayCall(source: Source, node: SyntaxNode): boolean {
  const list = outOfSigns(node).parent;
  const callee = list?.name === 'ArgList' ? list.parent?.firstChild : null;
  return callee ? takesArrays.test(calleeText(source, callee)) : false;
}

/** The name stands between someone else's brackets and is no end of a slice. */
function recordIndex(source: Source, top: SyntaxNode, member: SyntaxNode, found: NameUse): void {
  if (member.firstChild?.from === top.from) return;
  // `np.c_[np.ones(m), X]` joins arrays, and picks nothing out of one.
  if (member.firstChild && /^(?:np|numpy)\.[cr]_$/.test(source.of(member.firstChild))) return;
  if (top.prevSibling?.name !== ':' && top.nextSibling?.name !== ':') found.use.usedAsIndex = true;
}
