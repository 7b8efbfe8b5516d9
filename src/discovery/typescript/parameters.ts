import type TS from 'typescript';
import type { ParameterFacts } from '../../model/facts.ts';
import { cleaned, type ParameterDoc, parameterDocs } from './comments.ts';
import { type Context, type FunctionNode } from './context.ts';
import { fixedLength } from '../fixedLength.ts';
import { literalOf } from './literals.ts';
import { bindingKeys, emptyUse, type ParameterUse } from './uses.ts';

/** The parameters of a function with all that the signature and the doc comment say; `use` is filled in by the body's walk. */
export function readParameters(
  context: Context,
  node: FunctionNode,
  doc: string | null,
): { parameters: ParameterFacts[]; uses: Map<string, ParameterUse> } {
  const { ts } = context;
  const uses = new Map<string, ParameterUse>();
  const nodes = node.parameters.filter(
    (parameter) => !(ts.isIdentifier(parameter.name) && parameter.name.text === 'this'),
  );
  const names = nodes.map((parameter) => (ts.isIdentifier(parameter.name) ? parameter.name.text : ''));
  const docs = doc === null ? new Map<string, ParameterDoc>() : parameterDocs(doc, names);
  const documented = [...docs.keys()];
  const parameters = nodes.map((parameter, index): ParameterFacts => {
    const found = emptyUse();
    found.use.fixedLength = node.body ? fixedLength(names[index] ?? '', context.textOf(node.body, 20_001)) : null;
    const isPlain = ts.isIdentifier(parameter.name);
    // `[x, w, b]` keeps its text: it is handed a list, where `{ x, w, b }` is handed an object.
    const ownName = ts.isArrayBindingPattern(parameter.name) ? context.textOf(parameter.name) : `argument${index + 1}`;
    const name = names[index] || (documented[index] ?? ownName);
    if (isPlain) uses.set(name, found);
    else if (!ts.isIdentifier(parameter.name)) found.keys.push(...bindingKeys(context, parameter.name));
    const about = docs.get(name);
    const value = parameter.initializer;
    return {
      name,
      index,
      optional: parameter.questionToken !== undefined || value !== undefined || (about?.optional ?? false),
      rest: parameter.dotDotDotToken !== undefined,
      defaultText: value ? context.textOf(value) : (about?.defaultText ?? null),
      defaultValue: value ? literalOf(context, value) : undefined,
      type: parameter.type ? context.textOf(parameter.type) : (about?.type ?? null),
      doc: joined(about?.doc ?? null, inlineComment(context, parameter)),
      keys: found.keys,
      destructured: !isPlain,
      use: found.use,
    };
  });
  return { parameters, uses };
}

/** `forward(x /* [N, D] *​/, w)`: a comment right before or after the parameter, on its line. */
function inlineComment(context: Context, node: TS.ParameterDeclaration): string | null {
  const { ts, text } = context;
  const before = ts.getLeadingCommentRanges(text, node.pos) ?? [];
  const comma = text.slice(node.end, node.end + 1) === ',' ? 1 : 0;
  const behind =
    ts.getTrailingCommentRanges(text, node.end) ?? ts.getTrailingCommentRanges(text, node.end + comma) ?? [];
  const isLine = behind[0]?.kind === ts.SyntaxKind.SingleLineCommentTrivia;
  const chosen = comma === 0 && isLine ? behind : [...before, ...behind];
  const words = chosen
    .map((range) => cleaned(text.slice(range.pos, range.end)))
    .join(' ')
    .trim();
  return words === '' ? null : words;
}

function joined(first: string | null, second: string | null): string | null {
  if (first === null || second === null) return first ?? second;
  return `${first} ${second}`;
}
