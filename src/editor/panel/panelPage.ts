import { randomBytes } from 'node:crypto';

/** What the page needs to know of its frame; all are texts of the webview. */
export interface PageFrame {
  cspSource: string;
  script: string;
  style: string;
  title: string;
  /** Language of the page, 'en'. */
  language: string;
  /** Translations of the page's words; empty for English. */
  words: Record<string, string>;
}

/** The page around the panel's script. Nothing is loaded but one script and one style, and nothing is connected to. */
export function pageHtml(frame: PageFrame): string {
  const nonce = randomBytes(16).toString('base64url');
  const policy = `default-src 'none'; style-src ${frame.cspSource}; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="${escapeHtml(frame.language)}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${escapeHtml(frame.title)}</title>
  <link rel="stylesheet" href="${escapeHtml(frame.style)}">
</head>
<body>
  <div id="root" data-words="${escapeHtml(JSON.stringify(frame.words))}"></div>
  <script nonce="${nonce}" src="${escapeHtml(frame.script)}"></script>
</body>
</html>`;
}

function escapeHtml(text: string): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (character) => names[character] ?? character);
}
