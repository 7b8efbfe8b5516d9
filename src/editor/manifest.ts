/** What the extension reads from its own package.json. */
export function readManifest(manifest: unknown): { version: string; issuesUrl: string | null } {
  const { version, bugs } = manifest as { version?: unknown; bugs?: { url?: unknown } };
  return { version: String(version), issuesUrl: typeof bugs?.url === 'string' ? bugs.url : null };
}
