import type { SyntaxNode } from '@lezer/common';
import type { FieldFacts } from '../../model/facts.ts';
import { children, type Source, visit } from './source.ts';
import { targetNodes, valueNodes } from './uses.ts';

/** Fields of a class: those that any method assigns on its first parameter, and those of the class body itself. */
export function fieldsOf(source: Source, body: SyntaxNode): FieldFacts[] {
  const found = new Map<string, FieldFacts>();
  for (const statement of children(body)) {
    if (statement.name === 'AssignStatement') addAssigned(source, statement, null, found);
    const method = statement.name === 'DecoratedStatement' ? statement.lastChild : statement;
    const inner = method?.name === 'FunctionDefinition' ? method.getChild('Body') : null;
    const self = method?.getChild('ParamList')?.getChild('VariableName');
    if (!inner || !self) continue;
    const name = source.of(self);
    visit(inner, (node) => {
      if (node.name === 'AssignStatement') addAssigned(source, node, name, found);
    });
  }
  return [...found.values()];
}

/** @param self name of `self` inside a method; null for the class body, where plain names are fields */
function addAssigned(source: Source, statement: SyntaxNode, self: string | null, found: Map<string, FieldFacts>): void {
  const values = valueNodes(statement);
  const targets = targetNodes(statement);
  targets.forEach((target, i) => {
    const name = fieldName(source, target, self);
    if (name === null || found.has(name)) return;
    const value = values.length === targets.length ? values[i] : values.at(-1);
    const type = statement.getChild('TypeDef');
    const isWhole = targets.length === 1 || values.length === targets.length;
    found.set(name, {
      name,
      type: type ? source.of(type).replace(/^:\s*/, '') : null,
      initialText: value && isWhole ? source.of(value).slice(0, 2000) : null,
      range: source.range(statement),
    });
  });
}

function fieldName(source: Source, target: SyntaxNode, self: string | null): string | null {
  if (self === null) return target.name === 'VariableName' ? source.of(target) : null;
  if (target.name !== 'MemberExpression' || target.lastChild?.name !== 'PropertyName') return null;
  const base = target.firstChild;
  return base?.name === 'VariableName' && source.of(base) === self ? source.of(target.lastChild) : null;
}
