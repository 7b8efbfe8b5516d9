interface Activity {
  id: string;
  optimistic: number;
  likely: number;
  pessimistic: number;
  next: number[];
}

export class PertNetwork {
  readonly es: number[];
  readonly ls: number[];

  constructor(readonly activities: Activity[]) {
    this.es = activities.map(() => 0);
    this.ls = activities.map(() => Infinity);
  }

  private mean(i: number): number {
    const a = this.activities[i];
    return (a.optimistic + 4 * a.likely + a.pessimistic) / 6;
  }

  forwardPass(): number {
    for (let i = 0; i < this.activities.length; i++)
      for (const j of this.activities[i].next) this.es[j] = Math.max(this.es[j], this.es[i] + this.mean(i));
    return Math.max(...this.es.map((s, i) => s + this.mean(i)));
  }

  backwardPass(total: number): void {
    for (let i = this.activities.length - 1; i >= 0; i--) {
      const ends = this.activities[i].next.map((j) => this.ls[j]);
      this.ls[i] = (ends.length ? Math.min(...ends) : total) - this.mean(i);
    }
  }
}
