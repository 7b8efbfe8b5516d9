// Forward stands in another module and returns the activations of all layers; the gradient is filled in.
import { forward, type Genes } from './genes.ts';

export function backpropagate(gradient: Genes, genes: Genes, activations: number[][], target: number[]): void {
  const last = genes.weights.length;
  let delta = activations[last]!.map((y, o) => (y - target[o]!) * (1 - y * y));
  for (let l = last - 1; l >= 0; l--) {
    const below = activations[l]!;
    delta.forEach((d, o) => {
      gradient.biases[l]![o]! += d;
      for (let i = 0; i < below.length; i++) gradient.weights[l]![o]![i]! += d * below[i]!;
    });
    delta = below.map((y, i) => delta.reduce((sum, d, o) => sum + d * genes.weights[l]![o]![i]!, 0) * (1 - y * y));
  }
}

export function learnOnce(genes: Genes, gradient: Genes, sample: { input: number[]; target: number[] }): void {
  backpropagate(gradient, genes, forward(sample.input, genes), sample.target);
}
