/** Words of names, in lower case, that tell what a text is about. */
export const networkWords: ReadonlySet<string> = new Set(
  (
    'weight weights bias biases neuron neurons activation activations lr learning epoch epochs loss gradient gradients grad grads softmax ' +
    'sigmoid relu logits dropout batch backprop delta deltas momentum hidden kernel embedding theta cost layer layers perceptron tanh ' +
    'tensor dout dw db dx affine conv mse hypothesis samples prime derivative network upstream propagation'
  ).split(' '),
);

/** Words that only texts about learning use, and words that they share with others, of which two are needed. */
const telling = new Set(
  (
    'neural neuron neurons perceptron perceptrons backprop backpropagation backpropagate backward sigmoid relu softmax logit logits epoch ' +
    'epochs activation activations dropout mlp dnn ann cnn rnn lstm gru crossentropy autograd perceptual hyperparameters regression classifier'
  ).split(' '),
);
const shared = new Set(
  'weight weights bias biases loss losses learning train training trainer layer layers network gradient gradients descent cost theta hypothesis batch predict prediction predictions labels lr optimizer optimiser hidden tanh entropy features'.split(
    ' ',
  ),
);

/** True for a text whose names or comments are about something that learns. */
export function tellsOfLearning(words: Iterable<string>): boolean {
  const found = new Set<string>();
  for (const word of words) {
    if (telling.has(word)) return true;
    if (shared.has(word)) found.add(word.replace(/(?:es|s)$/, ''));
  }
  return found.size >= 3;
}

/** Other trades that have a forward and a backward, with the words that they use. */
const TRADES: Record<string, string> = {
  robots:
    'motor motors speed pin pins gpio wheel wheels robot servo drive pwm throttle steering steer rover car turtle direction velocity heading gear joystick led',
  players:
    'player playback seek track tracks song playlist audio video media tape rewind duration volume frame frames vcr clip skip seconds playhead',
  slides:
    'slide slides carousel swiper gallery page pages pagination tab tabs index wizard step screen card visible autoplay dom element style offset',
  histories:
    'history undo redo stack command commands router route routes navigate navigation url browser state states snapshot snapshots past future revision',
  cursors:
    'cursor caret char character characters token tokens text editor selection word words line lines regex match scanner lexer position string',
  migrations:
    'migration migrations schema table column columns database knex sequelize query sql up down rollback version',
  traffic:
    'port ports proxy socket request response server host http packet packets message messages email mail queue channel url tunnel client address ip tcp',
  markov:
    'hmm viterbi alpha beta emission emissions transition transitions observation observations obs states hidden baum welch xi smoothing trellis likelihood posterior filter',
  schedules:
    'earliest latest slack task tasks predecessor predecessors successor successors schedule duration activity activities critical milestone makespan project es ef ls lf float',
  transforms:
    'fft dft dct ifft real imag re im twiddle complex frequency wavelet inverse spectrum bit reversed butterfly radix lifting haar daubechies',
  solvers:
    'substitution pivot lu triangular solve solver rhs cholesky thomas tridiagonal euler heat diffusion dt timestep stencil grid advection ode integrator boundary',
  search:
    'graph node nodes edge edges visited frontier bfs dfs dijkstra path open closed neighbor neighbors neighbours goal heuristic astar distance',
  lists: 'head tail next prev node list linked iterator pointer',
  animation:
    'ease easing animation animate tween keyframe keyframes timeline time elapsed transition sprite camera scene mesh player position rotation yaw pitch vx vy velocity canvas ctx draw pixel pixels keys',
  filters: 'kalman rts smoother covariance observation innovation predict filter particle particles',
  colours: 'color colour colors rgb hsl hex css stop stops canvas linear radial',
  crypto: 'encrypt decrypt cipher block sbox rounds key encode decode encoder decoder base64',
  reinforcement: 'reward rewards action actions qtable policy episode agent env discount epsilon greedy',
  evolution: 'mutate mutation crossover population fitness genome genomes genes generation species',
  projections: 'lat lon latitude longitude lng mercator projection easting northing ellipsoid meters geo utm crs',
  kinematics: 'joint joints link links effector kinematics dh arm elbow shoulder wrist',
  language: 'sentence lexicon grammar ngram corpus phrase translate translation',
};

/** Words that networks use as well: they tell nothing against. */
const SHARED = new Set(
  'hidden state states position step node nodes key filter next prev frame frames kernel weights block predict index beta alpha im re path table head line real encoder decoder epsilon ctx context canvas char query tokens token style string element'.split(
    ' ',
  ),
);

/** How many trades there are. */
export const tradeCount = Object.keys(TRADES).length;

const byWord = new Map<string, number[]>();
for (const [trade, words] of Object.values(TRADES).entries()) {
  for (const word of words.split(' ')) if (!SHARED.has(word)) byWord.set(word, [...(byWord.get(word) ?? []), trade]);
}
const none: readonly number[] = [];

/** The trades that a word tells of, by number. */
export function tradesOf(word: string): readonly number[] {
  return byWord.get(word) ?? none;
}
