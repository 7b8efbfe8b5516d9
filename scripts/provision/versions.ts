import manifest from '../../package.json' with { type: 'json' };

/** What the test host is made of; the only place where these versions stand. */
export const hostPackages = {
  /** Carries VS Code 1.139.1's server and web workbench. */
  'code-server': '4.139.1',
  /** A headless Chromium for Linux on x64 that brings the libraries it needs. */
  '@sparticuz/chromium': '153.0.0',
  /** A machine without fonts would give pictures without words. */
  'dejavu-fonts-ttf': '2.37.3',
};

/** Test runners that the library is tried in, beside mocha and Node's own. */
export const runnerPackages = { vitest: '5.1.1', jest: '30.5.2' };

/** VS Code's desktop build, for @vscode/test-electron, where VSCODE_TEST_VERSION asks for no other. */
const usualVersion = '1.139.1';

/** A version, 'stable', or 'minimum' for the oldest that package.json allows. */
export function desktopVersion(): string {
  const asked = process.env['VSCODE_TEST_VERSION'] ?? usualVersion;
  return asked === 'minimum' ? manifest.engines.vscode.replace(/^\D+/, '') : asked;
}
