import { useState } from 'react';

interface Net {
  W: number[];
  b: number;
}

const inputs = [0.8, -0.4];
const target = 1;
const learningRate = 0.5;
const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

function forward(net: Net) {
  return sigmoid(inputs[0] * net.W[0] + inputs[1] * net.W[1] + net.b);
}

/** Draws one step of a lesson on backpropagation. */
export function BackpropStepper() {
  const [net, setNet] = useState<Net>({ W: [0.5, -0.3], b: 0.1 });
  const output = forward(net);
  const delta = (output - target) * output * (1 - output);
  const dW = inputs.map((x) => x * delta);
  return (
    <section>
      <h2>Gradient of the loss: {dW.map((d) => d.toFixed(3)).join(', ')}</h2>
      <button onClick={() => setNet({ W: net.W.map((w, i) => w - learningRate * dW[i]), b: net.b - learningRate * delta })}>
        Backward pass
      </button>
    </section>
  );
}
