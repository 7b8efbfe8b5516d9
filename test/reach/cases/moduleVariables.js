// Two inputs, two hidden units, one output; every weight is a variable of its own.
let u1, u2, v1, v2, w1, w2;
let a1, a2, a3;

function randomise() {
  u1 = Math.random() - 0.5;
  u2 = Math.random() - 0.5;
  v1 = Math.random() - 0.5;
  v2 = Math.random() - 0.5;
  w1 = Math.random() - 0.5;
  w2 = Math.random() - 0.5;
  a1 = a2 = a3 = 0;
}

function feedForward(x1, x2) {
  a1 = Math.tanh(u1 * x1 + u2 * x2);
  a2 = Math.tanh(v1 * x1 + v2 * x2);
  a3 = Math.tanh(w1 * a1 + w2 * a2);
  return a3;
}

function backPropagate(x1, x2, target) {
  const learningRate = 0.05;
  const delta = (a3 - target) * (1 - a3 * a3);
  const delta1 = delta * w1 * (1 - a1 * a1);
  const delta2 = delta * w2 * (1 - a2 * a2);
  w1 -= learningRate * delta * a1;
  w2 -= learningRate * delta * a2;
  u1 -= learningRate * delta1 * x1;
  u2 -= learningRate * delta1 * x2;
  v1 -= learningRate * delta2 * x1;
  v1 -= learningRate * delta2 * x2;
}

randomise();
for (let epoch = 0; epoch < 1000; epoch++) {
  feedForward(0, 1);
  backPropagate(0, 1, 1);
}
