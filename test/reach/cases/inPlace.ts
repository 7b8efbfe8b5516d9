// Both directions work in place: forward on its input, backward on its upstream gradient.
export function relu(x: Float64Array, count: number): void {
  for (let i = 0; i < count; i++) if (x[i]! < 0) x[i] = 0;
}

export function reluBackward(activated: Float64Array, grad: Float64Array, count: number): void {
  for (let i = 0; i < count; i++) if (activated[i]! <= 0) grad[i] = 0;
}

export function squash(x: Float64Array, count: number): void {
  for (let i = 0; i < count; i++) x[i] = Math.tanh(x[i]!);
}

// The derivative is taken of what was squashed already, once more.
export function squashBackward(activated: Float64Array, grad: Float64Array, count: number): void {
  for (let i = 0; i < count; i++) grad[i]! *= 1 - Math.tanh(activated[i]!) ** 2;
}
