import type { Server } from './server.ts';

export interface AddressOptions {
  /** Absolute path of the folder that the window opens, or of a file that names several (.code-workspace). */
  folder: string;
  /** Absolute path of a file that is open at first, and the line where the cursor is: PATH:LINE. */
  place?: string;
  /** Absolute path of an extension in development. */
  extension?: string;
  /** Absolute path of a bundle that exports `run(): Promise<void>`. */
  suite?: string;
  token?: string;
}

/** The address of a window; extension and suite need a server with automation. */
export function windowAddress(server: Server, options: AddressOptions): string {
  const remote = (path: string) => `vscode-remote://127.0.0.1:${server.port}${path}`;
  const payload = [['skipWelcome', 'true']];
  if (options.place) payload.push(['openFile', remote(options.place)], ['gotoLineMode', 'true']);
  if (options.extension) payload.push(['extensionDevelopmentPath', remote(options.extension)]);
  if (options.suite) payload.push(['extensionTestsPath', remote(options.suite)]);
  const kind = options.folder.endsWith('.code-workspace') ? 'workspace' : 'folder';
  const query = new URLSearchParams({ [kind]: options.folder, payload: JSON.stringify(payload) });
  if (options.token) query.set('tkn', options.token);
  return `${server.origin}/?${query.toString()}`;
}
