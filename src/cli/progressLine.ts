import { clearLine, cursorTo } from 'node:readline';

/** One line at the foot of a terminal that says what is going on. */
export interface ProgressLine {
  show(text: string): void;
  /** Takes the line away, before anything else is printed. */
  clear(): void;
}

/** In a pipe or a file there is no progress: both functions do nothing there. */
export function progressLine(stream: NodeJS.WriteStream): ProgressLine {
  if (!stream.isTTY) return { show: () => undefined, clear: () => undefined };
  let isShown = false;
  const clear = (): void => {
    if (!isShown) return;
    cursorTo(stream, 0);
    clearLine(stream, 0);
    isShown = false;
  };
  return {
    show(text) {
      clear();
      stream.write(text.slice(0, Math.max(10, stream.columns - 1)));
      isShown = true;
    },
    clear,
  };
}
