// Weights that the constructor makes itself unless it is handed some; what forward returns names the hidden units first.
const draw = (rows: number, columns: number): number[][] =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, () => Math.random() - 0.5));
const squash = (z: number): number => 1 / (1 + Math.exp(-z));
const apply = (matrix: number[][], x: number[]): number[] =>
  matrix.map((row) => squash(row.reduce((sum, w, i) => sum + w * x[i]!, 0)));

export class Pair {
  constructor(
    inputs: number,
    hidden: number,
    outputs: number,
    private rate: number,
    public hiddenWeights: number[][] = draw(hidden, inputs),
    public outputWeights: number[][] = draw(outputs, hidden),
  ) {}

  forward = (x: number[]): { hiddenOutputs: number[]; finalOutputs: number[] } => {
    const hiddenOutputs = apply(this.hiddenWeights, x);
    return { hiddenOutputs, finalOutputs: apply(this.outputWeights, hiddenOutputs) };
  };

  train = (x: number[], targets: number[]): void => {
    const { hiddenOutputs, finalOutputs } = this.forward(x);
    const errors = targets.map((t, o) => t - finalOutputs[o]!);
    const deltas = errors.map((e, o) => e * finalOutputs[o]! * (1 - finalOutputs[o]!));
    const inner = hiddenOutputs.map((_, j) => this.outputWeights.reduce((sum, row, o) => sum + row[j]! * deltas[o]!, 0));
    this.outputWeights = Pair.moved(this.outputWeights, this.rate, errors, finalOutputs, hiddenOutputs);
    this.hiddenWeights = Pair.moved(this.hiddenWeights, this.rate, inner, hiddenOutputs, x);
  };

  private static moved = (weights: number[][], learningRate: number, errors: number[], made: number[], from: number[]) =>
    weights.map((row, o) => row.map((w, i) => w + learningRate * errors[o]! * made[o]! * (1 - made[o]!) * from[i]!));
}
