import type { SyntaxNode } from '@lezer/common';
import type { Json } from '../../model/json.ts';
import { bare, children, elements, type Source } from './source.ts';

const deepest = 12;

/** The value of a literal expression (numbers, strings, lists, tuples, dicts), undefined for anything else. */
export function literalOf(source: Source, node: SyntaxNode, depth = 0): Json | undefined {
  if (depth > deepest || node.to - node.from > 200_000) return undefined;
  const inner = bare(node);
  switch (inner.name) {
    case 'Number':
      return numberOf(source.of(inner));
    case 'String':
      return stringOf(source.of(inner));
    case 'Boolean':
      return source.of(inner) === 'True';
    case 'None':
      return null;
    case 'UnaryExpression':
      return negated(source, inner, depth);
    case 'TupleExpression':
    case 'ArrayExpression':
      return listOf(source, elements(inner), depth);
    case 'DictionaryExpression':
      return dictOf(source, inner, depth);
    case 'CallExpression':
      return arrayCall(source, inner, depth);
    default:
      return undefined;
  }
}

/** A Python number as written: 1_000, 1e-3, 0x1f; undefined for complex numbers. */
function numberOf(text: string): number | undefined {
  const value = Number(text.replaceAll('_', ''));
  return Number.isNaN(value) ? undefined : value;
}

/** A string literal without its prefix and quotes; undefined for f-strings. Escapes stay as written except \n, \t, \\. */
export function stringOf(text: string): string | undefined {
  const start = text.search(/['"]/);
  if (start < 0 || start > 2 || /f/i.test(text.slice(0, start))) return undefined;
  const quote = text[start] ?? '"';
  const size = text.startsWith(quote.repeat(3), start) && text.length >= start + 6 ? 3 : 1;
  const content = text.slice(start + size, Math.max(start + size, text.length - size));
  if (/r/i.test(text.slice(0, start))) return content;
  return content.replace(/\\([nt\\'"]|\r?\n)/g, (_, escape: string) =>
    escape === 'n' ? '\n' : escape === 't' ? '\t' : /^\r?\n$/.test(escape) ? '' : escape,
  );
}

function negated(source: Source, node: SyntaxNode, depth: number): Json | undefined {
  const [sign, operand] = children(node);
  if (!sign || !operand || operand.name === '⚠') return undefined;
  const value = literalOf(source, operand, depth + 1);
  if (typeof value !== 'number') return undefined;
  return source.of(sign) === '-' ? -value : source.of(sign) === '+' ? value : undefined;
}

function listOf(source: Source, nodes: SyntaxNode[], depth: number): Json | undefined {
  const items: Json[] = [];
  for (const node of nodes) {
    const value = literalOf(source, node, depth + 1);
    if (value === undefined) return undefined;
    items.push(value);
  }
  return items;
}

function dictOf(source: Source, node: SyntaxNode, depth: number): Json | undefined {
  const result: { [key: string]: Json } = {};
  for (const [key, value] of dictEntries(node)) {
    const name = literalOf(source, key, depth + 1);
    const content = literalOf(source, value, depth + 1);
    if (typeof name !== 'string' || content === undefined) return undefined;
    result[name] = content;
  }
  return elements(node).length > 0 && Object.keys(result).length === 0 ? undefined : result;
}

/** Key and value nodes of a dictionary display, in order. */
export function dictEntries(node: SyntaxNode): [SyntaxNode, SyntaxNode][] {
  const entries: [SyntaxNode, SyntaxNode][] = [];
  const parts = elements(node);
  for (let i = 0; i + 2 < parts.length; i++) {
    const [key, colon, value] = parts.slice(i, i + 3);
    if (key && value && colon?.name === ':') entries.push([key, value]);
  }
  return entries;
}

/** `np.array([[1, 2]])` counts as its literal. */
function arrayCall(source: Source, node: SyntaxNode, depth: number): Json | undefined {
  const [callee, list] = children(node);
  if (!callee || !list || !/^(np|numpy)\.(array|asarray|float64|float32)$/.test(source.of(callee))) return undefined;
  const first = elements(list)[0];
  return first ? literalOf(source, first, depth + 1) : undefined;
}
