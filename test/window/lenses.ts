/** Runs in the page: the lenses on the screen, from top to bottom; the parts of one line are one string. */
export function readLenses(lines: Element[]): string[] {
  return lines
    .map((line) => ({
      top: line.getBoundingClientRect().top,
      text: [...line.querySelectorAll('a, span')]
        .filter((part) => part.querySelector('a') === null && part.closest('a') === (part.matches('a') ? part : null))
        .map((part) => (part as HTMLElement).innerText.replace(/\u00a0/g, ' ').trim())
        .filter((text) => text !== '' && text !== '|')
        .join(' | '),
    }))
    .filter((line) => line.text !== '')
    .sort((a, b) => a.top - b.top)
    .map((line) => line.text);
}
