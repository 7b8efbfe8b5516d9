// Factories that keep their layer in a local variable and return it as an interface.
export interface Unit {
  weights: number[][];
  shift: number[];
  weightGradients: number[][];
  shiftGradients: number[];
  seen: number[];
  forward(x: number[]): number[];
  backward(upstream: number[]): number[];
}

export function createUnit(inputs: number, outputs: number): Unit {
  const unit: Unit = {
    weights: Array.from({ length: outputs }, () => Array.from({ length: inputs }, () => Math.random() - 0.5)),
    shift: Array.from({ length: outputs }, () => 0),
    weightGradients: [],
    shiftGradients: [],
    seen: [],
    forward(x) {
      unit.seen = x;
      return unit.weights.map((row, o) => row.reduce((sum, w, i) => sum + w * x[i]!, unit.shift[o]!));
    },
    backward(upstream) {
      unit.weightGradients = unit.weights.map((row, o) => row.map((_, i) => upstream[o]! * unit.seen[i]!));
      unit.shiftGradients = upstream.slice();
      return unit.seen.map((_, i) => upstream.reduce((sum, g, o) => sum + g * unit.weights[o]![i]!, 0));
    },
  };
  return unit;
}

// Goes back through the weights' rows, although the columns belong to the inputs.
export function createScale(width: number): { gain: number[]; gainGradients: number[]; forward(x: number[]): number[]; backward(dout: number[]): number[] } {
  let kept: number[] = [];
  const scale = {
    gain: Array.from({ length: width }, () => 0.5 + Math.random()),
    gainGradients: [] as number[],
    forward(x: number[]): number[] {
      kept = x;
      return x.map((value, i) => Math.tanh(value * scale.gain[i]!));
    },
    backward(dout: number[]): number[] {
      const slope = kept.map((value, i) => 1 - Math.tanh(value * scale.gain[i]!) ** 2);
      scale.gainGradients = dout.map((g, i) => g * slope[i]! * kept[i]!);
      return dout.map((g, i) => g * slope[i]!);
    },
  };
  return scale;
}
