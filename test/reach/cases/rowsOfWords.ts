/** Words by their rows; a word that comes twice counts once in backward. */
export class WordRows {
  weight: number[][];
  grad: number[][];
  private ids: number[] = [];

  constructor(vocabSize: number, dim: number) {
    this.weight = Array.from({ length: vocabSize }, () => Array.from({ length: dim }, () => Math.random() - 0.5));
    this.grad = this.weight.map((row) => row.map(() => 0));
  }

  forward(ids: number[]): number[][] {
    this.ids = ids;
    return ids.map((id) => this.weight[id]!.slice());
  }

  backward(dout: number[][]): void {
    this.ids.forEach((id, t) => {
      for (let j = 0; j < this.grad[id]!.length; j++) this.grad[id]![j]! = dout[t]![j]!;
    });
  }
}
