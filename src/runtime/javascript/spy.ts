import { readNumbers } from './values/store.ts';

/** One recorded argument: the value itself, and its numbers at the time of the call. */
interface Recorded {
  value: unknown;
  numbers: { shape: number[]; entries: Float64Array } | null;
}

export interface RecordedCall {
  method: string;
  args: Recorded[];
}

const calls = new WeakMap<object, RecordedCall[]>();

/** An object whose methods record what they are given, in place of an optimiser. */
export function makeSpy(methods: string[], returns: 'nothing' | 'first-argument' | 'whole-number'): object {
  const recorded: RecordedCall[] = [];
  const spy = Object.fromEntries(
    methods.map((method) => [
      method,
      (...args: unknown[]): unknown => {
        recorded.push({ method, args: args.map((value) => ({ value, numbers: readNumbers(value) })) });
        if (returns === 'whole-number') {
          return Math.floor(Math.random() * 3);
        }
        return returns === 'first-argument' ? args[0] : undefined;
      },
    ]),
  );
  calls.set(spy, recorded);
  return spy;
}

/** An object whose function `record`, put in the place of a method, keeps what it was given last under these names. */
export function makeRecorder(names: string[]): object {
  const recorder: Record<string, unknown> = {
    record: (...args: unknown[]) => {
      names.forEach((name, index) => (recorder[name] = args[index]));
    },
  };
  return recorder;
}

/** The calls that a spy recorded; null where the object is none. */
export function recordedCalls(spy: unknown): RecordedCall[] | null {
  return typeof spy === 'object' && spy !== null ? (calls.get(spy) ?? null) : null;
}

/** Forgets all calls. */
export function clearCalls(spy: unknown): void {
  const recorded = recordedCalls(spy);
  if (recorded !== null) recorded.length = 0;
}
