import * as l10n from '@vscode/l10n';
import type { Json } from '../../model/json.ts';
import type { Fill, Storage } from '../../model/plan.ts';

/** One entry of a tag: a shape to be filled, or a value as it is. */
export type TagEntry =
  | ArrayEntry
  | { kind: 'value'; value: Json }
  /** A name of the module: `cost = computeCost`. */
  | { kind: 'name'; name: string }
  /** A constructor or factory with its arguments: `new Network([4, 5, 2])`, `initialize([4, 5, 2])`. */
  | { kind: 'make'; name: string; isNew: boolean; args: (ArrayEntry | { kind: 'value'; value: Json })[] };

/** `x: [3, 4]`, `y: int[3] < 5`; `float[3, 4]` as an argument of a constructor. */
export interface ArrayEntry {
  kind: 'array';
  dims: (number | string)[];
  fill: Fill | null;
  storage: Storage | null;
}

export class TagError extends Error {}

type Token = { kind: 'name' | 'number' | 'string' | 'mark'; text: string; at: number };

function tokenize(text: string): Token[] {
  const pattern =
    /\s*(?:([A-Za-z_$][\w$.]*)|(-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)|('[^']*'|"[^"]*")|([[\](){},:=<>×]|\.\.))/y;
  const tokens: Token[] = [];
  while (pattern.lastIndex < text.trimEnd().length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (!match) {
      throw new TagError(l10n.t('The @gradcheck tag cannot be read at “{0}”.', text.slice(at).trim().slice(0, 20)));
    }
    const kind =
      match[1] !== undefined ? 'name' : match[2] !== undefined ? 'number' : match[3] !== undefined ? 'string' : 'mark';
    tokens.push({ kind, text: match[0].trim(), at });
  }
  return tokens;
}

/** Walks over the tokens of one tag. */
class Reader {
  readonly #tokens: Token[];
  #position = 0;

  constructor(text: string) {
    this.#tokens = tokenize(text);
  }

  isDone(): boolean {
    return this.#position >= this.#tokens.length;
  }

  peek(offset = 0): Token | undefined {
    return this.#tokens[this.#position + offset];
  }

  is(mark: string): boolean {
    return this.peek()?.kind === 'mark' && this.peek()?.text === mark;
  }

  take(what: string, kind?: Token['kind']): Token {
    const token = this.peek();
    if (!token || (kind && token.kind !== kind)) {
      throw new TagError(
        l10n.t(
          'The @gradcheck tag needs {0}{1}.',
          what,
          token ? l10n.t(' before “{0}”', token.text) : l10n.t(' at its end'),
        ),
      );
    }
    this.#position += 1;
    return token;
  }

  mark(mark: string): boolean {
    const found = this.is(mark);
    this.#position += found ? 1 : 0;
    return found;
  }

  expect(mark: string): void {
    if (!this.mark(mark)) {
      const token = this.peek();
      throw new TagError(
        l10n.t(
          'The @gradcheck tag needs “{0}”{1}.',
          mark,
          token ? l10n.t(' before “{0}”', token.text) : l10n.t(' at its end'),
        ),
      );
    }
  }
}

/**
 * Reads `x: [3, 4], y: int[3] < 5, reg = 0.1, mode = 'train', cost = computeCost, net = new Network([4, 5, 2])`.
 * Throws TagError with a sentence for the user.
 */
export function parseTag(text: string): Map<string, TagEntry> {
  const reader = new Reader(text);
  const entries = new Map<string, TagEntry>();
  while (!reader.isDone()) {
    const name = reader.take(l10n.t('the name of an argument'), 'name').text;
    if (entries.has(name)) {
      throw new TagError(l10n.t('The @gradcheck tag names “{0}” twice.', name));
    }
    if (reader.mark(':')) {
      entries.set(name, readShape(reader, name));
    } else if (reader.mark('=')) {
      entries.set(name, readValue(reader));
    } else {
      throw new TagError(
        l10n.t('After “{0}” the @gradcheck tag needs a shape (“{0}: [3, 4]”) or a value (“{0} = 0.1”).', name),
      );
    }
    if (!reader.isDone()) {
      reader.expect(',');
    }
  }
  return entries;
}

const elementTypes: Record<string, { fill: Fill | null; storage: Storage | null }> = {
  float: { fill: null, storage: null },
  number: { fill: null, storage: null },
  int: { fill: { kind: 'integer', low: 0, high: 2 }, storage: null },
  onehot: { fill: { kind: 'one-hot', axis: -1 }, storage: null },
  prob: { fill: { kind: 'probability', axis: -1 }, storage: null },
  positive: { fill: { kind: 'uniform', low: 0.2, high: 1.8 }, storage: null },
  zeros: { fill: { kind: 'constant', value: 0 }, storage: null },
  float64: { fill: null, storage: 'float64' },
  float32: { fill: null, storage: 'float32' },
  int32: { fill: { kind: 'integer', low: 0, high: 2 }, storage: 'int32' },
};

function readShape(reader: Reader, name: string): ArrayEntry {
  let type = { fill: null as Fill | null, storage: null as Storage | null };
  if (reader.peek()?.kind === 'name') {
    const word = reader.take('a type', 'name').text;
    const known = elementTypes[word];
    if (!known) {
      throw new TagError(
        l10n.t('“{0}” is not a type of the @gradcheck tag; it knows {1}.', word, Object.keys(elementTypes).join(', ')),
      );
    }
    type = { ...known };
  }
  const dims: (number | string)[] = [];
  if (reader.mark('[')) {
    while (!reader.is(']')) {
      const token = reader.take(l10n.t('a size in the shape of “{0}”', name));
      if (token.kind === 'number' && !/^[1-9]\d*$/.test(token.text)) {
        throw new TagError(
          l10n.t('“{0}” is not a size: the shape of “{1}” needs whole numbers above 0.', token.text, name),
        );
      }
      if (token.kind !== 'number' && token.kind !== 'name') {
        throw new TagError(l10n.t('The shape of “{0}” needs numbers between commas, found “{1}”.', name, token.text));
      }
      dims.push(token.kind === 'number' ? Number(token.text) : token.text);
      if (!reader.is(']')) {
        reader.expect(',');
      }
    }
    reader.expect(']');
  }
  return { kind: 'array', dims, storage: type.storage, fill: readRange(reader, name, type.fill) };
}

function readRange(reader: Reader, name: string, fill: Fill | null): Fill | null {
  const isInteger = fill?.kind === 'integer';
  if (reader.mark('<')) {
    const high = Number(reader.take(l10n.t('a number after “<” for “{0}”', name), 'number').text);
    return isInteger ? { kind: 'integer', low: 0, high } : { kind: 'uniform', low: high - 1, high };
  }
  if (reader.mark('>')) {
    const low = Number(reader.take(l10n.t('a number after “>” for “{0}”', name), 'number').text);
    return isInteger ? { kind: 'integer', low: low + 1, high: low + 5 } : { kind: 'uniform', low, high: low + 1 };
  }
  return fill;
}

/** Literals as JavaScript and as Python write them. */
const words: Record<string, Json> = { true: true, false: false, null: null, True: true, False: false, None: null };

function readValue(reader: Reader): TagEntry {
  const token = reader.peek();
  if (token?.kind === 'name' && !(token.text in words)) {
    reader.take('a name', 'name');
    const isNew = token.text === 'new';
    const name = isNew ? reader.take(l10n.t('the name of a class'), 'name').text : token.text;
    if (!reader.mark('(')) {
      return isNew ? { kind: 'make', name, isNew, args: [] } : { kind: 'name', name };
    }
    const args: (TagEntry & { kind: 'make' })['args'] = [];
    while (!reader.is(')')) {
      const isShape = reader.peek()?.kind === 'name' && (reader.peek()?.text ?? '') in elementTypes;
      args.push(isShape ? readShape(reader, `${name}(…)`) : { kind: 'value', value: readJson(reader) });
      if (!reader.is(')')) {
        reader.expect(',');
      }
    }
    reader.expect(')');
    return { kind: 'make', name, isNew, args };
  }
  return { kind: 'value', value: readJson(reader) };
}

function readJson(reader: Reader): Json {
  if (reader.mark('[')) {
    const items: Json[] = [];
    while (!reader.is(']')) {
      items.push(readJson(reader));
      if (!reader.is(']')) {
        reader.expect(',');
      }
    }
    reader.expect(']');
    return items;
  }
  if (reader.mark('{')) {
    const object: { [key: string]: Json } = {};
    while (!reader.is('}')) {
      const key = reader.take('a key').text.replace(/^['"]|['"]$/g, '');
      reader.expect(':');
      object[key] = readJson(reader);
      if (!reader.is('}')) {
        reader.expect(',');
      }
    }
    reader.expect('}');
    return object;
  }
  const token = reader.take('a value');
  if (token.kind === 'number') {
    return Number(token.text);
  }
  if (token.kind === 'string') {
    return token.text.slice(1, -1);
  }
  if (token.kind === 'name' && token.text in words) {
    return words[token.text] as Json;
  }
  throw new TagError(
    l10n.t(
      "“{0}” is not a value of the @gradcheck tag: use a number, 'text', true, false or [a list]; as an argument also a shape, such as float[3, 4].",
      token.text,
    ),
  );
}
