/** Files whose scripts stand in blocks between markup. */
const markup = /\.(vue|svelte|html?)$/i;

export function isMarkup(path: string): boolean {
  return markup.test(path);
}

/** The scripts of a .vue, .svelte or .html file, at their own lines and columns, and whether they are TypeScript. */
export function scriptsOf(text: string): { text: string; isTypeScript: boolean } {
  const blocks = [...text.matchAll(/(<script\b([^>]*)>)([\s\S]*?)<\/script\s*>/gi)].filter((match) =>
    isCode(match[2] ?? ''),
  );
  let result = '';
  let at = 0;
  for (const match of blocks) {
    const start = match.index + match[1]!.length;
    result += blanked(text.slice(at, start)) + match[3]!;
    at = start + match[3]!.length;
  }
  return {
    text: result + blanked(text.slice(at)),
    isTypeScript: blocks.some((match) => /\blang\s*=\s*["']?(ts|tsx|typescript)\b/i.test(match[2] ?? '')),
  };
}

/** Neither data nor a script from elsewhere. */
function isCode(attributes: string): boolean {
  return (
    !/\bsrc\s*=/i.test(attributes) &&
    !/\btype\s*=\s*["']?(application\/(ld\+)?json|importmap|text\/(template|x-))/i.test(attributes)
  );
}

function blanked(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}
