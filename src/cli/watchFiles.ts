import { relative, resolve } from 'node:path';
import { watch } from 'chokidar';
import type { Search } from './sourceFiles.ts';

/** Changes that come together (an editor writes twice, a branch is switched) are one. */
const together = 150;
const unwatched = /(^|[\\/])(node_modules|\.git|dist|out|build|coverage|\.venv|venv|__pycache__)([\\/]|$)/u;

/** A running watch: more files may be added; `ended` settles after Ctrl+C. */
export interface Watch {
  also(files: Iterable<string>): void;
  ended: Promise<void>;
}

/** Calls `onChange` with the absolute paths that changed, never two calls at a time. Settles once it is looking. */
export async function watchFiles(
  { folder, paths }: Search,
  onChange: (files: Set<string>) => Promise<void>,
): Promise<Watch> {
  const roots = paths.map((path) => (/[*?{[]/u.test(path) ? folder : resolve(folder, path)));
  const watcher = watch(roots, {
    ignoreInitial: true,
    // Where the folder itself lies (below a `build`, say) is no reason to overlook what is in it.
    ignored: (path) => unwatched.test(relative(folder, path)),
  });
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const run = async (): Promise<void> => {
    const files = new Set(changed);
    changed.clear();
    if (files.size > 0) await onChange(files);
  };
  watcher.on('all', (_event, path) => {
    changed.add(resolve(folder, path));
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(run);
    }, together);
  });
  await new Promise<void>((ready) => watcher.once('ready', ready));
  const ended = new Promise<void>((end) => {
    process.once('SIGINT', () => {
      clearTimeout(timer);
      void watcher.close().then(end);
    });
  });
  return {
    also(files) {
      watcher.add([...files]);
    },
    ended,
  };
}
