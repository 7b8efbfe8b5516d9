import type { Json } from '../../model/json.ts';
import type { Context } from './context.ts';

type Language = Pick<Context, 'facts'>;

const isPython = ({ facts }: Language): boolean => facts.language === 'python';

/** How an object is made, as its language has it: `new Dense(4, 5)` or `Dense(4, 5)`. */
export function spellNew(context: Language, name: string, args: string): string {
  return `${isPython(context) ? '' : 'new '}${name}(${args})`;
}

/** A field of the object itself: `this.dW` or `self.dW`. */
export function spellField(context: Language, path: string): string {
  return `${isPython(context) ? 'self' : 'this'}.${path}`;
}

/** A literal with single quotes; Python writes True, False and None. */
export function spellJson(context: Language, value: Json): string {
  if (!isPython(context)) return JSON.stringify(value).replace(/"/g, "'");
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (Array.isArray(value)) return `[${value.map((item) => spellJson(context, item)).join(', ')}]`;
  if (typeof value === 'object') {
    const entries = Object.entries(value).map(([key, item]) => `'${key}': ${spellJson(context, item)}`);
    return `{${entries.join(', ')}}`;
  }
  return JSON.stringify(value).replace(/"/g, "'");
}
