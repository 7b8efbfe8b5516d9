import * as l10n from '@vscode/l10n';
import { render } from 'preact';
import { useEffect, useReducer } from 'preact/hooks';
import { App } from './app.tsx';
import { post, saveState, savedState } from './host.ts';
import { readToPage } from './messages.ts';
import { readSavedView, reduce } from './state.ts';

function Page(): preact.JSX.Element {
  const [state, dispatch] = useReducer(reduce, { pair: null, view: readSavedView(savedState()), values: null });
  useEffect(() => {
    const receive = (event: MessageEvent<unknown>): void => {
      const message = readToPage(event.data);
      if (message?.kind === 'state') dispatch({ kind: 'pair', pair: message.state });
      if (message?.kind === 'running') dispatch(message);
      if (message?.kind === 'values') dispatch({ kind: 'values', values: message });
      if (message?.kind === 'select') dispatch({ kind: 'leaf', leaf: message.leaf });
    };
    window.addEventListener('message', receive);
    post({ kind: 'ready' });
    return () => window.removeEventListener('message', receive);
  }, []);
  useScroll(state.pair !== null);
  useEffect(() => {
    if (!state.pair) return;
    const { file, pairId, name } = state.pair;
    saveState({ ref: { file, pairId, name }, view: state.view, scroll: window.scrollY });
  }, [state]);
  return <App state={state} dispatch={dispatch} />;
}

/** A tab that was hidden comes back where it was left. */
function useScroll(hasContent: boolean): void {
  useEffect(() => {
    if (!hasContent) return;
    const saved = savedState();
    const scroll = typeof saved === 'object' && saved !== null && 'scroll' in saved ? Number(saved.scroll) : 0;
    window.scrollTo(0, Number.isFinite(scroll) ? scroll : 0);
    const remember = (): void => saveState({ ...(savedState() as object), scroll: window.scrollY });
    window.addEventListener('scrollend', remember);
    return () => window.removeEventListener('scrollend', remember);
  }, [hasContent]);
}

const root = document.getElementById('root');
if (root) {
  l10n.config({ contents: root.dataset['words'] ?? '{}' });
  render(<Page />, root);
}
