import type { Json } from '../../model/json.ts';

/** Reads a literal of JavaScript or Python as data: numbers, strings, lists, objects; undefined for anything else. */
export function literalOf(text: string): Json | undefined {
  const trimmed = text.trim().replace(/\s+as\s+const$/, '');
  if (!/^[-[{'"`\d.tfnNTF(]/.test(trimmed) || /=>|\bnew\b|\$\{/.test(trimmed)) {
    return undefined;
  }
  const json = trimmed
    .replace(/'((?:[^'\\]|\\.)*)'/g, (_, inner: string) => JSON.stringify(inner))
    .replace(/`([^`]*)`/g, (_, inner: string) => JSON.stringify(inner))
    .replace(/([{,]\s*)([A-Za-z_$][\w$]*)\s*:/g, '$1"$2":')
    .replace(/(^|[[,:\s-])\.(\d)/g, '$10.$2')
    .replace(/(\d)\.(?=[\s,\]}]|$)/g, '$1')
    .replace(/\bTrue\b/g, 'true')
    .replace(/\bFalse\b/g, 'false')
    .replace(/\bNone\b/g, 'null')
    .replace(/,\s*([\]}])/g, '$1')
    .replace(/^\((.*)\)$/s, '[$1]');
  try {
    return JSON.parse(json) as Json;
  } catch {
    return undefined;
  }
}
