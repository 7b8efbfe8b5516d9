import {
  Diagnostic,
  DiagnosticRelatedInformation,
  DiagnosticSeverity,
  Location,
  Uri,
  l10n,
  languages,
  type DiagnosticCollection,
  type Disposable,
} from 'vscode';
import type { Report } from '../model/report.ts';
import { causePage } from './causePage.ts';
import { findings, type Finding } from './diagnosticModel.ts';
import { toRange } from './documents.ts';
import { refOfReport, type PairRef } from './pairRef.ts';
import type { ResultStore } from './resultStore.ts';
import { parameterPlace } from './parameterPlace.ts';
import type { Subscription } from './signal.ts';

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
  readonly #store: ResultStore;
  readonly #extension: Uri;
  readonly #subscription: Subscription;

  constructor(store: ResultStore, extension: Uri) {
    this.#store = store;
    this.#extension = extension;
    this.#collection = languages.createDiagnosticCollection('gradient-check');
    this.#subscription = store.onDidChange(() => this.#show());
    this.#show();
  }

  /** The squiggles at a file, with what they are about. */
  at(uri: Uri): readonly Diagnostic[] {
    return this.#collection.get(uri) ?? [];
  }

  #show(): void {
    const byFile = new Map<string, Diagnostic[]>();
    for (const { report, stale } of this.#store.all()) {
      for (const finding of findings(report, stale)) {
        const list = byFile.get(finding.file) ?? [];
        list.push(this.#diagnostic(report, finding, stale));
        byFile.set(finding.file, list);
      }
    }
    this.#collection.clear();
    for (const [file, list] of byFile) this.#collection.set(Uri.file(file), list);
  }

  #diagnostic(report: Report, finding: Finding, stale: boolean): Diagnostic {
    const message = stale
      ? l10n.t('{0} (Before your last edit; run the check again.)', finding.message)
      : finding.message;
    const diagnostic = new Diagnostic(toRange(finding.range), message, severities[finding.severity]);
    diagnostic.source = diagnosticSource;
    const page = causePage(this.#extension, finding.code);
    diagnostic.code = page ? { value: finding.code, target: page } : finding.code;
    diagnostic.relatedInformation = related(report, finding);
    subjects.set(diagnostic, { ref: refOfReport(report), leaf: finding.leaf?.name ?? null });
    return diagnostic;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#collection.dispose();
  }
}

/** The pair and the leaf behind a squiggle of ours. */
export function subjectOf(diagnostic: Diagnostic): { ref: PairRef; leaf: string | null } | undefined {
  return subjects.get(diagnostic);
}

function related(report: Report, finding: Finding): DiagnosticRelatedInformation[] {
  if (!finding.leaf) return [];
  const uri = Uri.file(report.file);
  const places: DiagnosticRelatedInformation[] = [];
  if (report.forwardRange) {
    const message = l10n.t('{0}: the forward function that the gradient is compared with', report.forward ?? '');
    places.push(new DiagnosticRelatedInformation(new Location(uri, toRange(report.forwardRange)), message));
  }
  const parameter = parameterPlace(report, finding.leaf);
  if (parameter) {
    const message = l10n.t('{0} is used here', finding.leaf.name);
    places.push(new DiagnosticRelatedInformation(new Location(uri, parameter), message));
  }
  return places;
}
