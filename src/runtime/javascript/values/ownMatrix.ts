import { sizeOf } from '../../shapes.ts';
import { isTypedArray } from './arrays.ts';
import { dtypeOf, nestedForm, type Form } from './layout.ts';
import { className, isLength, isNumbers, type Fields } from './fields.ts';

const layerMembers =
  /^(forward|backward|back_?prop\w*|feed_?forward|predict|train|update|activate|step|w|weights?|b|bias(es)?|kernels?|filters?)$/i;
const unitCounts = /in|out|hidden|units|neuron|node|fan|size|layer|channel/i;

/**
 * A matrix class under names of its own: one array, and two lengths whose product is the array's. A layer may look alike
 * (two sizes and a weight), so nothing of it may be called as layers and their parts are.
 */
export function ownMatrix(value: Fields): Form | null {
  const name = className(value);
  const fields = Object.entries(value);
  const arrays = fields.filter(([, field]) => isTypedArray(field) || Array.isArray(field));
  const lengths = fields.filter(([, field]) => isLength(field));
  const [array, ...others] = arrays;
  if (name === '' || !array || others.length > 0 || lengths.length !== 2 || isLayer(value)) return null;
  if (lengths.some(([key]) => unitCounts.test(key))) return null;
  const [first, second] = lengths as [[string, number], [string, number]];
  const shape = /col|width|^[wcx]$/i.test(first[0]) ? [second[1], first[1]] : [first[1], second[1]];
  const storage = { library: name };
  const data = array[1];
  if (isNumbers(data) && data.length === sizeOf(shape))
    return { shape, storage, dtype: dtypeOf(data), layout: { kind: 'flat', data } };
  const nested = Array.isArray(data) ? nestedForm(data) : null;
  return nested !== null && nested.shape.join() === shape.join() ? { ...nested, storage } : null;
}

function isLayer(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as object;
  return [...Object.keys(value), ...Object.getOwnPropertyNames(prototype)].some((key) => layerMembers.test(key));
}
