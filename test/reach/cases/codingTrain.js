// The small library that many sketches have: a Matrix class, static methods, training as a weight update.
export class Matrix {
  constructor(rows, cols) {
    this.rows = rows;
    this.cols = cols;
    this.data = Array(this.rows).fill().map(() => Array(this.cols).fill(0));
  }
  static fromArray(arr) {
    return new Matrix(arr.length, 1).map((e, i) => arr[i]);
  }
  static subtract(a, b) {
    return new Matrix(a.rows, a.cols).map((_, i, j) => a.data[i][j] - b.data[i][j]);
  }
  static transpose(m) {
    return new Matrix(m.cols, m.rows).map((_, i, j) => m.data[j][i]);
  }
  static multiply(a, b) {
    return new Matrix(a.rows, b.cols).map((e, i, j) => {
      let sum = 0;
      for (let k = 0; k < a.cols; k++) sum += a.data[i][k] * b.data[k][j];
      return sum;
    });
  }
  static map(m, f) {
    return new Matrix(m.rows, m.cols).map((e, i, j) => f(m.data[i][j], i, j));
  }
  toArray() {
    const arr = [];
    for (let i = 0; i < this.rows; i++) for (let j = 0; j < this.cols; j++) arr.push(this.data[i][j]);
    return arr;
  }
  randomize() {
    return this.map(() => Math.random() * 2 - 1);
  }
  add(n) {
    return n instanceof Matrix ? this.map((e, i, j) => e + n.data[i][j]) : this.map((e) => e + n);
  }
  multiply(n) {
    return n instanceof Matrix ? this.map((e, i, j) => e * n.data[i][j]) : this.map((e) => e * n);
  }
  map(f) {
    for (let i = 0; i < this.rows; i++) for (let j = 0; j < this.cols; j++) this.data[i][j] = f(this.data[i][j], i, j);
    return this;
  }
}

const sigmoid = (x) => 1 / (1 + Math.exp(-x));
const dsigmoid = (y) => y * (1 - y);

export class NeuralNetwork {
  constructor(input_nodes, hidden_nodes, output_nodes) {
    this.weights_ih = new Matrix(hidden_nodes, input_nodes).randomize();
    this.weights_ho = new Matrix(output_nodes, hidden_nodes).randomize();
    this.bias_h = new Matrix(hidden_nodes, 1).randomize();
    this.bias_o = new Matrix(output_nodes, 1).randomize();
    this.learning_rate = 0.1;
  }
  feedforward(input_array) {
    const inputs = Matrix.fromArray(input_array);
    const hidden = Matrix.multiply(this.weights_ih, inputs).add(this.bias_h).map(sigmoid);
    return Matrix.multiply(this.weights_ho, hidden).add(this.bias_o).map(sigmoid).toArray();
  }
  train(input_array, target_array) {
    const inputs = Matrix.fromArray(input_array);
    const hidden = Matrix.multiply(this.weights_ih, inputs).add(this.bias_h).map(sigmoid);
    const outputs = Matrix.multiply(this.weights_ho, hidden).add(this.bias_o).map(sigmoid);
    const errors = Matrix.subtract(Matrix.fromArray(target_array), outputs);
    const gradients = Matrix.map(outputs, dsigmoid).multiply(errors).multiply(this.learning_rate);
    const hidden_errors = Matrix.multiply(Matrix.transpose(this.weights_ho), errors);
    const deltas_ho = Matrix.multiply(gradients, Matrix.transpose(hidden));
    this.weights_ho.add(deltas_ho);
    this.bias_o.add(gradients);
    // The errors are sent back without the derivative of the output's sigmoid.
    const hidden_gradient = Matrix.map(hidden, dsigmoid).multiply(hidden_errors).multiply(this.learning_rate);
    this.weights_ih.add(Matrix.multiply(hidden_gradient, Matrix.transpose(inputs)));
    this.bias_h.add(hidden_gradient);
  }
}
