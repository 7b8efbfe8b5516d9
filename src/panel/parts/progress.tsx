import { post } from '../host.ts';
import type { Progress as CheckProgress } from '../messages.ts';

const stages: Record<CheckProgress['stage'], string> = {
  starting: 'Starting…',
  loading: 'Loading your code…',
  binding: 'Finding inputs…',
  checking: 'Checking…',
  explaining: 'Finding the cause…',
};

/** How far a check is, with the button that stops it. */
export function Progress({ progress }: { progress: CheckProgress | null }): preact.JSX.Element {
  const words = progress ? stages[progress.stage] : 'Starting…';
  const fraction = progress?.fraction ?? null;
  return (
    <div class="actions" role="status">
      <label class="progress">
        {words}
        {fraction === null ? <progress /> : <progress max={1} value={fraction} />}
      </label>
      <button onClick={() => post({ kind: 'cancel' })}>Cancel</button>
    </div>
  );
}
