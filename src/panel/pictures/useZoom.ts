import { select } from 'd3-selection';
import { zoom, zoomIdentity, type ZoomTransform } from 'd3-zoom';
import { useEffect, useState } from 'preact/hooks';

/** Ctrl + wheel zooms a canvas, drag pans it; the plain wheel is left to the page. */
export function useZoom(
  canvas: { current: HTMLCanvasElement | null },
  size: { width: number; height: number },
): ZoomTransform {
  const [transform, setTransform] = useState<ZoomTransform>(zoomIdentity);
  useEffect(() => {
    if (!canvas.current) return;
    const behaviour = zoom<HTMLCanvasElement, unknown>()
      .scaleExtent([1, 32])
      .translateExtent([
        [0, 0],
        [size.width, size.height],
      ])
      .filter((event: WheelEvent | MouseEvent) => event.type !== 'wheel' || event.ctrlKey || event.metaKey)
      .on('zoom', (event: { transform: ZoomTransform }) => setTransform(event.transform));
    const selection = select(canvas.current).call(behaviour);
    return () => void selection.on('.zoom', null);
  }, [size]);
  return transform;
}
