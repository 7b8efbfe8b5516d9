import { useState } from 'react';

export function Wizard({ steps }: { steps: JSX.Element[] }) {
  const [index, setIndex] = useState(0);
  const progress = ((index + 1) / steps.length) * 100;

  const forward = () => setIndex((i) => Math.min(i + 1, steps.length - 1));
  const backward = () => setIndex((i) => Math.max(i - 1, 0));

  return (
    <div>
      <progress value={progress} max={100} />
      {steps[index]}
      <button onClick={backward}>Back</button>
      <button onClick={forward}>Next</button>
    </div>
  );
}
