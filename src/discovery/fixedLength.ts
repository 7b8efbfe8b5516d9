const wordCharacter = /[\p{L}\p{N}_$.]/u;
const constantIndex = /^\s{0,20}\[\s{0,20}(\d{1,3})\s{0,20}\]/;
/** `f(x)`, `(x, y)`, `{ x, y }`, `x =>` hand it on or name it, and say nothing against its length. */
const handedOn = /^\s{0,20}(?:[,)}]|=>)/;
const mostText = 20_000;

/**
 * The length of an array whose body reads it by constant indices only, `x[0] ** 2 + 3 * x[1]`: one more than the largest.
 * Null where some other use is seen: a loop, a method, arithmetic with the whole. `text` is the function with or without
 * its head; the same for every language.
 */
export function fixedLength(name: string, text: string): number | null {
  if (name === '' || text.length > mostText) return null;
  let largest = -1;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    const [before, behind] = [text[at - 1] ?? ' ', text.slice(at + name.length, at + name.length + 64)];
    if (wordCharacter.test(before) || /^[\p{L}\p{N}_$]/u.test(behind)) continue;
    const index = constantIndex.exec(behind)?.[1];
    if (index !== undefined) largest = Math.max(largest, Number(index));
    else if (!handedOn.test(behind) || !/(?:[(,{]|^)$/.test(text.slice(Math.max(0, at - 20), at).trimEnd()))
      return null;
  }
  return largest < 0 ? null : largest + 1;
}
