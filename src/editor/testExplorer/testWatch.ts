import { TestRunRequest, type CancellationToken, type TestItem } from 'vscode';
import { keyOf } from '../pairs/pairRef.ts';
import { readsFile, type ResultStore } from '../results/resultStore.ts';

/** Test runs that go on until they are stopped: what reads a saved file is checked again. */
export class ContinuousRuns {
  readonly #requests = new Set<TestRunRequest>();
  readonly #run: (request: TestRunRequest) => Promise<void>;

  constructor(run: (request: TestRunRequest) => Promise<void>) {
    this.#run = run;
  }

  /** Runs once now, and again after every save that matters. */
  async add(request: TestRunRequest, token: CancellationToken): Promise<void> {
    this.#requests.add(request);
    token.onCancellationRequested(() => this.#requests.delete(request));
    await this.#run(request);
  }

  saved(file: string, store: ResultStore): void {
    const keys = new Set(
      store
        .all()
        .filter((result) => readsFile(result, file))
        .map(({ report }) => keyOf(report)),
    );
    for (const request of this.#requests) {
      const include = request.include?.filter((item) => concerns(item, file, keys));
      if (include?.length === 0) continue;
      void this.#run(new TestRunRequest(include, request.exclude, request.profile));
    }
  }
}

/** An item of the saved file, or of a pair that reads it. */
function concerns(item: TestItem, file: string, keys: ReadonlySet<string>): boolean {
  return item.uri?.fsPath === file || keys.has(item.id) || [...item.children].some(([id]) => keys.has(id));
}
