import * as l10n from '@vscode/l10n';
import { fault } from '../../model/fault.ts';
import type { Observation, Trial } from '../../model/plan.ts';

/** How long binding may try calls; a forward that takes a tenth of a second would else be called for minutes. */
const patience = 12_000;

/** A trial that ends binding's search once it has taken too long; what was found until then is used. */
export function patientTrial(trial: Trial, now: () => number = () => performance.now()): Trial {
  const started = now();
  return {
    run: (plan) => (now() - started > patience ? Promise.resolve(tooLong()) : trial.run(plan)),
  };
}

function tooLong(): Observation {
  const message = l10n.t(
    'Finding out how to call it took more than {0} s. Say what its arguments are, with small sizes, in a @gradcheck tag or an inputs file.',
    String(patience / 1000),
  );
  return { ok: false, stage: 'load', step: 0, fault: fault('unbound', message) };
}
