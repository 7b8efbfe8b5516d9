import { forwardPropagation, preActivations, slope, type NetConfig } from './neuronConfig.ts';

export type UnitGradient = { weightGrads: number[]; biasGrad: number };

const squaredErrorGradient = (expected: number[], output: number[]): number[] =>
  expected.map((t, i) => 2 * (output[i]! - t));

export const backProp = (netConfig: NetConfig, inputs: number[], expected: number[]): { table: UnitGradient[][] } => {
  const levels = forwardPropagation(netConfig, inputs);
  let upper = squaredErrorGradient(expected, levels.at(-1)!);
  const table: UnitGradient[][] = [];
  for (let l = netConfig.stages.length - 1; l >= 0; l--) {
    const stage = netConfig.stages[l]!;
    const below = levels[l]!;
    const delta = preActivations(stage, below).map((z, k) => upper[k]! * slope(z, stage.kind));
    table.unshift(delta.map((d) => ({ weightGrads: below.map((a) => a * d), biasGrad: d })));
    upper = below.map((_, k) => stage.units.reduce((sum, unit, j) => sum + unit.weights[k]! * delta[j]!, 0));
  }
  return { table };
};

/** The slope is taken at what comes from above instead of at z. */
export const backPropAtGradient = (
  netConfig: NetConfig,
  inputs: number[],
  expected: number[],
): { table: UnitGradient[][] } => {
  const levels = forwardPropagation(netConfig, inputs);
  let upper = squaredErrorGradient(expected, levels.at(-1)!);
  const table: UnitGradient[][] = [];
  for (let l = netConfig.stages.length - 1; l >= 0; l--) {
    const stage = netConfig.stages[l]!;
    const below = levels[l]!;
    const delta = upper.map((d) => d * slope(d, stage.kind));
    table.unshift(delta.map((d) => ({ weightGrads: below.map((a) => a * d), biasGrad: d })));
    upper = below.map((_, k) => stage.units.reduce((sum, unit, j) => sum + unit.weights[k]! * delta[j]!, 0));
  }
  return { table };
};
