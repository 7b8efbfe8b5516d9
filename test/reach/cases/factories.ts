// Functions that return an object of functions.
export function createDense(inputs: number, outputs: number) {
  const weights = Array.from({ length: outputs }, () => Array.from({ length: inputs }, () => Math.random() - 0.5));
  const bias = Array.from({ length: outputs }, () => Math.random() - 0.5);
  let lastInput: number[] = [];
  return {
    weights,
    bias,
    forward(x: number[]): number[] {
      lastInput = x;
      return weights.map((row, i) => row.reduce((s, w, j) => s + w * x[j]!, bias[i]!));
    },
    backward(dy: number[]) {
      return {
        dWeights: weights.map((row, i) => row.map((_, j) => dy[i]! * lastInput[j]!)),
        dBias: dy.map((g) => g),
        dx: lastInput.map((_, j) => dy.reduce((s, g, i) => s + g * weights[i]![j]!, 0)),
      };
    },
  };
}

export const leakyRelu = {
  forward: (x: number[], alpha = 0.01): number[] => x.map((v) => (v > 0 ? v : alpha * v)),
  backward: (dout: number[], x: number[], alpha = 0.01): number[] => dout.map((g, i) => (x[i]! > 0 ? g : alpha * g)),
};

export class SoftmaxCrossEntropy {
  static forward(logits: number[][], labels: number[]): number {
    return logits.reduce((sum, row, i) => {
      const max = Math.max(...row);
      return sum + max + Math.log(row.reduce((s, v) => s + Math.exp(v - max), 0)) - row[labels[i]!]!;
    }, 0) / logits.length;
  }
  static backward(logits: number[][], labels: number[]): number[][] {
    return logits.map((row, i) => {
      const max = Math.max(...row);
      const e = row.map((v) => Math.exp(v - max));
      const z = e.reduce((a, b) => a + b, 0);
      return e.map((v, j) => (v / z - (j === labels[i] ? 1 : 0)) / logits.length);
    });
  }
}
