import { readFileSync } from 'node:fs';
import { mayHoldPairs } from '../discovery/mayHoldPairs.ts';
import type { CheckService } from '../engine/service.ts';
import { Sources } from '../engine/job/sources.ts';
import type { ModuleFacts, Pair } from '../model/facts.ts';

/** Reads each file once, however often it is asked for. */
export class Discovery {
  /** Files that do not parse as they stand: pairs in them may be missing. */
  readonly unparsed = new Set<string>();
  /** Why files could not be read. */
  readonly unread: string[] = [];
  readonly #service: CheckService;
  readonly #sources = new Sources({});
  readonly #facts = new Map<string, Promise<ModuleFacts | null>>();

  constructor(service: CheckService) {
    this.#service = service;
  }

  /** Pairs of a file; a text that holds no word of a gradient is not parsed. */
  async pairs(file: string): Promise<Pair[]> {
    try {
      const text = readFileSync(file, 'utf8');
      if (!mayHoldPairs(file, text)) return [];
      const facts = await this.#read(file, text);
      if (facts?.hasSyntaxErrors) this.unparsed.add(file);
      return facts?.pairs ?? [];
    } catch (error) {
      this.unread.push(error instanceof Error ? error.message : String(error));
      return [];
    }
  }

  /** The file itself, its inputs file, and what these import from the workspace, one from another. */
  async reached(file: string): Promise<Set<string>> {
    const found = new Set([file]);
    const inputs = this.#sources.inputsFile(file);
    if (inputs !== null) found.add(inputs);
    for (const one of found) {
      const facts = await this.#read(one);
      for (const imported of facts ? this.#sources.imported(one, facts.imports) : []) found.add(imported);
    }
    return found;
  }

  /** Forgets what stood in a file. */
  forget(file: string): void {
    this.#facts.delete(file);
    this.unparsed.delete(file);
  }

  #read(file: string, text?: string): Promise<ModuleFacts | null> {
    const known = this.#facts.get(file);
    if (known) return known;
    const facts = this.#discover(file, text);
    this.#facts.set(file, facts);
    return facts;
  }

  async #discover(file: string, text?: string): Promise<ModuleFacts | null> {
    if (!/\.([mc]?[jt]sx?|py|ipynb|vue|svelte|html)$/u.test(file)) return null;
    return this.#service.discover(file, text ?? readFileSync(file, 'utf8'));
  }
}
