import type { FromPage } from './messages.ts';

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The page's end of the wire; VS Code lets a page ask for it once. */
const api = acquireVsCodeApi();

export function post(message: FromPage): void {
  api.postMessage(message);
}

/** State that VS Code hands back to the page, and to the extension, after a reload of the window. */
export function savedState(): unknown {
  return api.getState();
}

export function saveState(state: unknown): void {
  api.setState(state);
}
