import * as l10n from '@vscode/l10n';
import { activationWords } from '../activationWords.ts';
import { sigmoid } from './sigmoid.ts';

/** An activation with its derivative. */
export interface Activation {
  /** What it is called in data; `activationWords` says it to a person. */
  name: string;
  of: (z: number) => number;
  slope: (z: number) => number;
}

const relu: Activation = { name: 'ReLU', of: (z) => Math.max(z, 0), slope: (z) => (z > 0 ? 1 : 0) };
const leaky = (rate: number): Activation => ({
  name: `leaky-ReLU-${rate}`,
  of: (z) => (z > 0 ? z : rate * z),
  slope: (z) => (z > 0 ? 1 : rate),
});
const gauss = (z: number) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
/** Φ(z) through the tanh approximation's exact partner would differ; erf by Abramowitz & Stegun 7.1.26 is too coarse, so Simpson's rule. */
function normalShare(z: number): number {
  const n = 64;
  let sum = 0;
  for (let k = 0; k <= n; k++) sum += (k === 0 || k === n ? 1 : k % 2 === 1 ? 4 : 2) * gauss((z * k) / n);
  return 0.5 + (z * sum) / (3 * n);
}
const root = Math.sqrt(2 / Math.PI);
const geluInner = (z: number) => Math.tanh(root * (z + 0.044715 * z ** 3));

export const activations: Activation[] = [
  { name: 'sigmoid', of: sigmoid, slope: (z) => sigmoid(z) * (1 - sigmoid(z)) },
  { name: 'tanh', of: Math.tanh, slope: (z) => 1 - Math.tanh(z) ** 2 },
  relu,
  { name: 'identity', of: (z) => z, slope: () => 1 },
  leaky(0.01),
  leaky(0.1),
  leaky(0.2),
  leaky(0.02),
  leaky(0.05),
  { name: 'ELU', of: (z) => (z > 0 ? z : Math.expm1(z)), slope: (z) => (z > 0 ? 1 : Math.exp(z)) },
  { name: 'softplus', of: (z) => Math.log1p(Math.exp(z)), slope: sigmoid },
  { name: 'SiLU', of: (z) => z * sigmoid(z), slope: (z) => sigmoid(z) * (1 + z * (1 - sigmoid(z))) },
  { name: 'GELU', of: (z) => z * normalShare(z), slope: (z) => normalShare(z) + z * gauss(z) },
  {
    name: 'GELU-tanh',
    of: (z) => 0.5 * z * (1 + geluInner(z)),
    slope: (z) => 0.5 * (1 + geluInner(z)) + 0.5 * z * (1 - geluInner(z) ** 2) * root * (1 + 3 * 0.044715 * z * z),
  },
  { name: 'sine', of: Math.sin, slope: Math.cos },
  { name: 'square', of: (z) => z * z, slope: (z) => 2 * z },
  { name: 'softsign', of: (z) => z / (1 + Math.abs(z)), slope: (z) => 1 / (1 + Math.abs(z)) ** 2 },
  { name: 'exp', of: Math.exp, slope: Math.exp },
];

/** A way in which the derivative of an activation goes wrong: backward multiplies by `used` instead of φ′(z). */
interface Slip {
  /** What backward does, with the activation in its place. */
  words: (activation: string) => string;
  /** It says what happened to a derivative, which any function has; the others are about the value of an activation. */
  isOfDerivative?: boolean;
  /** It is the slope of a leaky ReLU with this leak. */
  rate?: number;
  used: (z: number, a: number, activation: Activation) => number;
}

const slips: Slip[] = [
  { isOfDerivative: true, words: (f) => missingWords(f), used: () => 1 },
  {
    words: (f) => l10n.t('takes the derivative at a = φ(z) instead of at z for {0}', f),
    used: (_, a, { slope }) => slope(a),
  },
  {
    isOfDerivative: true,
    words: (f) => l10n.t('puts z where a = φ(z) belongs in the derivative of {0}', f),
    used: (z, _, { name }) => (name === 'tanh' ? 1 - z * z : z * (1 - z)),
  },
  { words: (f) => l10n.t('multiplies by a = φ(z) instead of the derivative of {0}', f), used: (_, a) => a },
  { words: (f) => l10n.t('multiplies by 1 − a instead of the derivative of {0}', f), used: (_, a) => 1 - a },
  { words: (f) => l10n.t('multiplies by z instead of the derivative of {0}', f), used: (z) => z },
  {
    isOfDerivative: true,
    words: (f) => l10n.t('multiplies twice by the derivative of {0}', f),
    used: (z, _, { slope }) => slope(z) ** 2,
  },
  { words: (f) => l10n.t('multiplies by a² instead of the derivative of {0}', f), used: (_, a) => a * a },
  {
    words: (f) => l10n.t('multiplies by 1 + a² (the sign is wrong) instead of the derivative of {0}', f),
    used: (_, a) => 1 + a * a,
  },
  {
    isOfDerivative: true,
    words: (f) => l10n.t('uses a·(1 − a), the derivative of sigmoid, for {0}', f),
    used: (_, a) => a * (1 - a),
  },
  { words: (f) => l10n.t('uses a·(1 + a) for {0}', f), used: (_, a) => a * (1 + a) },
  {
    isOfDerivative: true,
    words: (f) => l10n.t('uses 1 − a², the derivative of tanh, for {0}', f),
    used: (_, a) => 1 - a * a,
  },
  {
    isOfDerivative: true,
    words: (f) => l10n.t('uses the derivative of sigmoid for {0}', f),
    used: (z) => sigmoid(z) * (1 - sigmoid(z)),
  },
  {
    isOfDerivative: true,
    words: (f) => l10n.t('uses the derivative of tanh for {0}', f),
    used: (z) => 1 - Math.tanh(z) ** 2,
  },
  { isOfDerivative: true, words: (f) => l10n.t('uses the derivative of ReLU for {0}', f), used: relu.slope },
  { words: (f) => l10n.t('uses the sigmoid instead of the derivative of {0}', f), used: sigmoid },
  { words: (f) => l10n.t('uses 1 − |a| for {0}', f), used: (_, a) => 1 - Math.abs(a) },
  {
    words: (f) => l10n.t('multiplies by a·φ′(z) instead of the derivative of {0}', f),
    used: (z, a, { slope }) => a * slope(z),
  },
  {
    isOfDerivative: true,
    words: (f) => l10n.t('divides by the derivative of {0}', f),
    used: (z, _, { slope }) => 1 / slope(z),
  },
  {
    isOfDerivative: true,
    words: (f) => l10n.t('has the wrong sign before the derivative of {0}', f),
    used: (z, _, { slope }) => -slope(z),
  },
  {
    words: (f) => l10n.t('lets through only what {0} holds back: its mask is the wrong way round', f),
    used: (z, _, { name }) => (name === 'ReLU' ? 1 - relu.slope(z) : NaN),
  },
];

/** Backward passes on what comes from above as it is. */
export const missingWords = (activation: string): string =>
  l10n.t('does not multiply by the derivative of {0}', activation);

/** Backward uses the slope of another leaky form for ReLU and the like. */
export const leakWords = (rate: number | string, activation: string): string =>
  l10n.t('uses the derivative of leaky ReLU ({0}) for {1}', rate, activation);

/** The slopes of other leaky forms that backward may have used for ReLU and the like. */
const leaks: Slip[] = [0.01, 0.02, 0.05, 0.1, 0.2].map((rate) => ({
  isOfDerivative: true,
  rate,
  words: (f) => leakWords(rate, f),
  used: (z) => (z > 0 ? 1 : rate),
}));

/** One unit at which backward and the cost were compared. */
export interface Unit {
  z: number;
  claim: number;
  num: number;
  error: number;
}

export interface SlipFound {
  words: string;
  activation: string;
  /** Where backward uses the slope of a leaky ReLU: its leak as a multiple of the activation's own slope below 0. */
  leak?: number;
}

/**
 * The first pair of activation and slip that explains every unit; units that are right may be left out by the caller.
 *
 * @param known names of the activations that forward may apply; null where that cannot be told
 */
export function explainUnits(
  units: readonly Unit[],
  tolerance: number,
  known: ReadonlySet<string> | null = null,
): SlipFound | null {
  // A wide tolerance needs more units, or something always fits.
  if (units.length < (tolerance > 1e-3 ? 8 : 3) || isFactorZ(units, tolerance)) return null;
  for (const activation of activations) {
    if (known && !known.has(activation.name)) continue;
    for (const slip of [...slips, ...leaks]) {
      // What a leaky ReLU gives is its slope times z: that is a factor z, not a slip over this activation.
      if (activation.name.startsWith('leaky') && !slip.isOfDerivative) continue;
      // Where there is no activation nobody slips over its value: a factor a is then something else.
      if (activation.name === 'identity' && !slip.isOfDerivative) continue;
      const fits = units.every(({ z, claim, num, error }) => {
        const right = activation.slope(z);
        const used = slip.used(z, activation.of(z), activation);
        if (!Number.isFinite(used)) return false;
        // 0 : 0 would fit anything: where a slope is 0, what was made with it must be 0 too.
        if (used === 0 && Math.abs(claim) > 30 * error) return false;
        if (right === 0 && Math.abs(num) > 30 * error) return false;
        // claim : num = used : right, without dividing by a slope that may be 0.
        const size = Math.abs(claim * right) + Math.abs(num * used);
        return Math.abs(claim * right - num * used) <= tolerance * size + 3 * error * Math.abs(used) + 1e-300;
      });
      // Where the slope is 0 and backward is not, only the gate is known: the rest must tell slips apart.
      const telling = units.filter(
        ({ z }) => Math.abs(slip.used(z, activation.of(z), activation) - activation.slope(z)) > 0.003,
      );
      if (fits && telling.length >= Math.min(3, units.length)) return wordsFor(slip, activation, units);
    }
  }
  return null;
}

/** Multiplied by z on both sides of 0: whoever did that multiplied by the parameter, whatever activation would fit as well. */
function isFactorZ(units: readonly Unit[], tolerance: number): boolean {
  const loud = units.filter(({ num, error }) => Math.abs(num) > 30 * error);
  const isBoth = loud.some(({ z }) => z > 0) && loud.some(({ z }) => z < 0);
  return (
    isBoth &&
    units.every(
      ({ z, claim, num, error }) => Math.abs(claim - num * z) <= tolerance * Math.abs(claim) + 3 * error * Math.abs(z),
    )
  );
}

/** Where backward lets nothing through below 0, what forward does there cannot be told. */
function nameOf({ name }: Activation, slip: Slip, units: readonly Unit[]): string {
  if (slip.used !== relu.slope) return name;
  const below = units.filter(({ z }) => z < 0);
  return below.every(({ claim }) => claim === 0) ? 'another' : name;
}

function wordsFor(slip: Slip, activation: Activation, units: readonly Unit[]): SlipFound {
  const name = nameOf(activation, slip, units);
  const below = activation.slope(-1);
  const leak = slip.rate === undefined || below === 0 ? {} : { leak: slip.rate / below };
  return { words: slip.words(activationWords(name)), activation: name, ...leak };
}
