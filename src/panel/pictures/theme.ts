import { useEffect, useState } from 'preact/hooks';
import type { Palette } from './colors.ts';

/** The theme's colours for canvases; drawn anew when the user changes the theme. */
export function usePalette(): Palette {
  const [palette, setPalette] = useState(readPalette);
  useEffect(() => {
    const observer = new MutationObserver(() => setPalette(readPalette()));
    observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
    return () => observer.disconnect();
  }, []);
  return palette;
}

function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const color = (name: string, fallback: string): string => style.getPropertyValue(name).trim() || fallback;
  const isLight =
    document.body.classList.contains('vscode-light') || document.body.classList.contains('vscode-high-contrast-light');
  return {
    background: color('--vscode-editor-background', isLight ? '#ffffff' : '#1e1e1e'),
    foreground: color('--vscode-editor-foreground', isLight ? '#000000' : '#d4d4d4'),
    negative: isLight ? '#0b5cad' : '#4aa8ff',
    positive: isLight ? '#b34700' : '#ff9f43',
  };
}
