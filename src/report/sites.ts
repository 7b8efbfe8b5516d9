import type { Pair, Site } from '../model/facts.ts';

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
