import type { Disposable, Event, Uri } from 'vscode';
import { Signal } from '../signal.ts';

/** What an environment is called by; both extensions hand it out. */
interface EnvironmentPath {
  path: string;
}

/** The part of the Python extension's API that is used here (its `environments` namespace). */
interface PythonExtension {
  environments: {
    getActiveEnvironmentPath(resource?: Uri): EnvironmentPath;
    resolveEnvironment(environment: EnvironmentPath): Promise<{ executable: { uri?: Uri } } | undefined>;
    onDidChangeActiveEnvironmentPath?: Event<unknown>;
  };
}

/** The part of the Jupyter extension's API that is used here: which environment a notebook's kernel runs in. */
interface JupyterExtension {
  getPythonEnvironment?(notebook: Uri): EnvironmentPath | undefined;
  onDidChangePythonEnvironment?: Event<unknown>;
}

/** An installed extension, as far as it is used here; undefined where it is not installed. */
export type ExtensionOf = (id: string) => { activate(): PromiseLike<unknown> } | undefined;

/**
 * Which interpreter is selected for a file, as the Python and the Jupyter extension have it. Neither is needed; they
 * are asked, and their change events followed, from the first Python file on that is checked.
 */
export class PythonInterpreters implements Disposable {
  readonly #extensionOf: ExtensionOf;
  readonly #log: (message: string) => void;
  readonly #changed = new Signal<undefined>();
  readonly #followed = new Set<string>();
  readonly #subscriptions: Disposable[] = [];
  /** Another interpreter or kernel was chosen. */
  readonly onDidChange = this.#changed.event;

  constructor(extensionOf: ExtensionOf, log: (message: string) => void) {
    this.#extensionOf = extensionOf;
    this.#log = log;
  }

  /** Of a notebook the one that its kernel runs in, else the one that is selected; null where nobody says. */
  async of(file: Uri): Promise<string | null> {
    const python = await this.#api<PythonExtension>('ms-python.python');
    if (!python) return null;
    const { environments } = python;
    this.#follow('ms-python.python', environments.onDidChangeActiveEnvironmentPath);
    try {
      const chosen = (await this.#kernel(file)) ?? environments.getActiveEnvironmentPath(file);
      return (await environments.resolveEnvironment(chosen))?.executable.uri?.fsPath ?? null;
    } catch (error) {
      this.#log(`The Python extension did not say which interpreter is selected: ${String(error)}`);
      return null;
    }
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  async #kernel(file: Uri): Promise<EnvironmentPath | undefined> {
    if (!file.path.endsWith('.ipynb')) return undefined;
    const jupyter = await this.#api<JupyterExtension>('ms-toolsai.jupyter');
    this.#follow('ms-toolsai.jupyter', jupyter?.onDidChangePythonEnvironment);
    return jupyter?.getPythonEnvironment?.(file);
  }

  #follow(id: string, event: Event<unknown> | undefined): void {
    if (!event || this.#followed.has(id)) return;
    this.#followed.add(id);
    this.#subscriptions.push(
      event(() => {
        this.#changed.fire(undefined);
      }),
    );
  }

  /** The API of an extension, which is activated for it; null where it is not installed or fails. */
  async #api<T>(id: string): Promise<T | null> {
    try {
      return ((await this.#extensionOf(id)?.activate()) as T | undefined) ?? null;
    } catch (error) {
      this.#log(`The extension ${id} could not be started: ${String(error)}`);
      return null;
    }
  }
}
