export interface Layer {
  name: string;
  weight: number;
  handle(event: Event, phase: 'capture' | 'bubble'): boolean;
}

/** Hands an event down through the layers of a scene and back up. */
export class LayerStack {
  private readonly layers: Layer[] = [];

  add(layer: Layer): void {
    this.layers.push(layer);
    this.layers.sort((a, b) => a.weight - b.weight);
  }

  forward(event: Event): boolean {
    for (const layer of this.layers) if (layer.handle(event, 'capture')) return true;
    return false;
  }

  backward(event: Event): boolean {
    for (let i = this.layers.length - 1; i >= 0; i--) if (this.layers[i].handle(event, 'bubble')) return true;
    return false;
  }

  backpropagate(event: Event): void {
    if (!this.forward(event)) this.backward(event);
  }
}
