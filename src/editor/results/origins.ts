import type { KnownResult } from '../../panel/messages.ts';
import type { Report } from '../../model/report.ts';

/** What a result said when it was new, of texts that were open. */
interface Origin {
  report: Report;
  before: KnownResult['before'];
  /** By absolute path. */
  texts: ReadonlyMap<string, string>;
  /** Files that have another text now. */
  changed: Set<string>;
}

/** Remembers which texts results speak of, so that an edit that is undone brings its result back. */
export class Origins {
  readonly #origins = new Map<string, Origin>();
  /** Pairs of one file share its text. */
  readonly #texts = new Map<string, string>();

  set(key: string, { report, before }: Pick<Origin, 'report' | 'before'>, texts: ReadonlyMap<string, string>): void {
    const shared = new Map([...texts].map(([file, text]) => [file, this.#shared(file, text)]));
    this.#origins.set(key, { report, before, texts: shared, changed: new Set() });
  }

  delete(key: string): void {
    this.#origins.delete(key);
  }

  /**
   * A file that the result reads has another text.
   * @param text null where nobody knows what stands there now
   * @returns what the result said, where all its texts are again as they were
   */
  edited(key: string, file: string, text: string | null): Pick<Origin, 'report' | 'before'> | null {
    const origin = this.#origins.get(key);
    if (!origin) return null;
    if (text === null) this.#origins.delete(key);
    else if (origin.texts.get(file) === text) origin.changed.delete(file);
    else origin.changed.add(file);
    return text !== null && origin.changed.size === 0 ? origin : null;
  }

  #shared(file: string, text: string): string {
    const known = this.#texts.get(file);
    if (known === text) return known;
    this.#texts.set(file, text);
    return text;
  }
}
