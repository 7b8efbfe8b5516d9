import type TS from 'typescript';
import type { Range } from '../../model/range.ts';

/** The TypeScript library, handed in by the caller, who decides which one is loaded and when. */
export type TypeScript = typeof TS;

/** One parsed text and what every reader of it needs. */
export class Context {
  readonly ts: TypeScript;
  readonly source: TS.SourceFile;
  readonly text: string;

  constructor(ts: TypeScript, source: TS.SourceFile) {
    this.ts = ts;
    this.source = source;
    this.text = source.text;
  }

  /** Source text of a node, without leading comments; at most `limit` characters. */
  textOf(node: TS.Node, limit = 2000): string {
    const start = this.start(node);
    return this.text.slice(start, Math.min(node.end, start + limit));
  }

  start(node: TS.Node): number {
    return node.getStart(this.source);
  }

  range(node: TS.Node): Range {
    return this.span(this.start(node), node.end);
  }

  span(from: number, to: number): Range {
    const start = this.source.getLineAndCharacterOfPosition(from);
    const end = this.source.getLineAndCharacterOfPosition(Math.max(from, to));
    return { line: start.line + 1, column: start.character + 1, endLine: end.line + 1, endColumn: end.character + 1 };
  }

  /** Looks through parentheses, `as`, `satisfies`, `!` and `<T>x`. */
  bare(node: TS.Expression): TS.Expression {
    const { ts } = this;
    let inner = node;
    while (
      ts.isParenthesizedExpression(inner) ||
      ts.isAsExpression(inner) ||
      ts.isSatisfiesExpression(inner) ||
      ts.isNonNullExpression(inner) ||
      ts.isTypeAssertionExpression(inner)
    )
      inner = inner.expression;
    return inner;
  }

  /** `a.b.c` of nested property accesses, with 'this' where it stands; '' where a part has no name. */
  dotted(node: TS.Expression): string {
    const { ts } = this;
    const parts: string[] = [];
    let inner = this.bare(node);
    for (;;) {
      if (ts.isPropertyAccessExpression(inner)) {
        parts.unshift(inner.name.text);
        inner = this.bare(inner.expression);
      } else if (ts.isElementAccessExpression(inner)) inner = this.bare(inner.expression);
      else if (ts.isCallExpression(inner)) inner = this.bare(inner.expression);
      else break;
    }
    if (ts.isIdentifier(inner)) return [inner.text, ...parts].join('.');
    if (inner.kind === ts.SyntaxKind.ThisKeyword) return ['this', ...parts].join('.');
    if (inner.kind === ts.SyntaxKind.SuperKeyword) return ['super', ...parts].join('.');
    return parts.join('.');
  }
}

/** Every kind of function that has a body. */
export type FunctionNode =
  | TS.FunctionDeclaration
  | TS.FunctionExpression
  | TS.ArrowFunction
  | TS.MethodDeclaration
  | TS.GetAccessorDeclaration
  | TS.ConstructorDeclaration;

export function isFunctionValue(ts: TypeScript, node: TS.Node): node is TS.FunctionExpression | TS.ArrowFunction {
  return ts.isFunctionExpression(node) || ts.isArrowFunction(node);
}

/** The name of a class member or property, where it is written out: `a`, `'a'`, `#a`. */
export function memberName(ts: TypeScript, name: TS.PropertyName | TS.BindingName): string | null {
  if (
    ts.isIdentifier(name) ||
    ts.isStringLiteralLike(name) ||
    ts.isNumericLiteral(name) ||
    ts.isPrivateIdentifier(name)
  )
    return name.text;
  return null;
}
