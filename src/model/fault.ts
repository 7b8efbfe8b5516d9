/**
 * A fault is anything that keeps a check, or a part of it, from a verdict: the user's code threw, never ended,
 * or its numbers cannot be compared. It is data that travels to every surface; `GradientCheckError` carries it
 * inside one process. Whatever is thrown and is not a `GradientCheckError` is a bug of this extension.
 */
export type FaultKind =
  | 'throw' // forward or backward threw
  | 'syntax' // the source does not parse
  | 'import' // a module that the source imports was not found, or failed while it was loaded
  | 'timeout' // the time limit was reached
  | 'memory' // the memory limit was reached
  | 'exit' // process.exit, unhandled rejection, sys.exit
  | 'crash' // the process that ran the user's code died
  | 'cancelled'
  | 'not-finite' // NaN or an infinity in a cost or a gradient
  | 'shape' // a gradient's shape is not its parameter's
  | 'no-gradient' // backward returned nothing for a parameter
  | 'not-deterministic'
  | 'unbound' // no way was found to call the pair: inputs are needed
  | 'inputs' // the inputs file or the tag cannot be used
  | 'interpreter' // no Python, no NumPy, or too old a Node
  | 'internal'; // a bug of this extension

export interface Fault {
  kind: FaultKind;
  /** A sentence for the user, what to do next included. */
  message: string;
  /** Where in the user's code, when known: absolute path, line and column from 1. */
  file: string | null;
  line: number | null;
  column: number | null;
  /** The user's stack, source-mapped, without frames of this extension. */
  stack: string | null;
}

/** Builds a fault; only `kind` and `message` are required. */
export function fault(kind: FaultKind, message: string, place: Partial<Omit<Fault, 'kind' | 'message'>> = {}): Fault {
  return { kind, message, file: null, line: null, column: null, stack: null, ...place };
}

/** A fault as an exception. */
export class GradientCheckError extends Error {
  readonly fault: Fault;

  constructor(cause: Fault) {
    super(cause.message);
    this.name = 'GradientCheckError';
    this.fault = cause;
  }
}
