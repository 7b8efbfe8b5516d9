import { Uri, workspace, type TestController, type TestItem, type TestItemCollection } from 'vscode';
import type { Pair } from '../../model/facts.ts';
import type { LeafReport, Report } from '../../model/report.ts';
import { textbookGradient } from '../../report/names.ts';
import { keyOf, refOfPair, type PairRef } from '../pairs/pairRef.ts';
import { toLocation } from '../documents/places.ts';

/** What a test item stands for; never read back from its id. */
export type Subject = { kind: 'group' } | { kind: 'pair'; ref: PairRef } | { kind: 'leaf'; ref: PairRef };

/** Files, their pairs, and below a pair its gradients once they are known; each folder of several has its own files. */
export class TestTree {
  readonly #controller: TestController;
  readonly #subjects = new WeakMap<TestItem, Subject>();
  readonly #files = new Map<string, TestItem>();

  constructor(controller: TestController) {
    this.#controller = controller;
  }

  subject(item: TestItem): Subject | undefined {
    return this.#subjects.get(item);
  }

  /** The item of a pair; undefined where its file is not listed. */
  pairItem(ref: Pick<PairRef, 'file' | 'pairId'>): TestItem | undefined {
    return this.#files.get(ref.file)?.children.get(keyOf(ref));
  }

  /** Shows the pairs of a file as they are now. */
  setPairs(file: string, pairs: Pair[]): void {
    if (pairs.length === 0) return this.#remove(file);
    const item = this.#fileItem(file);
    const wanted = new Set(pairs.map((pair) => keyOf(refOfPair(pair))));
    item.children.forEach((child) => !wanted.has(child.id) && item.children.delete(child.id));
    for (const pair of pairs) this.#setPair(item, pair);
  }

  /** Forgets every other file. */
  keepFiles(files: ReadonlySet<string>): void {
    for (const file of this.#files.keys()) if (!files.has(file)) this.#remove(file);
  }

  /** Shows the gradients of a checked pair below it. A fault says nothing of them: those that were known stay. */
  setLeaves(item: TestItem, ref: PairRef, report: Report): { item: TestItem; leaf: LeafReport }[] {
    if (report.error) {
      item.children.forEach((child) => this.#controller.invalidateTestResults(child));
      return [];
    }
    const names = new Set(report.leaves.map((leaf) => leaf.name));
    item.children.forEach((child) => !names.has(child.id) && item.children.delete(child.id));
    return report.leaves.map((leaf, at) => {
      const { uri, range } = toLocation(leaf.site?.file ?? report.file, leaf.site ?? report.range);
      const child =
        item.children.get(leaf.name) ?? this.#controller.createTestItem(leaf.name, textbookGradient(leaf), uri);
      child.range = range;
      child.sortText = String(at).padStart(6, '0');
      this.#subjects.set(child, { kind: 'leaf', ref });
      item.children.add(child);
      return { item: child, leaf };
    });
  }

  #fileItem(file: string): TestItem {
    const known = this.#files.get(file);
    if (known) return known;
    const item = this.#controller.createTestItem(file, workspace.asRelativePath(file, false), Uri.file(file));
    this.#subjects.set(item, { kind: 'group' });
    this.#files.set(file, item);
    this.#siblings(file).add(item);
    return item;
  }

  /** Where a file stands: below its folder where the window has several, as in the Explorer. */
  #siblings(file: string): TestItemCollection {
    const { items } = this.#controller;
    const folder = workspace.getWorkspaceFolder(Uri.file(file));
    if (!folder || (workspace.workspaceFolders ?? []).length < 2) return items;
    const id = folder.uri.toString();
    const known = items.get(id);
    if (known) return known.children;
    const item = this.#controller.createTestItem(id, folder.name, folder.uri);
    item.sortText = String(folder.index).padStart(6, '0');
    this.#subjects.set(item, { kind: 'group' });
    items.add(item);
    return item.children;
  }

  #remove(file: string): void {
    const item = this.#files.get(file);
    if (!item) return;
    this.#files.delete(file);
    const { parent } = item;
    const { items } = this.#controller;
    (parent?.children ?? items).delete(item.id);
    if (parent?.children.size === 0) items.delete(parent.id);
  }

  #setPair(parent: TestItem, pair: Pair): void {
    const ref = refOfPair(pair);
    const known = parent.children.get(keyOf(ref));
    const { uri, range } = toLocation(pair.file, pair.range);
    const item = known ?? this.#controller.createTestItem(keyOf(ref), pair.name, uri);
    item.range = range;
    // No description: a screen reader would be told that instead of the label.
    this.#subjects.set(item, { kind: 'pair', ref });
    if (!known) parent.children.add(item);
  }
}
