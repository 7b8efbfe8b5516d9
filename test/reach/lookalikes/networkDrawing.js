/** Draws a network and animates its passes; nothing is learned here. */
class NetworkView {
  constructor(canvas, layers, weights) {
    this.ctx = canvas.getContext('2d');
    this.layers = layers;
    this.weights = weights;
    this.progress = 0;
  }

  forward() {
    this.progress = Math.min(1, this.progress + 0.02);
    this.draw('steelblue', this.progress * this.layers.length);
    if (this.progress < 1) requestAnimationFrame(() => this.forward());
  }

  backward() {
    this.progress = Math.max(0, this.progress - 0.02);
    this.draw('crimson', this.progress * this.layers.length);
    if (this.progress > 0) requestAnimationFrame(() => this.backward());
  }

  draw(colour, upTo) {
    this.ctx.strokeStyle = colour;
    for (let l = 0; l < upTo; l++) this.ctx.lineWidth = Math.abs(this.weights[l]) * 3;
  }
}

export default NetworkView;
