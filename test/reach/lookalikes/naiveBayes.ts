export class NaiveBayes {
  private readonly counts = new Map<string, Map<string, number>>();
  private readonly totals = new Map<string, number>();
  private documents = 0;

  train(text: string, label: string): void {
    this.documents += 1;
    const words = this.counts.get(label) ?? new Map<string, number>();
    for (const word of text.toLowerCase().split(/\W+/)) {
      words.set(word, (words.get(word) ?? 0) + 1);
      this.totals.set(label, (this.totals.get(label) ?? 0) + 1);
    }
    this.counts.set(label, words);
  }

  predict(text: string): string {
    let best = '';
    let bestScore = -Infinity;
    for (const [label, words] of this.counts) {
      let score = Math.log((this.totals.get(label) ?? 1) / this.documents);
      for (const word of text.toLowerCase().split(/\W+/)) score += Math.log(((words.get(word) ?? 0) + 1) / ((this.totals.get(label) ?? 0) + words.size));
      if (score > bestScore) [best, bestScore] = [label, score];
    }
    return best;
  }
}
