// Reads a box of a media file: times, differences of times and what is carried along.
function text(data: Uint8Array, from: number): string {
  let end = from;
  while (end < data.length && data[end] !== 0) end++;
  return String.fromCharCode(...data.subarray(from, end));
}

const word = (data: Uint8Array, at: number): number =>
  ((data[at]! << 24) | (data[at + 1]! << 16) | (data[at + 2]! << 8) | data[at + 3]!) >>> 0;

export function parseEventBox(data: Uint8Array) {
  let offset = 4;
  let presentationTime = 0;
  let presentationTimeDelta = 0;
  let value = '';
  const scale = word(data, offset);
  offset += 4;
  if (data[0] === 0) {
    value = text(data, offset);
    offset += value.length + 1;
    presentationTimeDelta = word(data, offset);
  } else {
    presentationTime = 2 ** 32 * word(data, offset) + word(data, offset + 4);
    offset += 4;
  }
  offset += 4;
  const duration = word(data, offset);
  return { value, scale, presentationTime, presentationTimeDelta, duration, payload: data.subarray(offset + 4) };
}
