export namespace matchingLines {
  export function backward(re: RegExp, origin: number, lines: string[]): number {
    let line = origin;
    while (line > 0 && re.test(lines[line - 1])) line--;
    return line;
  }

  export function forward(re: RegExp, origin: number, lines: string[]): number {
    let line = origin;
    while (line < lines.length - 1 && re.test(lines[line + 1])) line++;
    return line;
  }
}
