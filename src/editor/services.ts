import type { LogOutputChannel, Uri } from 'vscode';
import type { CheckService } from '../engine/service.ts';
import type { Checks } from './checks.ts';
import type { Diagnostics } from './marks/diagnostics.ts';
import type { FixFinder } from './quickFixes/fixFinder.ts';
import type { FixPreview } from './quickFixes/fixPreview.ts';
import type { PairIndex } from './pairs/pairIndex.ts';
import type { PanelHost } from './panel/panelHost.ts';
import type { ResultStore } from './results/resultStore.ts';
import type { WorkspacePairs } from './pairs/workspacePairs.ts';

/** What commands and surfaces share; made once, at activation. */
export interface Services {
  extension: Uri;
  version: string;
  /** Where problems are reported; null where the manifest names no page. */
  issuesUrl: string | null;
  log: LogOutputChannel;
  service: CheckService;
  store: ResultStore;
  checks: Checks;
  index: PairIndex;
  workspacePairs: WorkspacePairs;
  diagnostics: Diagnostics;
  panel: PanelHost;
  fixes: FixFinder;
  fixPreview: FixPreview;
}
