// Layers that change their own weights: one hands its gradients to a method, one has the step of RMSprop in the loop.
class Grid {
  constructor(rows, cols) {
    this.rows = rows;
    this.cols = cols;
    this.cells = new Float64Array(rows * cols);
  }
  static random(rows, cols) {
    const grid = new Grid(rows, cols);
    for (let i = 0; i < grid.cells.length; i++) grid.cells[i] = Math.random() - 0.5;
    return grid;
  }
  static product(a, b) {
    const out = new Grid(a.rows, b.cols);
    for (let i = 0; i < a.rows; i++)
      for (let j = 0; j < b.cols; j++)
        for (let k = 0; k < a.cols; k++) out.cells[i * out.cols + j] += a.cells[i * a.cols + k] * b.cells[k * b.cols + j];
    return out;
  }
  flipped() {
    const out = new Grid(this.cols, this.rows);
    for (let i = 0; i < this.rows; i++)
      for (let j = 0; j < this.cols; j++) out.cells[j * this.rows + i] = this.cells[i * this.cols + j];
    return out;
  }
  columnSums() {
    const out = new Grid(1, this.cols);
    for (let i = 0; i < this.cells.length; i++) out.cells[i % this.cols] += this.cells[i];
    return out;
  }
}

class Dense {
  constructor(inputs, outputs) {
    this.W = Grid.random(inputs, outputs);
    this.b = Grid.random(1, outputs);
    this.momentsW = new Grid(inputs, outputs);
    this.momentsB = new Grid(1, outputs);
  }
  forward(X) {
    this.input = X;
    const out = Grid.product(X, this.W);
    for (let i = 0; i < out.cells.length; i++) out.cells[i] = Math.tanh(out.cells[i] + this.b.cells[i % out.cols]);
    this.output = out;
    return out;
  }
  backward(dOut, rate = 0.01) {
    const dZ = new Grid(dOut.rows, dOut.cols);
    for (let i = 0; i < dZ.cells.length; i++) dZ.cells[i] = dOut.cells[i] * (1 - this.output.cells[i] ** 2);
    const dW = Grid.product(this.input.flipped(), dZ);
    const dB = dZ.columnSums();
    const dX = Grid.product(dZ, this.W.flipped());
    this.adaptiveUpdate(dW, dB, rate);
    return dX;
  }
  adaptiveUpdate(dW, dB, rate) {
    const step = (p, g, m) => {
      for (let i = 0; i < p.cells.length; i++) {
        m.cells[i] = 0.9 * m.cells[i] + 0.1 * g.cells[i] ** 2;
        p.cells[i] -= (rate * g.cells[i]) / (Math.sqrt(m.cells[i]) + 1e-8);
      }
    };
    step(this.W, dW, this.momentsW);
    step(this.b, dB, this.momentsB);
  }
}

module.exports = { Dense, Grid };
