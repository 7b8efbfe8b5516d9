// A network that holds a list of layers.
export abstract class Layer {
  abstract forward(x: number[]): number[];
  abstract backward(grad: number[], lr: number): number[];
}

export class FullyConnected extends Layer {
  w: number[][];
  b: number[];
  private x: number[] = [];
  constructor(nIn: number, nOut: number) {
    super();
    this.w = Array.from({ length: nIn }, () => Array.from({ length: nOut }, () => Math.random() * 2 - 1));
    this.b = Array.from({ length: nOut }, () => Math.random());
  }
  forward(x: number[]): number[] {
    this.x = x;
    return this.b.map((b, j) => x.reduce((s, v, i) => s + v * this.w[i]![j]!, b));
  }
  backward(grad: number[], lr: number): number[] {
    const dx = this.w.map((row) => row.reduce((s, w, j) => s + w * grad[j]!, 0));
    this.w = this.w.map((row, i) => row.map((w, j) => w - lr * grad[j]! * this.x[i]!));
    this.b = this.b.map((b, j) => b - lr * grad[j]!);
    return dx;
  }
}

export class Tanh extends Layer {
  private y: number[] = [];
  forward(x: number[]): number[] {
    this.y = x.map((v) => Math.tanh(v));
    return this.y;
  }
  backward(grad: number[]): number[] {
    return grad.map((g, i) => g * (1 - this.y[i]! ** 2));
  }
}

export class Network {
  layers: Layer[] = [];
  add(layer: Layer): void {
    this.layers.push(layer);
  }
  forward(x: number[]): number[] {
    return this.layers.reduce((a, layer) => layer.forward(a), x);
  }
  backward(grad: number[], lr: number): number[] {
    return [...this.layers].reverse().reduce((g, layer) => layer.backward(g, lr), grad);
  }
}
