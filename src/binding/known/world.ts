import { plain, wordsOf } from '../names/names.ts';

/**
 * Assumptions that hold for all arguments of a pair at once: where the samples stand, which way the weights are
 * written. One pair is written in one world, and trial calls find out which.
 */
export interface World {
  /** Samples are rows of X, columns of X, or X is one sample. */
  batch: 'rows' | 'columns' | 'none';
  /** W is [in, out] or [out, in]. */
  weights: 'in-out' | 'out-in';
  bias: 'vector' | 'row' | 'column';
  /** The last layer has one unit whose weight is a vector and whose bias is a number. */
  scalarOutput: boolean;
  penalty: number;
}

const common: Omit<World, 'scalarOutput' | 'penalty'>[] = [
  { batch: 'rows', weights: 'in-out', bias: 'vector' },
  { batch: 'none', weights: 'out-in', bias: 'vector' },
  { batch: 'none', weights: 'in-out', bias: 'vector' },
  { batch: 'columns', weights: 'out-in', bias: 'column' },
  { batch: 'rows', weights: 'out-in', bias: 'vector' },
  { batch: 'rows', weights: 'in-out', bias: 'row' },
  { batch: 'columns', weights: 'out-in', bias: 'vector' },
  { batch: 'rows', weights: 'out-in', bias: 'row' },
  { batch: 'none', weights: 'out-in', bias: 'column' },
  { batch: 'none', weights: 'in-out', bias: 'row' },
  { batch: 'columns', weights: 'in-out', bias: 'column' },
];

/** All worlds, the usual ones first. */
export const worlds: World[] = common.flatMap((world, index) => [
  { ...world, scalarOutput: false, penalty: index * 0.2 },
  { ...world, scalarOutput: true, penalty: 2.6 + index * 0.2 },
]);

/** Sizes with names; all are small and no two alike. */
export class Sizes {
  readonly #known = new Map<string, number>();
  readonly #pool = [4, 5, 6, 7, 8, 9, 10, 11, 12, 13];
  /** Units of each layer, input first. */
  readonly layers: number[];
  readonly batch: number;

  constructor(layerCount: number, options: { scalarOutput?: boolean; layers?: number[]; batch?: number } = {}) {
    const plainSizes = layerCount <= 1 ? [4, 5] : layerCount === 2 ? [4, 5, 2] : [4, 5, 6, 2];
    const sizes =
      options.layers ??
      Array.from({ length: Math.max(1, layerCount) + 1 }, (_, index) => plainSizes[index] ?? 4 + index);
    this.layers = options.scalarOutput ? [...sizes.slice(0, -1), 1] : sizes;
    this.batch = options.batch ?? (this.layers.includes(3) ? 7 : 3);
  }

  withLayers(layers: number[]): Sizes {
    return new Sizes(layers.length - 1, { layers });
  }

  get input(): number {
    return this.layers[0] ?? 4;
  }

  get output(): number {
    return this.layers[this.layers.length - 1] ?? 5;
  }

  get hidden(): number {
    return this.layers[1] ?? 5;
  }

  set(name: string, value: number): void {
    this.#known.set(canonical(name), value);
  }

  /** True where a name's meaning is known by convention, or was set. */
  knows(name: string): boolean {
    const key = canonical(name);
    return this.#known.has(key) || this.#conventional(key) !== undefined;
  }

  /** The size behind a symbol of a doc comment or the name of an argument; the same name always gives the same size. */
  of(symbol: string): number {
    const terms = symbol.split(/\s*\+\s*/);
    if (terms.length > 1) {
      return terms.reduce((sum, term) => sum + (/^\d+$/.test(term) ? Number(term) : this.of(term)), 0);
    }
    // The side of a window in the course's shapes, (f, f, n_C_prev, n_C), where F counts filters.
    if (symbol === 'f') return 2;
    const computed = this.#computed(symbol);
    if (computed !== null) {
      return computed;
    }
    const key = canonical(symbol);
    const known = this.#known.get(key) ?? this.#conventional(key);
    if (known !== undefined) {
      this.#known.set(key, known);
      return known;
    }
    const used = new Set([...this.#known.values(), ...this.layers, this.batch]);
    const next = this.#pool.find((size) => !used.has(size)) ?? 14 + this.#known.size;
    this.#known.set(key, next);
    return next;
  }

  /** '4H' and '4 * H' are four times H; 'n + 1' is one more than n. */
  #computed(symbol: string): number | null {
    const multiple = /^(\d{1,2}) ?\*? ?([a-z]\w*)$/i.exec(symbol.trim());
    if (multiple?.[1] && multiple[2]) {
      return Number(multiple[1]) * this.of(multiple[2]);
    }
    const shifted = /^([a-z]\w*) ?([+-]) ?(\d{1,2})$/i.exec(symbol.trim());
    if (shifted?.[1] && shifted[3]) {
      return Math.max(1, this.of(shifted[1]) + (shifted[2] === '-' ? -1 : 1) * Number(shifted[3]));
    }
    return null;
  }

  #conventional(key: string): number | undefined {
    // In "(m, n)" m counts the samples and n the features; in "(N, D) … (D, M)" M counts the units.
    if (key === 'n' && this.#known.get('m') === this.batch) return this.input;
    if (key === 'm' && this.#known.get('n') === this.batch) return this.output;
    // In "(D, C)" D counts the features and C the classes.
    if (key === 'c' && this.#known.get('d') === this.input) return this.output;
    const layer = /^(?:n|layersize|units?|hiddensize|size|nh|h|l|d|dim|m)(\d)$/.exec(key)?.[1];
    if (layer !== undefined && this.layers[Number(layer)] !== undefined && this.layers.length > 2) {
      return this.layers[Number(layer)];
    }
    const table: [RegExp, number][] = [
      // The sides of a volume, and of a window that slides over it.
      [/^insx$/, 3],
      [/^insy$/, 2],
      [/^outs[xy]$/, 1],
      [/^sx$/, 2],
      [/^sy$/, 3],
      [/^groupsize$/, 2],
      // Heads share the width of a model out evenly.
      [/^(n|num|numberof)?(attention)?heads?$/, 2],
      [/^(hh|kh|fh|hf|kernelheight|filterheight|poolheight|kernelh|filterh|poolh|ph)$/, 2],
      [/^(ww|kw|fw|wf|kernelwidth|filterwidth|kernelw|filterw)$/, 3],
      [/^(poolwidth|poolw|pw)$/, 2],
      [
        /^(n|m|bt|batch|batchsize|samples?|numsamples?|nsamples|examples|numexamples|bs|b|batchcount|numberofexamples|nexamples|rows?|nrows|numrows|sample|example)$/,
        this.batch,
      ],
      [
        /^(inchannels?|nchannels?|channels?|inputchannels?|indepth|dim|dmodel|ndim|embeddim|normalizedshape|numfeatures|d|nx|ninputs?|nin|in|i|input|inputs?size|inputsize|inputdim|inputs?|infeatures?|nfeatures|numfeatures|features?|numinputs?|inputlayer|inputneurons?|inputnodes?|inputcount|inputlength|inputunits?|fanin|din|nbinputs?|inputlayersize|insize|indim|inode|inputn|numberofinputs?|inputneuroncount|prevsize|previoussize|inputshape|cin|numinput|inputnumber|insz|numberofinput|c|cols|ncols|columns|inp|inpsize)$/,
        this.input,
      ],
      [
        /^(h|nh|na|hidden|hiddensize|hiddendim|hiddens|hiddenunits?|hiddenneurons?|hiddennodes?|nhidden|numhidden|hiddenlayer|hiddenlayersize|hs|hiddencount|hid|hiddenlayerneurons|numberofhidden|numhiddenneuron|hnode)$/,
        this.hidden,
      ],
      [
        /^(outchannels?|nc|numfilters?|nfilters|filters?|outputchannels?|filtercount|o|ny|noutputs?|nout|out|output|outputs?size|outputsize|outputdim|outputs?|outfeatures?|numoutputs?|outputlayer|outputneurons?|outputnodes?|outputcount|outputlength|outputunits?|fanout|dout|nboutputs?|k|classes|numclass|numclasses|nclasses|classcount|outputlayersize|outsize|outdim|onode|units?|neurons?|nneurons?|numneurons?|size|neuroncount|outputn|numberofoutputs?|numberofneurons|nodes|oc|cout|nodecount|outputshape|numoutput|numnodes|outputnumber|outsz)$/,
        this.output,
      ],
    ];
    return table.find(([pattern]) => pattern.test(key))?.[1] ?? this.#ofLayerWords(key);
  }

  /** `numHiddenNodes`, `noOfInputUnits`: words for a count around one for the layer. */
  #ofLayerWords(key: string): number | undefined {
    const counts = '(?:size|dim|count|number|num|nb|no|n|total)?(?:of)?';
    const units = '(?:layer|nodes?|neurons?|units?|size|dim|count|length|number|features?|s)*';
    const layer = new RegExp(`^${counts}(input|hidden|output)${units}$`).exec(key)?.[1];
    return layer === undefined ? undefined : { input: this.input, hidden: this.hidden, output: this.output }[layer];
  }
}

function canonical(name: string): string {
  return name.length === 1
    ? name.toLowerCase()
    : wordsOf(name)
        .join('')
        .toLowerCase()
        .replace(/dimensions?/, 'dim');
}

/** The layers that a weight's name connects, as positions in the list of layer sizes. */
export function connection(name: string, sizes: Sizes, siblings: string[]): [number, number] {
  const count = sizes.layers.length - 1;
  const { base, index } = plain(name);
  if (index !== null) {
    const first = Math.min(
      ...siblings
        .map((sibling) => plain(sibling))
        .filter((one) => one.index !== null)
        .map((one) => one.index ?? 1),
      index,
    );
    const layer = Math.min(count, index - first + 1);
    return [layer - 1, layer];
  }
  // U_z stands beside W_z for the state that goes round.
  const isOfState = /^u./.test(base) && siblings.some((other) => plain(other).base === `w${base.slice(1)}`);
  return isOfState ? [1, 1] : (letters(base, count, siblings) ?? [0, count === 1 ? 1 : Math.min(1, count)]);
}

/** 'wxh' connects x with h, 'why' h with y, 'whh' h with itself, 'wh' h with h where there is a 'wx'. */
function letters(base: string, count: number, siblings: string[]): [number, number] | null {
  const output = Math.max(count, 1);
  const level: Record<string, number> = {
    x: 0,
    i: 0,
    in: 0,
    input: 0,
    h: 1,
    a: 1,
    hidden: 1,
    y: output,
    o: output,
    out: output,
    output,
  };
  const tail = base.replace(/^(weight|bias|kernel|w|u|b)/, '').replace(/to/, '');
  const whole = level[tail];
  if (whole !== undefined) {
    const isBias = /^b/.test(base);
    if (isBias) {
      return [Math.max(0, whole - 1), whole];
    }
    const hasInput = siblings.some((name) => /^(w|weight)_?(x|i|in|input)$/i.test(name));
    if (whole === 1) {
      return hasInput ? [1, 1] : [0, 1];
    }
    return whole === 0 ? [0, 1] : [output - 1, output];
  }
  const two = /^(input|hidden|output|in|out|x|h|y|i|o|a)(input|hidden|output|in|out|x|h|y|i|o|a)$/.exec(tail);
  if (!two) {
    return null;
  }
  const a = level[two[1] ?? ''] ?? 0;
  const b = level[two[2] ?? ''] ?? 1;
  return [Math.min(a, b), Math.max(a, b)];
}

/** Number of layers that a list of parameter names speaks of; 1 where none is numbered. */
export function layerCount(names: string[]): number {
  const weights = names
    .map((name) => plain(name))
    .filter(({ base, index }) => index !== null && /^(w|weight|b|bias|theta|kernel|syn|synapse|dw|db)/.test(base));
  const numbers = weights.map(({ index }) => index ?? 1);
  if (numbers.length > 0) {
    return Math.max(...numbers) - Math.min(...numbers) + 1;
  }
  const tails = new Set(
    names
      .map((name) => plain(name).base)
      .filter((base) => /^(w|b|weight|bia?s?)(y|o|ho|hy|ya|out|output|hiddenoutput|hiddentooutput|yh)$/.test(base)),
  );
  return tails.size > 0 ? 2 : 1;
}
