/** Control characters but tab and line feed: in a terminal they move the cursor, hide text or rename the window. */
const control = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u2028\u2029]/gu;

/**
 * A report without control characters in any of its texts: names and messages come from the user's code, and all
 * surfaces show them, terminals among them. Numbers and everything else stay the very same.
 */
export function printable<T>(value: T): T {
  if (typeof value === 'string') return value.replace(control, '') as T;
  if (Array.isArray(value)) return value.map((item: unknown) => printable(item)) as T;
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, printable(item as unknown)])) as T;
}
