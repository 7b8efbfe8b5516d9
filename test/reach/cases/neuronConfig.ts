/** Types and the forward pass of neuronTable.ts, in a file of their own. */
export type Kind = 'sigmoid' | 'linear';
export type Unit = { weights: number[]; bias: number };
export type Stage = { units: Unit[]; kind: Kind };
export type NetConfig = { inputCount: number; stages: Stage[] };

export const slope = (z: number, kind: Kind): number => {
  if (kind === 'linear') return 1;
  const s = 1 / (1 + Math.exp(-z));
  return s * (1 - s);
};

export const preActivations = (stage: Stage, input: number[]): number[] =>
  stage.units.map(({ weights, bias }) => weights.reduce((sum, w, i) => sum + w * input[i]!, bias));

export const forwardPropagation = (config: NetConfig, input: number[]): number[][] => {
  const levels: number[][] = [input];
  for (const stage of config.stages) {
    const z = preActivations(stage, levels.at(-1)!);
    levels.push(stage.kind === 'linear' ? z : z.map((v) => 1 / (1 + Math.exp(-v))));
  }
  return levels;
};
