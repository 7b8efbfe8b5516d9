/**
 * What many owners have to say about many documents: what one owner says anew touches the documents that it spoke of
 * before and those that it speaks of now, and no other.
 */
export class Shares<T> {
  readonly #documents = new Map<string, Map<string, readonly T[]>>();

  /** Everyone who has said something. */
  owners(): string[] {
    return [...new Set([...this.#documents.values()].flatMap((byOwner) => [...byOwner.keys()]))];
  }

  /** Replaces all that one owner says. @returns the documents that this touches */
  set(owner: string, said: ReadonlyMap<string, readonly T[]>): string[] {
    const touched = new Set(said.keys());
    for (const [document, byOwner] of this.#documents) {
      if (byOwner.delete(owner)) touched.add(document);
      if (byOwner.size === 0) this.#documents.delete(document);
    }
    for (const [document, list] of said) {
      const byOwner = this.#documents.get(document) ?? new Map<string, readonly T[]>();
      this.#documents.set(document, byOwner.set(owner, list));
    }
    return [...touched];
  }

  /** What all say about one document, who spoke last at the end. */
  of(document: string): T[] {
    return [...(this.#documents.get(document)?.values() ?? [])].flat();
  }
}
