import type { Scene } from './candidate.ts';
import { offsetOf } from './statements.ts';
import { tokensOf } from './tokens.ts';

const sizeNames = /^(?:[mnNMBT]|bs|[bB]atch_?[sS]ize|[nN]um_?\w+|n_\w+|\w*[cC]ount|size)$/;
const decayNames =
  /^(?:lambda?_?|lamb|lam|lmbda|reg|regu?lari[sz]ation|reg_?(?:lambda|strength|param)|l2|l2_?(?:reg|lambda)|weight_?decay|wd|decay)$/i;
const dataNames = /^(?:X|Y|x|y|xs|ys|inputs?|targets?|labels?|data|dout|X_batch|Y_batch)$/;

/** Source text of backward. */
function bodyOf({ text, body }: Scene): string {
  return text.slice(offsetOf(text, body.line, body.column), offsetOf(text, body.endLine, body.endColumn));
}

/** Names of backward and names with fields in front of them (`this.reg`, `options.lambda`), each once, in their order. */
function chains(scene: Scene): string[] {
  const tokens = tokensOf(bodyOf(scene), scene.language);
  const found = new Set<string>();
  tokens.forEach((token, i) => {
    if (token.kind !== 'name' || tokens[i - 1]?.text === '.') return;
    let chain = token.text;
    found.add(chain);
    for (let at = i + 1; tokens[at]?.text === '.' && tokens[at + 1]?.kind === 'name'; at += 2) {
      chain += `.${tokens[at + 1]?.text ?? ''}`;
      found.add(chain);
    }
  });
  return [...found];
}

const last = (chain: string): string => chain.slice(chain.lastIndexOf('.') + 1);

/** Expressions that may be the number of examples: names first, then lengths that backward writes, then lengths of its data. */
export function sizes(scene: Scene): string[] {
  const body = bodyOf(scene);
  const all = chains(scene);
  const named = all.filter((chain) => sizeNames.test(last(chain)));
  const pattern = scene.isPython ? /\b[\w.]+\.shape\[-?\d\]|\blen\([\w.]+\)/g : /\b[\w$.]+(?:\[0\]!?)?\.length\b/g;
  const lengths = body.match(pattern) ?? [];
  const data = all.filter((chain) => dataNames.test(last(chain)));
  const ofData = data.flatMap((one) =>
    scene.isPython ? [`${one}.shape[0]`, `${one}.shape[1]`] : [`${one}.length`, `${one}[0].length`],
  );
  return [...new Set([...named, ...lengths, ...ofData])].slice(0, 8);
}

/** What backward calls the strength of weight decay. */
export function decays(scene: Scene): string[] {
  return chains(scene)
    .filter((chain) => decayNames.test(last(chain)))
    .slice(0, 3);
}

/** How backward may write a parameter: under its name, with what stands in front of it, the commonest first. */
export function writtenParameter({ text, leaf }: Scene): string[] {
  const name = /[\p{L}\p{N}_$]+$/u.exec(leaf.name)?.[0] ?? leaf.name;
  const pattern = new RegExp(`[\\w$.]*(?:\\b${escaped(name)}\\b|\\[(['"])${escaped(name)}\\1\\])`, 'g');
  const found = text.match(pattern) ?? [];
  const count = (one: string): number => found.filter((other) => other === one).length;
  return [...new Set(found)].sort((one, other) => count(other) - count(one)).slice(0, 3);
}

function escaped(name: string): string {
  return name.replace(/[$.*+?^()[\]{}|\\]/g, '\\$&');
}
