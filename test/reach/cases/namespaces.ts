// Classes of a namespace, which call each other by their short names; a grid is a flat list beside its sizes.
// eslint-disable-next-line @typescript-eslint/no-namespace
export namespace Small {
  export class Grid {
    data: number[];
    shape: number[];

    constructor(data: number[], shape: number[]) {
      this.data = data;
      this.shape = shape;
    }
  }

  function zeros(rows: number, columns: number): Grid {
    return new Grid(new Array<number>(rows * columns).fill(0), [rows, columns]);
  }

  /** tanh(x·M + c) for each of a batch of rows. */
  export class Bent {
    M: Grid;
    c: Grid;
    dM: Grid;
    dc: Grid;
    lastInput!: Grid;
    lastOutput!: number[];

    constructor(
      private wide: number,
      private high: number,
    ) {
      this.M = zeros(wide, high);
      for (let i = 0; i < this.M.data.length; i++) this.M.data[i] = Math.random() - 0.5;
      this.c = new Grid(new Array<number>(high).fill(0), [high]);
      this.dM = zeros(wide, high);
      this.dc = new Grid(new Array<number>(high).fill(0), [high]);
    }

    forward(x: Grid): Grid {
      const rows = x.shape[0]!;
      this.lastInput = x;
      this.lastOutput = new Array<number>(rows * this.high).fill(0);
      for (let r = 0; r < rows; r++) {
        for (let j = 0; j < this.high; j++) {
          let sum = this.c.data[j]!;
          for (let i = 0; i < this.wide; i++) sum += x.data[r * this.wide + i]! * this.M.data[i * this.high + j]!;
          this.lastOutput[r * this.high + j] = Math.tanh(sum);
        }
      }
      return new Grid([...this.lastOutput], [rows, this.high]);
    }

    backward(gradOut: Grid): Grid {
      const x = this.lastInput;
      const rows = x.shape[0]!;
      this.dM.data.fill(0);
      this.dc.data.fill(0);
      const dx = zeros(rows, this.wide);
      for (let r = 0; r < rows; r++) {
        for (let j = 0; j < this.high; j++) {
          const h = this.lastOutput[r * this.high + j]!;
          const dz = gradOut.data[r * this.high + j]! * (1 - h * h);
          this.dc.data[j]! += dz;
          for (let i = 0; i < this.wide; i++) {
            this.dM.data[i * this.high + j]! += dz * x.data[r * this.wide + i]!;
            dx.data[r * this.wide + i]! += dz * this.M.data[i * this.high + j]!;
          }
        }
      }
      return dx;
    }
  }
}
