import assert from 'node:assert/strict';
import fc from 'fast-check';
import { encodeFrame, FrameReader, type Frame } from '../../src/runtime/python/frames.ts';
import '../fixedSeed.ts';

interface Sent {
  message: Record<string, unknown>;
  blob: Uint8Array;
}

/** Messages as JSON keeps them: `__proto__` as a name and −0 would come back as something else from any pipe. */
const sent: fc.Arbitrary<Sent> = fc.record({
  message: fc
    .dictionary(fc.string({ maxLength: 8 }), fc.jsonValue(), { maxKeys: 4 })
    .map((message) => JSON.parse(JSON.stringify(message)) as Record<string, unknown>),
  blob: fc.uint8Array({ maxLength: 200 }),
});
const several = fc.array(sent, { minLength: 1, maxLength: 5 });

const bytesOf = ({ message, blob }: Sent): Buffer => encodeFrame(message, [blob]);
const plain = ({ message, blob }: Sent | Frame): unknown => [message, [...blob]];

/** What a reader hands out of some chunks until it throws, and whether it threw one of the two errors that end a process. */
function read(chunks: Buffer[]): { frames: Frame[]; isRefused: boolean } {
  const reader = new FrameReader();
  const frames: Frame[] = [];
  try {
    for (const chunk of chunks) frames.push(...reader.push(chunk));
    return { frames, isRefused: false };
  } catch (error) {
    assert.ok(error instanceof SyntaxError || error instanceof RangeError, String(error));
    return { frames, isRefused: true };
  }
}

describe('frames of the pipe to Python', () => {
  it('come out whole, however they are cut', () => {
    fc.assert(
      fc.property(several, fc.array(fc.nat(600), { maxLength: 12 }), (frames, cuts) => {
        const whole = Buffer.concat(frames.map(bytesOf));
        const places = [0, ...cuts.filter((cut) => cut < whole.length).sort((a, b) => a - b), whole.length];
        const chunks = places.slice(1).map((end, i) => whole.subarray(places[i], end));
        assert.deepEqual(read(chunks).frames.map(plain), frames.map(plain));
      }),
    );
  });

  it('truncated: the whole ones come out, and of the last one nothing', () => {
    fc.assert(
      fc.property(several, fc.nat(), (frames, seed) => {
        const last = bytesOf(frames.at(-1)!);
        const kept = last.subarray(0, seed % last.length);
        const { frames: found, isRefused } = read([...frames.slice(0, -1).map(bytesOf), kept]);
        assert.equal(isRefused, false);
        assert.deepEqual(found.map(plain), frames.slice(0, -1).map(plain));
      }),
    );
  });

  it('truncated in the middle of the stream: what comes after is refused or waited for, and no other frame is made up before', () => {
    fc.assert(
      fc.property(several, sent, fc.nat(), (frames, cut, seed) => {
        const bytes = bytesOf(cut);
        const kept = bytes.subarray(0, seed % bytes.length);
        const { frames: found } = read([...frames.map(bytesOf), kept, ...frames.map(bytesOf)]);
        assert.deepEqual(found.slice(0, frames.length).map(plain), frames.map(plain));
        for (const { message } of found) assert.equal(Object.prototype.toString.call(message), '[object Object]');
      }),
    );
  });

  it('reordered: each comes out as it is, in the order of their coming', () => {
    const shuffled = several.chain((frames) =>
      fc.shuffledSubarray(frames, { minLength: frames.length, maxLength: frames.length }),
    );
    fc.assert(
      fc.property(shuffled, (frames) => {
        assert.deepEqual(read(frames.map(bytesOf)).frames.map(plain), frames.map(plain));
      }),
    );
  });

  it('whose parts are reordered: objects come out, or an error that ends the process', () => {
    fc.assert(
      fc.property(several, fc.array(fc.nat(), { minLength: 2, maxLength: 8 }), (frames, order) => {
        const whole = Buffer.concat(frames.map(bytesOf));
        const size = Math.ceil(whole.length / order.length);
        const parts = order.map((key, i) => ({ key, part: whole.subarray(i * size, (i + 1) * size) }));
        for (const { message } of read(parts.sort((a, b) => a.key - b.key).map(({ part }) => part)).frames)
          assert.equal(Object.prototype.toString.call(message), '[object Object]');
      }),
      { numRuns: 500 },
    );
  });

  it('oversized: refused by their head, before anything of them is waited for', () => {
    const tooLong = fc.oneof(
      fc.tuple(fc.integer({ min: 2 ** 29, max: 2 ** 32 - 1 }), fc.nat(2 ** 32 - 1)),
      fc.tuple(fc.nat(100), fc.integer({ min: 2 ** 31 + 1, max: 2 ** 32 - 1 })),
    );
    fc.assert(
      fc.property(several, tooLong, (frames, [text, blob]) => {
        const head = Buffer.alloc(8);
        head.writeUInt32LE(text, 0);
        head.writeUInt32LE(blob, 4);
        const { frames: found, isRefused } = read([...frames.map(bytesOf), head]);
        assert.equal(isRefused, true);
        assert.deepEqual(found.map(plain), frames.map(plain));
      }),
    );
  });

  it('of any bytes at all: objects, or an error that ends the process', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        for (const { message } of read([Buffer.from(bytes)]).frames)
          assert.equal(Object.prototype.toString.call(message), '[object Object]');
      }),
      { numRuns: 500 },
    );
  });

  it('whose JSON is no object are refused', () => {
    const none = fc.jsonValue().filter((value) => typeof value !== 'object' || value === null || Array.isArray(value));
    fc.assert(
      fc.property(none, (value) => {
        assert.deepEqual(read([encodeFrame(value as object)]), { frames: [], isRefused: true });
      }),
    );
  });
});
