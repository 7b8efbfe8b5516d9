import * as l10n from '@vscode/l10n';
import type { ParameterFacts } from '../../model/facts.ts';
import type { Option } from '../known/context.ts';

const draws = /^_?(?:get|next|pick|choose)?_?(?:sample|draw|random|negative)/i;

/** `dataset.sampleTokenIdx()`: an object of which nothing but its draws is asked is stood in for by one that draws whole numbers. */
export function samplerOption({ name, keys, use }: ParameterFacts): Option | null {
  const { methods } = use;
  if (methods.length === 0 || keys.length > 0 || use.indexDepth > 0 || !methods.every((one) => draws.test(one))) {
    return null;
  }
  return {
    label: l10n.t('draws whole numbers below 3'),
    penalty: 0,
    steps: [],
    value: { kind: 'spy', key: name, methods, returns: 'whole-number' },
  };
}
