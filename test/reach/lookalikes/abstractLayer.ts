export abstract class Layer {
  protected weights: number[][] = [];

  forward(input: number[]): number[] {
    throw new Error(`forward is not implemented for ${input.length} inputs`);
  }

  backward(gradient: number[]): number[] {
    throw new Error(`backward is not implemented for ${gradient.length} gradients`);
  }
}
