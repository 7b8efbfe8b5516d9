/** One mistake, planted by a change of text. */
export interface Bug {
  /** Relative to the repository. */
  file: string;
  pair: string;
  /** The gradient that is looked at. */
  leaf: string;
  from: string;
  to: string;
  /** What the mended line must look like; null where nothing is to be offered. */
  mended: RegExp | null;
}

const network = { file: 'examples/networkRepaired.ts', pair: 'backward' };
const python = { file: 'examples/network_repaired.py', pair: 'backward_propagation' };
const cases = (name: string, pair: string) => ({ file: `test/reach/cases/${name}`, pair });
const course = cases('coursera.cjs', 'backwardPropagation');
const decayed = cases('regularised.js', 'backwardPropagationWithRegularization');
const layers = { file: 'examples/layers.js', pair: 'affineBackward' };
const flat = cases('flat.ts', 'matmulBackward');
const convolution = cases('convolution.ts', 'conv2dBackward');
const dense = cases('layerClass.ts', 'Dense.backward');

export const bugs: Bug[] = [
  // a step above several gradients, which is found by undoing it
  {
    ...cases('unreadEntries.ts', 'halvesBackward'),
    leaf: 'We',
    from: '1 - hk * hk',
    to: '1 + hk * hk',
    mended: /1 - hk \* hk/,
  },
  {
    ...cases('unreadEntries.ts', 'halvesBackward'),
    leaf: 'We',
    from: 'const dz = dh * (1 - hk * hk)',
    to: 'const dz = dh / (1 - hk * hk)',
    mended: /dh \* \(1 - hk \* hk\)/,
  },
  // a number too many, or another one
  {
    ...network,
    leaf: 'W2',
    from: 'transpose(A1)), scale(1 / m)',
    to: 'transpose(A1)), scale(2 / m)',
    mended: /scale\(1 \/ m\)/,
  },
  {
    ...network,
    leaf: 'b1',
    from: 'map(sumRows(dZ1), scale(1 / m))',
    to: 'map(sumRows(dZ1), scale(4 / m))',
    mended: /scale\(1 \/ m\)/,
  },
  {
    ...python,
    leaf: 'W2',
    from: 'dW2 = dZ2 @ A1.T / m',
    to: 'dW2 = 2 * dZ2 @ A1.T / m',
    mended: /^dW2 = dZ2 @ A1\.T \/ m$/,
  },
  {
    ...python,
    leaf: 'W2',
    from: 'dW2 = dZ2 @ A1.T / m',
    to: 'dW2 = 2. / m * np.dot(dZ2, A1.T)',
    mended: /^dW2 = 1\. \/ m \* np\.dot\(dZ2, A1\.T\)$/,
  },
  { ...python, leaf: 'W2', from: 'dW2 = dZ2 @ A1.T / m', to: 'dW2 = (dZ2 @ A1.T) * (3 / m)', mended: /\* \(1 \/ m\)/ },
  {
    ...layers,
    leaf: 'w',
    from: 'sum + x[n][d] * row[j], 0)',
    to: 'sum + 2 * x[n][d] * row[j], 0)',
    mended: /sum \+ x\[n\]\[d\] \* row\[j\]/,
  },
  {
    ...flat,
    leaf: 'weight',
    from: 'dweight[o * C + i]! += inp[bt * C + i]! * d;',
    to: 'dweight[o * C + i]! += 2 * inp[bt * C + i]! * d;',
    mended: /\+= inp/,
  },
  // a division that is missing, or one too many
  {
    ...network,
    leaf: 'W1',
    from: 'map(multiply(dZ1, transpose(X)), scale(1 / m))',
    to: 'multiply(dZ1, transpose(X))',
    mended: /map\(multiply\(dZ1, transpose\(X\)\), scale\(1 \/ m\)\)|\/ m/,
  },
  { ...python, leaf: 'W1', from: 'dW1 = dZ1 @ X.T / m', to: 'dW1 = dZ1 @ X.T', mended: /^dW1 = dZ1 @ X\.T \/ m$/ },
  {
    ...python,
    leaf: 'W1',
    from: 'dW1 = dZ1 @ X.T / m',
    to: 'dW1 = dZ1 @ X.T / m / m',
    mended: /^dW1 = dZ1 @ X\.T \/ m$/,
  },
  { ...course, leaf: 'W2', from: 'apply(dot(dZ2, T(A1)), (v) => v / m)', to: 'dot(dZ2, T(A1))', mended: /\/ m/ },
  {
    ...course,
    leaf: 'b1',
    from: 'apply(sumCols(dZ1), (v) => v / m)',
    to: 'apply(sumCols(dZ1), (v) => v)',
    mended: /v \/ m/,
  },
  // a sign
  { ...python, leaf: 'W1', from: 'dW1 = dZ1 @ X.T / m', to: 'dW1 = -dZ1 @ X.T / m', mended: /^dW1 = dZ1 @ X\.T \/ m$/ },
  { ...python, leaf: 'W1', from: 'dZ3 = A3 - Y', to: 'dZ3 = Y - A3', mended: /^dZ3 = A3 - Y$/ },
  { ...flat, leaf: 'bias', from: 'dbias[o]! += d;', to: 'dbias[o]! -= d;', mended: /\+= d/ },
  // weight decay
  { ...decayed, leaf: 'W2', from: '(lambd / m) * W2[i][j]', to: 'lambd * W2[i][j]', mended: /lambd \/ m/ },
  { ...decayed, leaf: 'W2', from: 'v / m + (lambd / m) * W2[i][j]', to: 'v / m', mended: /lambd/ },
  // axes
  { ...python, leaf: 'W2', from: 'dW2 = dZ2 @ A1.T / m', to: 'dW2 = A1 @ dZ2.T / m', mended: /dZ2 @ A1\.T/ },
  { ...course, leaf: 'W2', from: 'dot(dZ2, T(A1))', to: 'dot(A1, T(dZ2))', mended: /dot\(dZ2, T\(A1\)\)|T\(/ },
  // what is left out of a step
  { ...python, leaf: 'W1', from: 'dZ1 = dA1 * (A1 > 0)', to: 'dZ1 = dA1', mended: /^dZ1 = dA1 \* \(A1 > 0\)$/ },
  {
    ...network,
    leaf: 'W1',
    from: 'zip(dA1, A1, (d, a) => (a > 0 ? d : 0))',
    to: 'dA1',
    mended: /zip\(dA1, A1, \(d, a\) => \(a > 0 \? d : 0\)\)/,
  },
  // examples that overwrite each other
  { ...cases('flat.ts', 'linearBackward'), leaf: 'b', from: 'gB[o] = g;', to: 'gB[o] = g;', mended: /gB\[o\] \+= g;/ },
  {
    ...convolution,
    leaf: 'x',
    from: 'dx[i + a]![j + b]! += g * k;',
    to: 'dx[i + a]![j + b]! = g * k;',
    mended: /\+= g \* k;/,
  },
  { ...convolution, leaf: 'bias', from: 'dbias += g;', to: 'dbias = g;', mended: /^dbias \+= g;$/ },
  // entries that a class keeps
  {
    ...dense,
    leaf: 'weights',
    from: 'sum + g[j]! * this.input[n]![i]!, 0)',
    to: 'sum + g[j]! * this.input[n]![i]! * 0.5, 0)',
    mended: /this\.input\[n\]!\[i\]!, 0\)/,
  },
];
