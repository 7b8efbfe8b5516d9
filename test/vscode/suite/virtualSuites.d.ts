/** Made by the bundler: every test/vscode/....test.ts. */
declare module 'virtual:suites' {
  export function loadSuites(): void;
}
