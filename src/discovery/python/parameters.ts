import type { SyntaxNode } from '@lezer/common';
import type { ParameterFacts } from '../../model/facts.ts';
import type { BodyFacts } from './body.ts';
import { fixedLength } from '../fixedLength.ts';
import { literalOf } from './literals.ts';
import { children, type Source } from './source.ts';
import { emptyUse } from './uses.ts';

/** A parameter as it stands in the signature. */
export interface SignatureParameter {
  name: string;
  rest: boolean;
  type: string | null;
  defaultNode: SyntaxNode | null;
}

/** Reads a parameter list, of a function or of a lambda. */
export function signatureOf(source: Source, list: SyntaxNode | null): SignatureParameter[] {
  const found: SignatureParameter[] = [];
  let star = false;
  let awaitsDefault = false;
  for (const node of list ? children(list) : []) {
    const last = found.at(-1);
    if (node.name === '*' || node.name === '**') star = true;
    else if (node.name === ',') {
      star = false;
      awaitsDefault = false;
    } else if (node.name === 'AssignOp') awaitsDefault = true;
    else if (node.name === 'TypeDef' && last) last.type = source.of(node).replace(/^:\s*/, '');
    else if (awaitsDefault && last) {
      last.defaultNode = node;
      awaitsDefault = false;
    } else if (node.name === 'VariableName')
      found.push({ name: source.of(node), rest: star, type: null, defaultNode: null });
  }
  return found;
}

/** Joins the signature with what doc comment and body say. */
export function parameterFacts(
  source: Source,
  signature: SignatureParameter[],
  docs: Map<string, string>,
  body: Pick<BodyFacts, 'uses'>,
  text = '',
): ParameterFacts[] {
  return signature.map((parameter, index) => {
    const { use, keys } = body.uses.get(parameter.name) ?? emptyUse();
    const defaultText = parameter.defaultNode ? source.of(parameter.defaultNode).slice(0, 2000) : null;
    return {
      name: parameter.name,
      index,
      optional: parameter.defaultNode !== null || parameter.rest,
      rest: parameter.rest,
      defaultText,
      defaultValue: parameter.defaultNode ? literalOf(source, parameter.defaultNode) : undefined,
      type: parameter.type ?? numberType(docs.get(parameter.name) ?? ''),
      doc: docs.get(parameter.name) ?? null,
      keys,
      destructured: false,
      use: {
        ...use,
        fixedLength: fixedLength(parameter.name, text),
        skipsZeros: skipsZeros(parameter.name, text),
      },
    };
  });
}

/** `for i, gradient in enumerate(d_out): if gradient == 0: continue` */
function skipsZeros(name: string, text: string): boolean {
  const loop = new RegExp(`\\bfor\\s+(?:\\w+\\s*,\\s*)?(\\w+)\\s+in\\s+(?:enumerate\\(\\s*)?${name}\\b`).exec(
    text,
  )?.[1];
  return (
    loop !== undefined && new RegExp(`\\bif\\s+${loop}\\s*==\\s*0[^\\n]*:\\s*(?:#[^\\n]*)?\\s*continue\\b`).test(text)
  );
}

/** A doc comment that speaks of one number: "(float) regularization strength", "keep each unit with probability p". */
function numberType(doc: string): string | null {
  const said = /^\(?(float|int|scalar|number)\b(?!\w* (?:array|vector|matrix|list|ndarray))/i.exec(doc)?.[1];
  if (said) return said.toLowerCase();
  if (/\breal(?:-valued)? (?:number|input|scalar)\b/i.test(doc)) return 'float';
  return /\bprobability\b/i.test(doc) && !/\b(?:array|vector|matrix|shape|size|label)\b/i.test(doc) ? 'float' : null;
}
