import { existsSync } from 'node:fs';
import { Uri } from 'vscode';

const known = new Map<string, Uri | null>();

/** The page that explains a cause or a fault; null where there is none. */
export function causePage(extension: Uri, id: string): Uri | null {
  const remembered = known.get(id);
  if (remembered !== undefined) return remembered;
  const page = /^[a-z][a-z-]*$/.test(id) ? Uri.joinPath(extension, 'docs', 'causes', `${id}.md`) : null;
  const found = page && existsSync(page.fsPath) ? page : null;
  known.set(id, found);
  return found;
}
