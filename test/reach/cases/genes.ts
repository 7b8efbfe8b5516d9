// The forward that genesBackward.ts goes with.
export interface Genes {
  weights: number[][][];
  biases: number[][];
}

/** Returns what every layer makes, the input first. */
export function forward(input: number[], genes: Genes): number[][] {
  const made = [input];
  genes.weights.forEach((matrix, l) => {
    made.push(matrix.map((row, o) => Math.tanh(row.reduce((sum, w, i) => sum + w * made[l]![i]!, genes.biases[l]![o]!))));
  });
  return made;
}
