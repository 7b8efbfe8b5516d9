import { Tensor, optim } from './engine';
import { MLP } from './mlp';

export class Trainer {
  private readonly optimizer: optim.Adam;

  constructor(private readonly model: MLP) {
    this.optimizer = new optim.Adam(model.parameters(), { lr: 0.01 });
  }

  predict(x: Tensor): Tensor {
    return this.model.forward(x).sigmoid();
  }

  train(x: Tensor, y: Tensor, epochs: number): number[] {
    const losses: number[] = [];
    for (let epoch = 0; epoch < epochs; epoch++) {
      this.optimizer.zeroGrad();
      const loss = this.model.forward(x).sub(y).pow(2).mean();
      loss.backward();
      this.optimizer.step();
      losses.push(loss.item());
    }
    return losses;
  }
}
