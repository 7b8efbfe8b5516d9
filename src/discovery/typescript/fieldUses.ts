import type TS from 'typescript';
import type { ParameterFacts } from '../../model/facts.ts';
import type { Context, FunctionNode } from './context.ts';
import { caseWords } from './literals.ts';

/**
 * A constructor often keeps an argument, and a method compares it: `this.activation = activation` here,
 * `switch (this.activation) { case 'relu': …` there. Adds those words to what the argument is compared with; and what
 * loops run up to, to its being a size.
 */
export function addFieldUses(
  context: Context,
  owner: TS.Node,
  maker: FunctionNode,
  parameters: readonly ParameterFacts[],
): void {
  const kept = keptFields(context, maker);
  if (kept.size === 0) return;
  const words = wordsByField(context, owner);
  const bounds = fieldsThatBound(context, owner);
  for (const { name, use } of parameters) {
    const fields = kept.get(name) ?? [];
    use.comparedWith = [...new Set([...use.comparedWith, ...fields.flatMap((field) => words.get(field) ?? [])])];
    use.loopBound ||= fields.some((field) => bounds.has(field)) && !/epoch|iter|round|repeat|steps/i.test(name);
  }
}

/** The fields that hold an argument as it came: `this.mode = mode`, `this.mode = mode || 'valid'`, `private mode: string`. */
function keptFields(context: Context, maker: FunctionNode): Map<string, string[]> {
  const { ts } = context;
  const found = new Map<string, string[]>();
  const keep = (name: string, field: string): void => {
    found.set(name, [...(found.get(name) ?? []), field]);
  };
  for (const parameter of maker.parameters)
    if (ts.isIdentifier(parameter.name) && ts.getModifiers(parameter)?.length)
      keep(parameter.name.text, parameter.name.text);
  const visit = (node: TS.Node): void => {
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
      const field = ownField(ts, node.left);
      let value = context.bare(node.right);
      if (ts.isBinaryExpression(value) && isDefault(ts, value.operatorToken.kind)) value = context.bare(value.left);
      if (field !== null && ts.isIdentifier(value)) keep(value.text, field);
    }
    ts.forEachChild(node, visit);
  };
  if (maker.body) visit(maker.body);
  return found;
}

function isDefault({ SyntaxKind }: typeof TS, operator: TS.SyntaxKind): boolean {
  return operator === SyntaxKind.BarBarToken || operator === SyntaxKind.QuestionQuestionToken;
}

/** Words that each field of `this` is compared with, by `===` or by a switch. */
function wordsByField(context: Context, owner: TS.Node): Map<string, string[]> {
  const { ts } = context;
  const found = new Map<string, string[]>();
  const add = (field: string | null, words: readonly string[]): void => {
    if (field !== null) found.set(field, [...(found.get(field) ?? []), ...words]);
  };
  const visit = (node: TS.Node): void => {
    if (ts.isSwitchStatement(node)) add(ownField(ts, context.bare(node.expression)), caseWords(context, node));
    if (ts.isBinaryExpression(node) && isEquality(ts, node.operatorToken.kind)) {
      if (ts.isStringLiteralLike(node.right)) add(ownField(ts, context.bare(node.left)), [node.right.text]);
    }
    ts.forEachChild(node, visit);
  };
  visit(owner);
  return found;
}

/** Fields of `this` that loops run up to (`i < this.wide`): sizes, unless they count how often something is done. */
function fieldsThatBound(context: Context, owner: TS.Node): Set<string> {
  const { ts } = context;
  const found = new Set<string>();
  const visit = (node: TS.Node): void => {
    const condition = ts.isForStatement(node) ? node.condition : undefined;
    if (condition && ts.isBinaryExpression(condition) && isBelow(ts, condition.operatorToken.kind)) {
      const field = ownField(ts, context.bare(condition.right));
      if (field !== null) found.add(field);
    }
    ts.forEachChild(node, visit);
  };
  visit(owner);
  return found;
}

function isBelow({ SyntaxKind }: typeof TS, operator: TS.SyntaxKind): boolean {
  return operator === SyntaxKind.LessThanToken || operator === SyntaxKind.LessThanEqualsToken;
}

function isEquality({ SyntaxKind }: typeof TS, operator: TS.SyntaxKind): boolean {
  return operator === SyntaxKind.EqualsEqualsToken || operator === SyntaxKind.EqualsEqualsEqualsToken;
}

/** `activation` of `this.activation`. */
function ownField(ts: typeof TS, node: TS.Expression): string | null {
  return ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword
    ? node.name.text
    : null;
}
