export class Position {
  private readonly log: { from: number; to: number; captured: number }[] = [];
  material = 0;

  constructor(private readonly board: Int8Array) {}

  forward(from: number, to: number): void {
    const captured = this.board[to];
    this.log.push({ from, to, captured });
    this.material -= captured * 100;
    this.board[to] = this.board[from];
    this.board[from] = 0;
  }

  backward(): void {
    const move = this.log.pop();
    if (!move) return;
    this.board[move.from] = this.board[move.to];
    this.board[move.to] = move.captured;
    this.material += move.captured * 100;
  }
}
