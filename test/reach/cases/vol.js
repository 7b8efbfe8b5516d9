// Volumes with w and dw; the layer reads the gradient of its output from the volume it made.
export class Vol {
  constructor(sx, sy, depth, c) {
    this.sx = sx;
    this.sy = sy;
    this.depth = depth;
    const n = sx * sy * depth;
    this.w = new Float64Array(n);
    this.dw = new Float64Array(n);
    for (let i = 0; i < n; i++) this.w[i] = typeof c === 'undefined' ? Math.random() - 0.5 : c;
  }
}
export class FullyConnLayer {
  constructor(opt) {
    this.out_depth = opt.num_neurons;
    this.num_inputs = opt.in_sx * opt.in_sy * opt.in_depth;
    this.filters = [];
    for (let i = 0; i < this.out_depth; i++) this.filters.push(new Vol(1, 1, this.num_inputs));
    this.biases = new Vol(1, 1, this.out_depth, 0.1);
  }
  forward(V) {
    this.in_act = V;
    const A = new Vol(1, 1, this.out_depth, 0);
    for (let i = 0; i < this.out_depth; i++) {
      let a = 0;
      for (let d = 0; d < this.num_inputs; d++) a += V.w[d] * this.filters[i].w[d];
      A.w[i] = a + this.biases.w[i];
    }
    this.out_act = A;
    return this.out_act;
  }
  backward() {
    const V = this.in_act;
    V.dw = new Float64Array(V.w.length);
    for (let i = 0; i < this.out_depth; i++) {
      const g = this.out_act.dw[i];
      for (let d = 0; d < this.num_inputs; d++) {
        V.dw[d] += this.filters[i].w[d] * g;
        this.filters[i].dw[d] += V.w[d] * g;
      }
      this.biases.dw[i] += g;
    }
  }
}
