import type { PictureMode } from '../state.ts';
import type { ColorScale } from './colors.ts';
import { legendSteps, legendValue, legendWords } from './legendScale.ts';

/** What the colours mean. */
export function Legend({ scale, mode }: { scale: ColorScale; mode: PictureMode }): preact.JSX.Element {
  const [low, middle, high] = legendWords(scale, mode);
  return (
    <div class="legend" aria-hidden="true">
      <span>{low}</span>
      <span class="ramp">
        <svg width="126" height="10">
          {legendSteps.map((share, at) => (
            <rect key={share} x={at * 6} width="6" height="10" fill={scale.color(legendValue(scale, mode, share))} />
          ))}
        </svg>
        <span>{middle}</span>
      </span>
      <span>{high}</span>
    </div>
  );
}
