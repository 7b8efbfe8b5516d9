import ts from 'typescript';

/** Attributes of a page that a person sees or hears. */
const spoken = new Set([
  'title',
  'aria-label',
  'placeholder',
  'alt',
  'label',
  'aria-description',
  'aria-roledescription',
]);

/**
 * Texts of a source that a person would read and that do not go through `l10n.t`: text between tags, spoken
 * attributes, and string literals of two words or more. What is thrown as a bug of the
 * product (a RangeError and its like) is not for people.
 * @returns one line each: "12: the text"
 */
export function bareWords(file: string, text: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isOutOfSight(node)) return;
    const words = wordsOf(node);
    if (words !== null) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push(`${String(line + 1)}: ${words.trim()}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isOutOfSight(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return true;
  if (ts.isNewExpression(node)) return /^((Range|Type|Syntax)?Error|RegExp)$/.test(node.expression.getText());
  if (ts.isJsxAttribute(node)) return /^(class|d|transform|points)$/.test(node.name.getText());
  if (!ts.isCallExpression(node)) return false;
  // Logs are for the reader of a bug report; `l10n.t` is where words belong; its values are looked at on their own.
  const name = node.expression.getText();
  if (name === 'l10n.t') return !node.arguments.some((one, at) => at > 0 && !ts.isStringLiteralLike(one));
  return /(?:\blog(?:\.\w+)?|\bquerySelector(?:All)?)$/.test(name.replace(/<.*$/, ''));
}

function wordsOf(node: ts.Node): string | null {
  if (ts.isJsxText(node)) return /\p{L}{2}/u.test(node.text) ? node.text : null;
  if (ts.isTemplateExpression(node)) {
    const fixed = [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join('{}');
    return isSentence(fixed) || (isSpoken(node) && /\p{L}{2}/u.test(fixed)) ? fixed : null;
  }
  if (!ts.isStringLiteralLike(node) || isMessage(node)) return null;
  return isSentence(node.text) || (isSpoken(node) && /\p{L}{2}/u.test(node.text)) ? node.text : null;
}

/** Two words with a space between them, or one beside a value ("{} threw {}"); markup, code, units and versions are none. */
function isSentence(text: string): boolean {
  if (/^(<|new |const |export |Node \{|Python \{|NumPy \{|\{\} ms$)/.test(text)) return false;
  return /\p{L}{2,}[,.:;]? (\{\} )?\p{L}{2,}|\{\},? \p{L}{2,}(?: \{\}|$)|^\p{L}{2,} \{\}/u.test(text);
}

function isSpoken(node: ts.Node): boolean {
  const owner = ts.isJsxExpression(node.parent) ? node.parent.parent : node.parent;
  return ts.isJsxAttribute(owner) && spoken.has(owner.name.getText());
}

/** The message of an `l10n.t` whose values are looked at. */
function isMessage(node: ts.Node): boolean {
  return (
    ts.isCallExpression(node.parent) &&
    node.parent.expression.getText() === 'l10n.t' &&
    node.parent.arguments[0] === node
  );
}
