import type { FunctionFacts } from '../../model/facts.ts';
import type { Step } from '../../model/plan.ts';
import { findClass, methodsOf, type Context } from '../known/context.ts';
import { selfSlot } from '../scenes/constructorScenes.ts';
import { looksLikeGradient } from '../names/names.ts';
import type { Scene } from '../known/scene.ts';

/** Where a plan keeps what a method of the object was handed. */
export const recordedSlot = '$recorded';

/**
 * Where backward hands its gradients on to a method of its own that changes the weights (`this.adamUpdate(dW, db, lr)`), the
 * change may be anything but a plain step: the gradients are read on the way, and the method does nothing.
 */
export function interceptScene(context: Context, scene: Scene): Scene | null {
  const method = scene.self ? updateMethod(context) : undefined;
  if (!method) {
    return null;
  }
  const names = method.parameters.map((parameter) => parameter.name);
  const steps: Step[] = [
    { kind: 'value', into: recordedSlot, value: { kind: 'recorder', names } },
    {
      kind: 'assign',
      at: { slot: selfSlot, path: [method.name] },
      value: { kind: 'slot', at: { slot: recordedSlot, path: ['record'] } },
    },
  ];
  return { ...scene, setup: [...scene.setup, ...steps] };
}

/** A method that backward calls, that takes gradients and is no backward itself. */
function updateMethod({ all, pair, backward, ...rest }: Context): FunctionFacts | undefined {
  const context = { all, pair, backward, ...rest };
  const owner = findClass(context, pair.owner);
  const called = new Set(backward.calls.map((callee) => callee.replace(/^.*\./, '')));
  return (owner ? methodsOf(context, owner) : []).find(
    (fn) =>
      fn !== backward &&
      called.has(fn.name) &&
      /update|step|adam|sgd|apply|optimi|adjust|learn|descent|rmsprop|momentum/i.test(fn.name) &&
      fn.parameters.some((parameter) => looksLikeGradient(parameter.name)),
  );
}

/** The method that was intercepted in a set-up; null where none was. */
export function interceptedMethod(setup: Step[]): string | null {
  const step = setup.find(
    (one) => one.kind === 'assign' && one.value.kind === 'slot' && one.value.at.slot === recordedSlot,
  );
  return step?.kind === 'assign' ? String(step.at.path.at(-1)) : null;
}
