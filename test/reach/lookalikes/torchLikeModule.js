import { Module, Linear, LayerNorm } from './nn.js';
import { gelu, softmax } from './functional.js';

export class Block extends Module {
  constructor(width, heads) {
    super();
    this.norm = new LayerNorm(width);
    this.qkv = new Linear(width, 3 * width);
    this.out = new Linear(width, width);
    this.up = new Linear(width, 4 * width);
    this.down = new Linear(4 * width, width);
    this.scale = 1 / Math.sqrt(width / heads);
  }

  forward(x) {
    const [q, k, v] = this.qkv.forward(this.norm.forward(x)).split(3);
    const weights = softmax(q.matmul(k.transpose()).mul(this.scale));
    x = x.add(this.out.forward(weights.matmul(v)));
    return x.add(this.down.forward(gelu(this.up.forward(x))));
  }
}
