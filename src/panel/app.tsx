import * as l10n from '@vscode/l10n';
import type { Report } from '../model/report.ts';
import { Inputs, HandOn, Notes } from './parts/about.tsx';
import { CauseView } from './parts/causeView.tsx';
import { FaultView } from './parts/faultView.tsx';
import { Header } from './parts/header.tsx';
import { Heard } from './parts/heard.tsx';
import { History } from './parts/history.tsx';
import { LeafDetail } from './parts/leafDetail.tsx';
import { LeafTable } from './parts/leafTable.tsx';
import { Network } from './parts/network.tsx';
import { shownReport, type KnownResult } from './messages.ts';
import { DifferenceScale } from './pictures/differenceScale.tsx';
import { openLeaf, type Action, type PageState } from './state.ts';

interface AppProps {
  state: PageState;
  dispatch: (action: Action) => void;
}

/** The whole page. */
export function App({ state, dispatch }: AppProps): preact.JSX.Element {
  const { pair } = state;
  if (!pair) return <Empty />;
  return (
    <main>
      <Heard pair={pair} />
      <Header pair={pair} />
      {pair.result ? (
        <>
          {pair.result.before && <Before result={pair.result} />}
          <ReportView report={shownReport(pair.result)} state={state} dispatch={dispatch} />
          <History entries={pair.result.history} />
          <HandOn report={pair.result.report} />
        </>
      ) : (
        <Teach />
      )}
    </main>
  );
}

function ReportView({ report, state, dispatch }: AppProps & { report: Report }): preact.JSX.Element {
  const leaf = openLeaf(state);
  const open = (name: string): void => dispatch({ kind: 'leaf', leaf: name });
  return (
    <>
      <FaultView report={report} />
      {report.cause && (
        <section aria-labelledby="cause-title">
          <h2 id="cause-title">{l10n.t('Why')}</h2>
          <CauseView cause={report.cause} />
        </section>
      )}
      <DifferenceScale report={report} />
      {report.leaves.length > 0 && (
        <>
          <Network leaves={report.leaves} open={leaf?.name ?? null} onOpen={open} />
          <LeafTable leaves={report.leaves} open={leaf?.name ?? null} onOpen={open} />
        </>
      )}
      {leaf && <LeafDetail key={leaf.name} report={report} leaf={leaf} state={state} dispatch={dispatch} />}
      <Notes report={report} />
      <Inputs report={report} />
    </>
  );
}

/** A check that ended in a fault, above the last result that did not. */
function Before({ result }: { result: KnownResult }): preact.JSX.Element {
  const time = new Date(result.before?.at ?? NaN).toLocaleTimeString();
  return (
    <>
      <FaultView report={result.report} />
      <Notes report={result.report} />
      <p class="banner" role="status">
        {l10n.t('Below is the last result before that, from {0}; the code may have changed since.', time)}
      </p>
    </>
  );
}

/** A pair that was not checked yet. */
function Teach(): preact.JSX.Element {
  return (
    <p>
      {l10n.t(
        'A gradient check runs forward and backward on small random inputs, measures every gradient from the cost itself, and says which entries of which W or b backward computes wrong, and why.',
      )}
    </p>
  );
}

function Empty(): preact.JSX.Element {
  return (
    <main>
      <h1>{l10n.t('Gradient Check')}</h1>
      <p>
        {l10n.t(
          'Open a file with a forward and a backward function and choose “Run Gradient Check” above the backward function.',
        )}
      </p>
    </main>
  );
}
