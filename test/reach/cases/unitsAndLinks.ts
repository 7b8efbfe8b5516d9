/** A squashing function with its derivative at the unit's input. */
export interface Squash {
  value: (net: number) => number;
  slope: (net: number) => number;
}

export interface Penalty {
  of: (output: number, wanted: number) => number;
  slope: (output: number, wanted: number) => number;
}

export class Squashes {
  static HYPERBOLIC: Squash = {
    value: (net) => Math.tanh(net),
    slope: (net) => 1 - Math.tanh(net) ** 2,
  };
  static STRAIGHT: Squash = { value: (net) => net, slope: () => 1 };
}

export class Penalties {
  static SQUARED: Penalty = {
    of: (output, wanted) => (output - wanted) ** 2 / 2,
    slope: (output, wanted) => output - wanted,
  };
}

export class Unit {
  incoming: Link[] = [];
  outgoing: Link[] = [];
  bias = 0.1;
  net = 0;
  output = 0;
  outputDerivative = 0;
  netDerivative = 0;
  summedNetDerivative = 0;
  constructor(
    public name: string,
    public squash: Squash,
  ) {}

  fire(): void {
    this.net = this.bias;
    for (const link of this.incoming) this.net += link.weight * link.from.output;
    this.output = this.squash.value(this.net);
  }
}

export class Link {
  weight = Math.random() - 0.5;
  errorDerivative = 0;
  summedErrorDerivative = 0;
  constructor(
    public from: Unit,
    public to: Unit,
  ) {}
}

export function buildNetwork(sizes: number[], hidden: Squash, last: Squash): Unit[][] {
  const network: Unit[][] = [];
  sizes.forEach((size, depth) => {
    const squash = depth === sizes.length - 1 ? last : hidden;
    const layer = Array.from({ length: size }, (_, index) => new Unit(`${depth}.${index}`, squash));
    for (const from of network[depth - 1] ?? []) {
      for (const to of layer) {
        const link = new Link(from, to);
        from.outgoing.push(link);
        to.incoming.push(link);
      }
    }
    network.push(layer);
  });
  return network;
}

export function forwardPass(network: Unit[][], inputs: number[]): number {
  const [first] = network;
  if (first.length !== inputs.length) throw new RangeError('one input for each unit of the first layer');
  first.forEach((unit, index) => (unit.output = inputs[index]));
  for (const layer of network.slice(1)) for (const unit of layer) unit.fire();
  return network[network.length - 1][0].output;
}

export function backwardPass(network: Unit[][], wanted: number, penalty: Penalty): void {
  const last = network[network.length - 1][0];
  last.outputDerivative = penalty.slope(last.output, wanted);
  for (let depth = network.length - 1; depth > 0; depth--) {
    for (const unit of network[depth]) {
      unit.netDerivative = unit.outputDerivative * unit.squash.slope(unit.net);
      unit.summedNetDerivative += unit.netDerivative;
      for (const link of unit.incoming) {
        link.errorDerivative = unit.netDerivative * link.from.output;
        link.summedErrorDerivative += link.errorDerivative;
      }
    }
    if (depth === 1) continue;
    for (const unit of network[depth - 1]) {
      unit.outputDerivative = 0;
      for (const link of unit.outgoing) unit.outputDerivative += link.weight * link.to.netDerivative;
    }
  }
}
