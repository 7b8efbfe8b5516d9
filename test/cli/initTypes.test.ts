import assert from 'node:assert/strict';
import { join } from 'node:path';
import ts from 'typescript';
import { gradientCheck, sandbox } from './command.ts';

/** A value that no guess can make, so that the check asks for inputs. */
const opaque = `
export class Opaque {
  constructor(private readonly key: symbol) {}
  value(): number { return this.key.toString().length; }
}
`;

const sources: Record<string, string> = {
  'functions.ts': `${opaque}
export interface Weights { W1: number[][]; b1: number[] }
export function forward(x: number[][], p: Weights, scale: Opaque): number[][] {
  return x.map((row) => p.W1.map((w, i) => (w.reduce((s, v, j) => s + v * row[j]!, 0) + p.b1[i]!) * scale.value()));
}
export function backward(dout: number[][], x: number[][], p: Weights, scale: Opaque) {
  const dW1 = p.W1.map((w, i) => w.map((_, j) => dout.reduce((s, d, n) => s + d[i]! * x[n]![j]!, 0) * scale.value()));
  const db1 = p.b1.map((_, i) => dout.reduce((s, d) => s + d[i]!, 0) * scale.value());
  return { dW1, db1 };
}
`,
  'layer.ts': `${opaque}
export class Layer {
  W: number[][];
  dW: number[][] = [];
  constructor(inputs: number, outputs: number, readonly activation: 'tanh' | 'linear') {
    this.W = Array.from({ length: outputs }, () => Array.from({ length: inputs }, () => Math.random()));
  }
  forward(x: number[], scale: Opaque): number[] {
    return this.W.map((row) => row.reduce((s, w, j) => s + w * x[j]!, 0) * scale.value());
  }
  backward(dout: number[], x: number[], scale: Opaque): number[] {
    this.dW = dout.map((d) => x.map((v) => d * v * scale.value()));
    return x.map((_, j) => dout.reduce((s, d, i) => s + d * this.W[i]![j]!, 0) * scale.value());
  }
}
`,
  'flat.ts': `${opaque}
export function matmulForward(out: Float64Array, inp: Float64Array, weight: Float64Array, N: number, C: number, scale: Opaque) {
  for (let n = 0; n < N; n++) for (let c = 0; c < C; c++) out[n * C + c] = inp[n * C + c]! * weight[c]! * scale.value();
}
export function matmulBackward(dinp: Float64Array, dweight: Float64Array, dout: Float64Array, inp: Float64Array, weight: Float64Array, N: number, C: number, scale: Opaque) {
  for (let n = 0; n < N; n++)
    for (let c = 0; c < C; c++) {
      dinp[n * C + c]! += dout[n * C + c]! * weight[c]! * scale.value();
      dweight[c]! += dout[n * C + c]! * inp[n * C + c]! * scale.value();
    }
}
`,
};

describe('inputs files that are written', function () {
  this.timeout(120_000);

  for (const [name, text] of Object.entries(sources)) {
    it(`type-check beside ${name}`, () => {
      const { folder, remove } = sandbox({ [name]: text });
      try {
        const { out } = gradientCheck(folder, 'check', name, '--init');
        const file = name.replace('.ts', '.gradcheck.ts');
        assert.match(out, new RegExp(`wrote ${file.replaceAll('.', '\\.')}`));
        const program = ts.createProgram([join(folder, file)], {
          strict: true,
          noEmit: true,
          target: ts.ScriptTarget.ES2022,
          module: ts.ModuleKind.ESNext,
          moduleResolution: ts.ModuleResolutionKind.Bundler,
          types: [],
        });
        const found = ts
          .getPreEmitDiagnostics(program)
          .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
        assert.deepEqual(found, []);
      } finally {
        remove();
      }
    });
  }
});
