export class Scheduler {
  constructor(learningRate, decay) {
    this.learningRate = learningRate;
    this.decay = decay;
    this.epoch = 0;
  }

  forward() {
    this.epoch += 1;
    this.learningRate *= this.decay;
    return this.learningRate;
  }

  backward() {
    this.epoch -= 1;
    this.learningRate /= this.decay;
    return this.learningRate;
  }
}
