/**
 * The script blocks of a .vue, .svelte or .html text, at their places: everything else is blanked, so that lines and
 * columns stay. Null where there is none that holds code.
 */
export function scriptBlocks(text: string): { text: string; isTypeScript: boolean } | null {
  const lower = text.toLowerCase();
  const kept: [number, number][] = [];
  let isTypeScript = false;
  for (let at = lower.indexOf('<script'); at >= 0; at = lower.indexOf('<script', at)) {
    const open = lower.indexOf('>', at);
    if (open < 0) break;
    const close = lower.indexOf('</script', open);
    const end = close < 0 ? text.length : close;
    const attributes = lower.slice(at, open);
    const type = /\btype\s*=\s*["']?([\w/+-]*)/.exec(attributes)?.[1] ?? '';
    const holdsCode = /^(?:|module|(?:text|application)\/(?:javascript|ecmascript|babel|typescript|jsx))$/.test(type);
    if (holdsCode) {
      kept.push([open + 1, end]);
      isTypeScript ||= /\blang\s*=\s*["']?tsx?/.test(attributes);
    }
    at = end;
  }
  return kept.length === 0 ? null : { text: onlyThese(text, kept), isTypeScript };
}

function onlyThese(text: string, kept: readonly [number, number][]): string {
  const parts: string[] = [];
  let before = 0;
  for (const [from, to] of kept) {
    parts.push(blank(text.slice(before, from)), text.slice(from, to));
    before = to;
  }
  parts.push(blank(text.slice(before)));
  return parts.join('');
}

function blank(text: string): string {
  return text.replace(/[^\n\r]/g, ' ');
}
