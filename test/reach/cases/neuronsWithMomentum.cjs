// Neurons that keep the weights of their outgoing connections, and the last change of each for the momentum.
class Neuron {
  constructor(outgoing, index) {
    this.index = index;
    this.outputValue = 0;
    this.gradient = 0;
    this.connections = [];
    for (let i = 0; i < outgoing; i++) this.connections.push({ weight: Math.random() - 0.5, deltaWeight: 0 });
  }

  feedForward(previous) {
    let sum = 0;
    for (const neuron of previous) sum += neuron.outputValue * neuron.connections[this.index].weight;
    this.outputValue = Math.tanh(sum);
  }

  outputGradient(wanted) {
    this.gradient = (wanted - this.outputValue) * (1 - this.outputValue * this.outputValue);
  }

  hiddenGradient(next) {
    let sum = 0;
    for (let i = 0; i < next.length - 1; i++) sum += this.connections[i].weight * next[i].gradient;
    this.gradient = sum * (1 - this.outputValue * this.outputValue);
  }

  changeIncoming(previous) {
    for (const neuron of previous) {
      const connection = neuron.connections[this.index];
      connection.deltaWeight = Neuron.eta * neuron.outputValue * this.gradient + Neuron.momentum * connection.deltaWeight;
      connection.weight += connection.deltaWeight;
    }
  }
}
Neuron.eta = 0.2;
Neuron.momentum = 0.4;

class Net {
  constructor(topology) {
    this.layers = topology.map((size, depth) => {
      const outgoing = topology[depth + 1] ?? 0;
      const layer = Array.from({ length: size + 1 }, (_, index) => new Neuron(outgoing, index));
      layer[size].outputValue = 1;
      return layer;
    });
  }

  feedForward(inputs) {
    inputs.forEach((value, index) => (this.layers[0][index].outputValue = value));
    for (let depth = 1; depth < this.layers.length; depth++)
      for (const neuron of this.layers[depth].slice(0, -1)) neuron.feedForward(this.layers[depth - 1]);
  }

  backProp(targets) {
    const last = this.layers[this.layers.length - 1];
    last.slice(0, -1).forEach((neuron, index) => neuron.outputGradient(targets[index]));
    for (let depth = this.layers.length - 2; depth > 0; depth--)
      for (const neuron of this.layers[depth]) neuron.hiddenGradient(this.layers[depth + 1]);
    for (let depth = this.layers.length - 1; depth > 0; depth--)
      for (const neuron of this.layers[depth].slice(0, -1)) neuron.changeIncoming(this.layers[depth - 1]);
  }
}

module.exports = { Net };
