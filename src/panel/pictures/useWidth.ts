import { useEffect, useState } from 'preact/hooks';

/** Width of an element in CSS pixels, followed while the panel is resized. */
export function useWidth(element: { current: HTMLElement | null }): number {
  const [width, setWidth] = useState(480);
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.floor(entry.contentRect.width));
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return width;
}
