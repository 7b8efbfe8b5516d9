import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/python';
import type { Range } from '../../model/range.ts';

/** A Python text with its syntax tree: hands out texts and ranges of nodes. Parsing never fails; errors are nodes. */
export class Source {
  readonly text: string;
  readonly top: SyntaxNode;
  readonly #lineStarts: number[];

  constructor(text: string) {
    this.text = text;
    this.top = parser.parse(text).topNode;
    this.#lineStarts = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#lineStarts.push(at + 1);
  }

  /** The text of a node as written. */
  of(node: SyntaxNode): string {
    return this.text.slice(node.from, node.to);
  }

  /** Line (from 1) and column (from 1, UTF-16 units) of an offset. */
  position(offset: number): { line: number; column: number } {
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#lineStarts[low] ?? 0) + 1 };
  }

  /** The range from one offset to another; line ends at the end are left out. */
  span(from: number, to: number): Range {
    let end = Math.max(from, to);
    while (end > from && isBlank(this.text.charCodeAt(end - 1))) end--;
    const start = this.position(from);
    const stop = this.position(end);
    return { line: start.line, column: start.column, endLine: stop.line, endColumn: stop.column };
  }

  range(node: SyntaxNode): Range {
    return this.span(node.from, node.to);
  }
}

function isBlank(code: number): boolean {
  return code === 10 || code === 13 || code === 32 || code === 9;
}

export function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) found.push(child);
  return found;
}

/** Children that are neither brackets, commas nor comments: the elements of a list, tuple or argument list. */
export function elements(node: SyntaxNode): SyntaxNode[] {
  return children(node).filter((child) => !punctuation.has(child.name));
}

const punctuation = new Set(['(', ')', '[', ']', '{', '}', ',', ';', 'Comment', '⚠']);

/**
 * Visits a node and everything below it, without recursion. `enter` returns false to leave out what is below.
 * Throws a RangeError where the text is nested so deep (some 10,000 brackets) that the parser's own walk loses its way.
 */
export function visit(root: SyntaxNode, enter: (node: SyntaxNode) => boolean | undefined): void {
  const thrownByEnter: unknown[] = [];
  try {
    root.cursor().iterate(({ node }) => {
      try {
        return enter(node);
      } catch (error) {
        thrownByEnter.push(error);
        throw error;
      }
    });
  } catch (error) {
    if (thrownByEnter.includes(error)) throw error;
    throw new RangeError('nested too deep', { cause: error });
  }
}

/** Strips parentheses around one expression. */
export function bare(node: SyntaxNode): SyntaxNode {
  let inner = node;
  while (inner.name === 'ParenthesizedExpression') {
    const content = elements(inner)[0];
    if (!content) return inner;
    inner = content;
  }
  return inner;
}
