import { select } from 'd3-selection';
import { zoom, zoomIdentity, type ZoomBehavior, type ZoomTransform } from 'd3-zoom';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Size } from './placement.ts';

export interface Zoom {
  transform: ZoomTransform;
  /** Zooms by a factor, around the middle. */
  by: (factor: number) => void;
  reset: () => void;
  /** Moves the picture so far that a point of it (in CSS pixels of the canvas) can be seen. */
  reveal: (x: number, y: number) => void;
}

/** Ctrl + wheel zooms a canvas, drag pans it; the plain wheel is left to the page. */
export function useZoom(canvas: { current: HTMLCanvasElement | null }, size: Size, largest: number): Zoom {
  const [transform, setTransform] = useState<ZoomTransform>(zoomIdentity);
  const behaviour = useRef<ZoomBehavior<HTMLCanvasElement, unknown> | null>(null);
  const { width, height } = size;
  useEffect(() => {
    if (!canvas.current) return;
    const own = zoom<HTMLCanvasElement, unknown>()
      .scaleExtent([1, largest])
      .extent([
        [0, 0],
        [width, height],
      ])
      .translateExtent([
        [0, 0],
        [width, height],
      ])
      .filter((event: WheelEvent | MouseEvent) => event.type !== 'wheel' || event.ctrlKey || event.metaKey)
      .on('zoom', (event: { transform: ZoomTransform }) => setTransform(event.transform));
    behaviour.current = own;
    const selection = select(canvas.current).call(own);
    own.transform(selection, zoomIdentity);
    return () => void selection.on('.zoom', null);
  }, [width, height, largest]);
  const act = (move: (own: ZoomBehavior<HTMLCanvasElement, unknown>, element: HTMLCanvasElement) => void): void => {
    if (behaviour.current && canvas.current) move(behaviour.current, canvas.current);
  };
  return {
    transform,
    by: (factor) => act((own, element) => own.scaleBy(select(element), factor)),
    reset: () => act((own, element) => own.transform(select(element), zoomIdentity)),
    reveal: (x, y) => {
      const isSeen = x >= 0 && y >= 0 && x <= width && y <= height;
      if (!isSeen) act((own, element) => own.translateTo(select(element), ...transform.invert([x, y])));
    },
  };
}
