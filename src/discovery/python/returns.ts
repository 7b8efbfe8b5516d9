import type { SyntaxNode } from '@lezer/common';
import type { ReturnFacts } from '../../model/facts.ts';
import { gradientParameter } from '../gradientParameter.ts';
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

/** A name for an element: `dW`, `self.dW` → 'dW', `grads['dW1']` → 'dW1', `hs[-1]` → 'hs'; '' where it has none. */
export function nameOf(source: Source, node: SyntaxNode): string {
  const inner = bare(node);
  if (inner.name === 'VariableName') return source.of(inner);
  if (inner.name === 'BinaryExpression' || inner.name === 'UnaryExpression') return onlyGradient(source, inner);
  if (inner.name !== 'MemberExpression') return '';
  const last = inner.lastChild;
  if (last?.name === 'PropertyName') return source.of(last);
  const index = elements(inner)[1];
  if (index?.name === 'String') return stringOf(source.of(index)) ?? '';
  return inner.firstChild ? nameOf(source, inner.firstChild) : '';
}

/** `dW / m` and `-dW` are called dW: the one gradient among the operands. */
function onlyGradient(source: Source, expression: SyntaxNode): string {
  const names = elements(expression)
    .map((operand) => nameOf(source, operand))
    .filter((name) => name !== '' && gradientParameter(name) !== null);
  return names.length === 1 ? (names[0] ?? '') : '';
}
