import type { Action, PageState } from './state.ts';

/** The whole page. */
export function App({ state }: { state: PageState; dispatch: (action: Action) => void }): preact.JSX.Element {
  return <main>{state.pair?.result?.report.headline ?? ''}</main>;
}
