import {
  Diagnostic,
  DiagnosticRelatedInformation,
  DiagnosticSeverity,
  Uri,
  l10n,
  languages,
  type DiagnosticCollection,
  type Disposable,
  type Location,
} from 'vscode';
import type { Report } from '../../model/report.ts';
import { causePage } from '../panel/causePage.ts';
import { findings, type Finding } from './diagnosticModel.ts';
import { refOfReport, type PairRef } from '../pairs/pairRef.ts';
import { parameterPlace } from '../panel/parameterPlace.ts';
import { toLocation } from '../documents/places.ts';
import type { ResultStore } from '../results/resultStore.ts';
import { Shares } from './shares.ts';

export const diagnosticSource = 'Gradient Check';

/** Remembers which pair and gradient a squiggle is about, for its quick fixes. */
const subjects = new WeakMap<Diagnostic, { ref: PairRef; leaf: string | null }>();

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

/** Squiggles on the sites of wrong gradients, and on the user's own line where the code failed. */
export class Diagnostics implements Disposable {
  readonly #collection: DiagnosticCollection;
  readonly #shares = new Shares<Diagnostic>();
  readonly #store: ResultStore;
  readonly #extension: Uri;

  constructor(store: ResultStore, extension: Uri) {
    this.#store = store;
    this.#extension = extension;
    this.#collection = languages.createDiagnosticCollection('gradient-check');
    this.show();
  }

  /** The squiggles at a file, with what they are about. */
  at(uri: Uri): readonly Diagnostic[] {
    return this.#collection.get(uri) ?? [];
  }

  /**
   * Shows what the results say at the places where their code stands now.
   * @param keys of the pairs that have something new; default: all. Of hundreds of results one ends after the other, and
   * every key that is typed moves some: the others' squiggles stay as they are.
   */
  show(keys: readonly string[] = [...this.#shares.owners(), ...this.#store.keys()]): void {
    const touched = new Set(keys.flatMap((key) => this.#shares.set(key, this.#said(key))));
    this.#collection.set([...touched].map((document) => [Uri.parse(document), this.#shares.of(document)]));
  }

  /** The squiggles of one pair, by document. */
  #said(key: string): Map<string, Diagnostic[]> {
    const byDocument = new Map<string, Diagnostic[]>();
    const result = this.#store.byKey(key);
    const add = (report: Report, stale: boolean): void => {
      for (const finding of findings(report, stale)) {
        const { uri, range } = toLocation(finding.file, finding.range);
        const list = byDocument.get(uri.toString()) ?? [];
        byDocument.set(uri.toString(), [...list, this.#diagnostic(report, finding, range, stale)]);
      }
    };
    if (result) add(result.report, result.stale);
    if (result?.before) add(result.before.report, true);
    return byDocument;
  }

  #diagnostic(report: Report, finding: Finding, range: Location['range'], stale: boolean): Diagnostic {
    const message = stale
      ? l10n.t('{0} (Before your last edit; run the check again.)', finding.message)
      : finding.message;
    const diagnostic = new Diagnostic(range, message, severities[finding.severity]);
    diagnostic.source = diagnosticSource;
    const page = causePage(this.#extension, finding.code);
    diagnostic.code = page ? { value: finding.code, target: page } : finding.code;
    diagnostic.relatedInformation = related(report, finding);
    subjects.set(diagnostic, { ref: refOfReport(report), leaf: finding.leaf?.name ?? null });
    return diagnostic;
  }

  dispose(): void {
    this.#collection.dispose();
  }
}

/** The pair and the leaf behind a squiggle of ours. */
export function subjectOf(diagnostic: Diagnostic): { ref: PairRef; leaf: string | null } | undefined {
  return subjects.get(diagnostic);
}

function related(report: Report, finding: Finding): DiagnosticRelatedInformation[] {
  if (!finding.leaf) return [];
  const places: DiagnosticRelatedInformation[] = [];
  if (report.forwardRange) {
    const message = l10n.t('{0}: the forward function that the gradient is compared with', report.forward ?? '');
    places.push(new DiagnosticRelatedInformation(toLocation(report.file, report.forwardRange), message));
  }
  const parameter = parameterPlace(report, finding.leaf);
  if (parameter) {
    const message = l10n.t('{0} is used here', finding.leaf.name);
    places.push(new DiagnosticRelatedInformation(toLocation(report.file, parameter), message));
  }
  return places;
}
