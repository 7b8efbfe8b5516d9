import type { FunctionFacts, ModuleFacts, Pair, Site } from '../model/facts.ts';
import type { Range } from '../model/range.ts';

interface Named {
  name: string;
  gradientName: string;
}

/**
 * The site where a leaf's gradient is computed: by the gradient's own name, then by the parameter's, then by a site
 * with a computed index (`grads['dW' + l]`), which stands for many layers. Null where no site fits.
 */
export function siteOf(pair: Pair, leaf: Named): Site | null {
  const gradient = simple(leaf.gradientName);
  const parameter = simple(leaf.name);
  const last = simple(lastPart(leaf.name));
  return (
    pair.sites.find((site) => simple(site.gradient) === gradient) ??
    pair.sites.find((site) => simple(lastPart(site.gradient)) === simple(lastPart(leaf.gradientName))) ??
    pair.sites.find((site) => site.parameter !== null && simple(site.parameter) === parameter) ??
    pair.sites.find((site) => site.parameter !== null && simple(site.parameter) === last) ??
    pair.sites.find(
      (site) => site.computed && site.parameter !== null && simple(site.parameter) === withoutNumber(last),
    ) ??
    null
  );
}

/**
 * The site in a layer that a network holds: `layers[0].grads[1]` is computed by the backward of the layer's class. Null where
 * no class of the file, or more than one of those that it may be, computes such a gradient.
 */
export function siteInLayer(facts: ModuleFacts, pair: Pair, leaf: Named): Site | null {
  const [tail, inside] = [withoutHolder(leaf.gradientName), withoutHolder(leaf.name)];
  if (tail === null || inside === null) return null;
  const found = facts.functions
    .filter(({ owner }) => owner !== null && owner !== pair.owner)
    .flatMap((fn) => {
      const site = siteIn(fn, { name: inside, gradientName: tail });
      return site && fn.owner !== null ? [{ owner: fn.owner, site }] : [];
    });
  const classes = new Set(found.map(({ owner }) => owner));
  const held = classes.size > 1 ? heldClass(facts, pair, leaf.name, classes) : null;
  const fitting = held === null ? found : found.filter(({ owner }) => owner === held);
  return new Set(fitting.map(({ owner }) => owner)).size === 1 ? (fitting[0]?.site ?? null) : null;
}

/** What backward returns without a name has the line of its `return`: the last of several. */
export function returnOf(facts: ModuleFacts, pair: Pair, leaf: Named): Range | null {
  if (!/\(\)(?:\[\d+\])?$/u.test(leaf.gradientName)) return null;
  const backward = facts.functions.find(({ qualifiedName }) => qualifiedName === pair.backward);
  return backward?.returns.findLast(({ kind }) => kind !== 'nothing')?.range ?? null;
}

function siteIn({ sites }: FunctionFacts, leaf: Named): Site | null {
  const own = sites.filter(({ gradient }) => !gradient.startsWith('return'));
  return (
    own.find(({ gradient }) => simple(withoutSelf(gradient)) === simple(leaf.gradientName)) ??
    own.find(({ parameter }) => parameter !== null && simple(parameter) === simple(leaf.name)) ??
    null
  );
}

/** `layers[0].params[1]` without the object that holds it: `params[1]`; null where nothing holds it. */
function withoutHolder(name: string): string | null {
  const parts = withoutSelf(name).split(/\.(?![^[]*\])/u);
  return parts.length > 1 ? (parts.at(-1) ?? null) : null;
}

function withoutSelf(name: string): string {
  return name.replace(/^(?:self|this)\./u, '');
}

/** Of several classes the one that the network's own field was set to: `self.layers = [Affine(W1, b1), Relu(), …]`. */
function heldClass(facts: ModuleFacts, pair: Pair, name: string, classes: ReadonlySet<string>): string | null {
  const [, field, index] = /^(\w+)(?:\[(\d+)\])?/u.exec(withoutSelf(name)) ?? [];
  const fields = facts.classes.find((one) => one.name === pair.owner)?.fields;
  const text = fields?.find((one) => one.name === field)?.initialText ?? '';
  const made = [...text.matchAll(/([A-Z]\w*)\s*\(/gu)].map(([, made]) => made ?? '');
  const own = index === undefined ? made[0] : made[Number(index)];
  return own !== undefined && classes.has(own) ? own : null;
}

/** Letters and digits only, lower case: 'grad_W2' and 'gradW2' are one name. */
function simple(name: string): string {
  return name.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();
}

/** 'layers[0].W' → 'W', "grads['dW2']" → 'dW2', 'grads[2]' → 'grads'. */
function lastPart(name: string): string {
  const parts = name.split(/[.[\]'"]/u).filter((part) => part !== '' && !/^\d+$/u.test(part));
  return parts.at(-1) ?? name;
}

function withoutNumber(name: string): string {
  return name.replace(/\d{1,6}$/u, '');
}
