import type { SyntaxNode } from '@lezer/common';
import type { ReturnFacts } from '../../model/facts.ts';
import { groupName, isConversion, tellingOperand } from '../elementNames.ts';
import { dictEntries, stringOf } from './literals.ts';
import { bare, children, elements, type Source } from './source.ts';

/** What one `return` hands back. */
export function returnOf(source: Source, statement: SyntaxNode): ReturnFacts {
  const values = children(statement).filter((child) => !['return', ',', '*', '⚠', 'Comment'].includes(child.name));
  const range = source.range(statement);
  const [only] = values;
  if (!only) return { range, kind: 'nothing', names: [] };
  if (values.length > 1) return { range, kind: 'tuple', names: values.map((value) => nameOf(source, value)) };
  return { range, ...valueKind(source, bare(only)) };
}

/** The kind and names of a returned expression; also serves lambdas. */
export function valueKind(source: Source, value: SyntaxNode): Pick<ReturnFacts, 'kind' | 'names'> {
  switch (value.name) {
    case 'TupleExpression':
    case 'ArrayExpression':
      return { kind: 'tuple', names: elements(value).map((item) => nameOf(source, item)) };
    case 'DictionaryExpression':
      return { kind: 'object', names: dictKeys(source, value) };
    case 'VariableName':
    case 'MemberExpression':
      return { kind: 'name', names: [nameOf(source, value)] };
    case 'CallExpression':
      return callKind(source, value);
    case 'LambdaExpression':
      return { kind: 'function', names: [] };
    case 'Number':
      return { kind: 'number', names: [] };
    case 'None':
      return { kind: 'nothing', names: [] };
    default:
      return { kind: 'other', names: [] };
  }
}

/** `dict(W1=dW1)` is an object; any other call a call. */
function callKind(source: Source, call: SyntaxNode): Pick<ReturnFacts, 'kind' | 'names'> {
  const callee = call.firstChild;
  if (!callee || source.of(callee) !== 'dict') return { kind: 'call', names: callee ? [source.of(callee)] : [] };
  const list = call.lastChild;
  const parts = list ? children(list) : [];
  const keys = parts.filter((part, i) => part.name === 'VariableName' && parts[i + 1]?.name === 'AssignOp');
  return { kind: 'object', names: keys.map((key) => source.of(key)) };
}

export function dictKeys(source: Source, dict: SyntaxNode): string[] {
  return dictEntries(dict).flatMap(([key]) => {
    const text = key.name === 'String' ? stringOf(source.of(key)) : undefined;
    return text === undefined ? [] : [text];
  });
}

/** A name for an element: `dW`, `self.dW` → 'dW', `grads['dW1']` → 'dW1', `hs[-1]` → 'hs', `dW / m` → 'dW'; '' where it has none. */
export function nameOf(source: Source, node: SyntaxNode): string {
  const inner = bare(node);
  switch (inner.name) {
    case 'VariableName':
      return source.of(inner);
    case 'BinaryExpression':
      if (isMatrixProduct(source, inner)) return '';
      return tellingOperand(elements(inner).map((operand) => nameOf(source, operand)));
    case 'UnaryExpression':
      return tellingOperand(elements(inner).map((operand) => nameOf(source, operand)));
    case 'DictionaryExpression':
      return groupName(dictKeys(source, inner));
    case 'CallExpression':
      return convertedName(source, inner);
    case 'MemberExpression':
      return memberName(source, inner);
    default:
      return '';
  }
}

/** `X.T @ dh` is no dh. */
function isMatrixProduct(source: Source, product: SyntaxNode): boolean {
  return children(product).some((part) => part.name === 'ArithOp' && source.of(part) === '@');
}

function memberName(source: Source, member: SyntaxNode): string {
  const last = member.lastChild;
  if (member.firstChild && /^(?:np|numpy)\.[cr]_$/.test(source.of(member.firstChild)))
    return joinedName(source, elements(member).slice(1));
  // The transpose of a value has no other name.
  if (last?.name === 'PropertyName' && source.of(last) !== 'T') return source.of(last);
  const index = elements(member)[1];
  if (index?.name === 'String') return stringOf(source.of(index)) ?? '';
  return member.firstChild ? nameOf(source, member.firstChild) : '';
}

/** `np.squeeze(cost)` is still the cost. */
function convertedName(source: Source, call: SyntaxNode): string {
  const [callee, list] = [call.firstChild, call.lastChild];
  const given = list ? elements(list)[0] : undefined;
  if (!callee) return '';
  if (given && isConversion(source.of(callee))) return nameOf(source, given);
  const method = callee.name === 'MemberExpression' && callee.lastChild ? source.of(callee.lastChild) : '';
  if (/^(?:ravel|flatten|reshape|copy)$/.test(method) && callee.firstChild && source.of(callee.firstChild) !== 'np')
    return nameOf(source, callee.firstChild);
  const isJoin = /^(?:np|numpy)\.(?:concatenate|hstack|vstack|append)$/.test(source.of(callee));
  return isJoin && list ? joinedName(source, elements(list)) : '';
}

/** `np.concatenate((grad1.ravel(), grad2.ravel()))` and `np.r_[dW.ravel(), db]` are gradients of everything in one. */
function joinedName(source: Source, args: readonly SyntaxNode[]): string {
  const [first] = args;
  const isListed = first && /^(?:Tuple|Array)Expression$/.test(bare(first).name);
  const names = (isListed ? elements(bare(first)) : args).map((item) => nameOf(source, item));
  return names.length > 0 && names.every((name) => /^grad/i.test(name) || groupName([name]) !== '') ? 'grad' : '';
}
