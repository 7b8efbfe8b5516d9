import type { Plan, Step } from '../../model/plan.ts';
import type { Note } from '../../model/report.ts';

/**
 * Drops the note that backward reads the last forward's cache where it is no news: the plan itself hands forward's
 * result to backward, or one function computes both.
 */
export function withoutPassedCache(notes: Note[], plan: Plan): Note[] {
  return handsForwardOn(plan) ? notes.filter((note) => note.id !== 'reads-cache') : notes;
}

function handsForwardOn({ forward, backward }: Plan): boolean {
  const made = new Set(forward.flatMap((step) => slotOf(step) ?? []));
  const text = JSON.stringify(backward);
  return [...made].some((slot) => text.includes(`"slot":${JSON.stringify(slot)}`));
}

function slotOf(step: Step): string | null {
  return 'into' in step ? step.into : null;
}
