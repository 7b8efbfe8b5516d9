import { constants } from 'node:buffer';

/**
 * Frames of the pipe to Python: two little-endian uint32 (length of the JSON, length of the blob), the JSON as UTF-8,
 * the blob. Control travels as JSON, numbers as raw little-endian float64 and int32.
 */
export interface Frame {
  message: Record<string, unknown>;
  blob: Buffer;
}

const headSize = 8;
/** Longest JSON and blob of a frame, in bytes; a head that says more is none. No text is longer than a string can be. */
const longestText = constants.MAX_STRING_LENGTH;
const longestBlob = 2 ** 31;

export function encodeFrame(message: object, parts: readonly ArrayBufferView[] = []): Buffer {
  const text = Buffer.from(JSON.stringify(message), 'utf8');
  const blobs = parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength));
  const head = Buffer.alloc(headSize);
  head.writeUInt32LE(text.length, 0);
  head.writeUInt32LE(
    blobs.reduce((size, blob) => size + blob.length, 0),
    4,
  );
  return Buffer.concat([head, text, ...blobs]);
}

/** Puts chunks of a stream together to frames. One chunk may hold a part of a frame, or several. */
export class FrameReader {
  #chunks: Buffer[] = [];
  #size = 0;

  /** Adds a chunk and hands out the frames that are whole by now. Throws RangeError or SyntaxError on anything else. */
  push(chunk: Buffer): Frame[] {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    const frames: Frame[] = [];
    for (let frame = this.#next(); frame !== null; frame = this.#next()) frames.push(frame);
    return frames;
  }

  #next(): Frame | null {
    if (this.#size < headSize) return null;
    const head = this.#joined(headSize);
    const [text, blob] = [head.readUInt32LE(0), head.readUInt32LE(4)];
    if (text > longestText || blob > longestBlob) throw new RangeError('A frame is too long.');
    if (this.#size < headSize + text + blob) return null;
    const all = this.#joined(this.#size);
    const end = headSize + text + blob;
    const message = messageOf(all.toString('utf8', headSize, headSize + text));
    this.#chunks = all.length > end ? [all.subarray(end)] : [];
    this.#size -= end;
    return { message, blob: all.subarray(headSize + text, end) };
  }

  /** The first `count` bytes or more, in one piece. */
  #joined(count: number): Buffer {
    const first = this.#chunks[0];
    if (first && first.length >= count) return first;
    const all = Buffer.concat(this.#chunks);
    this.#chunks = [all];
    return all;
  }
}

/** Throws SyntaxError where a text is no JSON object. */
function messageOf(text: string): Record<string, unknown> {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new SyntaxError('A message is an object.');
  return value as Record<string, unknown>;
}

/** A copy of a blob as numbers: the blob itself may stand at an odd offset. */
export function float64Of(blob: Buffer): Float64Array {
  const copy = new Float64Array(Math.floor(blob.length / 8));
  Buffer.from(copy.buffer).set(blob.subarray(0, copy.byteLength));
  return copy;
}
