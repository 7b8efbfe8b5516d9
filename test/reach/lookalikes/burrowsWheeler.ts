export function forward(text: string): { column: string; index: number } {
  const order = Array.from(text, (_, i) => i).sort((a, b) => (text.slice(a) + text.slice(0, a) < text.slice(b) + text.slice(0, b) ? -1 : 1));
  return { column: order.map((i) => text[(i + text.length - 1) % text.length]).join(''), index: order.indexOf(0) };
}

export function backward(column: string, index: number): string {
  const order = Array.from(column, (_, i) => i).sort((a, b) => column.charCodeAt(a) - column.charCodeAt(b) || a - b);
  let out = '';
  let row = index;
  for (let n = 0; n < column.length; n++) {
    row = order[row];
    out += column[row];
  }
  return out;
}
