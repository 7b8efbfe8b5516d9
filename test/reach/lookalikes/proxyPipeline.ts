type Handler = (packet: Uint8Array) => Uint8Array;

export class Pipeline {
  constructor(private readonly layers: { forward: Handler; backward: Handler }[]) {}

  forward(packet: Uint8Array): Uint8Array {
    for (const layer of this.layers) packet = layer.forward(packet);
    return packet;
  }

  backward(packet: Uint8Array): Uint8Array {
    for (let i = this.layers.length - 1; i >= 0; i--) packet = this.layers[i].backward(packet);
    return packet;
  }
}
