import type { Callee, Ref, Step, Value } from '../../model/plan.ts';
import { packages } from './values/build.ts';

/** Names of the modules that steps refer to. */
export function referencedModules(steps: Step[]): Set<string> {
  const names = new Set<string>();
  const add = (ref: Ref): void => void names.add(ref.module);
  for (const step of steps) {
    if (step.kind === 'call') refOf(step.callee, add);
    for (const value of valuesOf(step)) {
      visit(value, (each) => {
        if (each.kind === 'ref') add(each.ref);
        if (each.kind === 'variables') names.add(each.module);
      });
    }
  }
  return names;
}

/** Libraries whose constructors are needed to build arrays. */
export function referencedLibraries(steps: Step[]): Set<string> {
  const names = new Set<string>();
  for (const value of steps.flatMap(valuesOf)) {
    visit(value, (each) => {
      if (each.kind !== 'array' || typeof each.storage === 'string') return;
      if (each.storage.library in packages) names.add(each.storage.library);
    });
  }
  return names;
}

function refOf(callee: Callee, add: (ref: Ref) => void): void {
  if (callee.kind === 'ref' || callee.kind === 'construct') add(callee.ref);
}

function valuesOf(step: Step): Value[] {
  if (step.kind === 'fill') return [];
  return step.kind === 'call' ? step.args : [step.value];
}

function visit(value: Value, see: (value: Value) => unknown): void {
  see(value);
  if (value.kind === 'object') for (const [, entry] of value.entries) visit(entry, see);
  if (value.kind === 'list') for (const item of value.items) visit(item, see);
}
