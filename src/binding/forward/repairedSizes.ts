import type { Option } from '../known/context.ts';
import { repairedForm } from './repairedForm.ts';

/** The arguments in the form that the code itself asks for in what it threw; null where it asks for nothing that is known. */
export function repaired(chosen: Option[], message: string): Option[] | null {
  // NumPy names the pieces that do not fit together, not what was asked for.
  const isOwnWords = !/except for the concatenation axis/.test(message);
  return (isOwnWords ? ofOtherLength(chosen, message) : null) ?? repairedForm(chosen, message);
}

/** "expected input of length 7, got 4": the size that the code itself asks for. */
function ofOtherLength(chosen: Option[], message: string): Option[] | null {
  const match =
    /(?:expect\w*|must (?:be|have|match)|should (?:be|have)|require[sd]?|need\w*)[^\d]{0,60}?(\d{1,3})\b.{0,50}?(?:got|received|but|found|actual\w*|instead|was|has)[^\d]{0,30}?(\d{1,3})\b/i.exec(
      message,
    ) ??
    /()\b(?:input|vector|array|data)\w* (?:length|size|dimension)\w* (?:\(?(\d{1,3})\)?) (?:does(?:n't| not)|!=|!==) \w*[^\d]{0,40}?(\d{1,3})/i.exec(
      message,
    );
  const [wanted, got] = match?.[1] === '' ? [match[3], match[2]] : [match?.[1], match?.[2]];
  if (wanted === undefined || got === undefined || wanted === got) {
    return null;
  }
  const changed = new Set<Option>();
  const options = chosen.map((option): Option => {
    const shape = option.shape;
    const isLast = /channel|col(umn)?s?\b|feature|width/i.test(message);
    const at = (isLast ? shape?.lastIndexOf(Number(got)) : shape?.indexOf(Number(got))) ?? -1;
    if (changed.size > 0 || !shape || at < 0 || option.value.kind !== 'array' || option.steps.length > 0) {
      return option;
    }
    changed.add(option);
    const own = shape.map((length, index) => (index === at ? Number(wanted) : length));
    return {
      ...option,
      shape: own,
      label: option.label.replace(shape.join('×'), own.join('×')),
      value: { ...option.value, shape: own },
    };
  });
  return changed.size > 0 ? options : null;
}
