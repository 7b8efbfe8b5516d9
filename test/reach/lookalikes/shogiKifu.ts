export class KifuPlayer {
  ply = 0;

  constructor(
    private readonly moves: Move[],
    private readonly board: Board,
  ) {}

  forward(): boolean {
    const move = this.moves[this.ply + 1];
    if (!move) return false;
    this.ply++;
    this.board.doMove(move);
    return true;
  }

  backward(): boolean {
    if (this.ply <= 0) return false;
    this.board.undoMove(this.moves[this.ply]);
    this.ply--;
    return true;
  }
}

interface Move {
  from: number;
  to: number;
}

interface Board {
  doMove(move: Move): void;
  undoMove(move: Move): void;
}
