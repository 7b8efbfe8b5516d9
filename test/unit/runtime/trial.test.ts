import assert from 'node:assert/strict';
import type { Observation } from '../../../src/model/plan.ts';
import type { Modules } from '../../../src/runtime/javascript/modules.ts';
import { openTrial } from '../../../src/runtime/javascript/trial.ts';
import { array, at, call, construct, json, keep, method, slot } from '../../conformance/fixture.ts';

function modulesWith(namespace: Record<string, unknown>): Modules {
  return {
    load: () => Promise.resolve({ namespace, locals: {}, files: [], notes: [] }),
    library: () => Promise.resolve({}),
  };
}

function succeeded(observation: Observation): Extract<Observation, { ok: true }> {
  assert.ok(observation.ok, JSON.stringify(observation));
  return observation;
}

class Net {
  W: number[];
  dW: number[] | null = null;
  cache: { z?: number[] } = {};
  seen: number[] = [];
  constructor() {
    this.W = [Math.random(), Math.random()];
  }
  forward(x: number[]): number[] {
    this.cache.z = x.map((v, i) => v * this.W[i]!);
    this.seen.push(1);
    return this.cache.z;
  }
  backward(dout: number[]): void {
    this.dW = dout.map((d) => 2 * d);
    this.W[0]! += 1;
  }
}

describe('trial runs', () => {
  const steps = {
    seed: 1,
    setup: [construct('net', 'Net'), keep('x', array('x', [2]))],
    forward: [method('y', 'net', 'forward', slot('x'))],
    backward: [method('n', 'net', 'backward', { kind: 'upstream', output: 0 })],
    outputs: [at('y')],
  };

  it('describe slots and what the stages changed', async () => {
    const { slots, changes } = succeeded(await openTrial(modulesWith({ Net })).run(steps));
    assert.equal(slots.net?.kind, 'object');
    assert.equal(slots.y?.kind, 'array');
    const seen = changes.map(({ stage, at: place }) => `${stage} ${[place.slot, ...place.path].join('.')}`);
    assert.deepEqual(seen.sort(), ['backward net.W', 'backward net.dW', 'forward net.cache.z', 'forward net.seen.0']);
  });

  it('draw the same random numbers each time', async () => {
    const trial = openTrial(modulesWith({ Net }));
    const runs = [succeeded(await trial.run(steps)), succeeded(await trial.run(steps))];
    assert.deepEqual(runs[0]!.slots, runs[1]!.slots);
  });

  it('leave values of the module as they found them', async () => {
    const parameters = { W: [1, 2] };
    const modules = modulesWith({ parameters, train: (p: typeof parameters) => void (p.W[0] = 100) });
    const run = {
      seed: 1,
      setup: [keep('p', { kind: 'ref', ref: { module: 'source', reach: { kind: 'export', path: ['parameters'] } } })],
      forward: [call('n', 'train', slot('p'))],
      backward: [],
      outputs: [],
    };
    assert.equal(succeeded(await openTrial(modules).run(run)).changes.length, 1);
    assert.deepEqual(parameters, { W: [1, 2] });
  });

  it('tell the stage and the step that failed', async () => {
    const modules = modulesWith({
      ok: () => 1,
      fail: () => {
        throw new Error('no');
      },
    });
    const observation = await openTrial(modules).run({
      seed: 1,
      setup: [],
      forward: [call('a', 'ok'), call('b', 'fail', json(1))],
      backward: [],
      outputs: [],
    });
    assert.ok(!observation.ok);
    assert.deepEqual([observation.stage, observation.step, observation.fault.kind], ['forward', 1, 'throw']);
    assert.match(observation.fault.message, /fail threw Error: no/);
    assert.match(observation.fault.file ?? '', /trial\.test\.ts$/);
  });

  it('tell what is not there', async () => {
    const observation = await openTrial(modulesWith({})).run({
      seed: 1,
      setup: [],
      forward: [call('a', 'gone')],
      backward: [],
      outputs: [],
    });
    assert.ok(!observation.ok);
    assert.equal(observation.fault.kind, 'unbound');
  });
});

class Unit {
  bias = 0.5;
  links: Link[] = [];
}

class Link {
  weight = 0.25;
  from: Unit;
  to: Unit;
  constructor(from: Unit, to: Unit) {
    this.from = from;
    this.to = to;
  }
}

describe('a graph of objects', () => {
  it('is described once, each node at the shortest path to it', async () => {
    const makeGraph = (): Unit[][] => {
      const [first, second] = [new Unit(), new Unit()];
      const link = new Link(first, second);
      first.links.push(link);
      second.links.push(link);
      return [[first], [second]];
    };
    const setup = [call('net', 'makeGraph')];
    const runnable = { seed: 1, setup, forward: [], backward: [], outputs: [] };
    const { slots } = succeeded(await openTrial(modulesWith({ makeGraph })).run(runnable));
    const text = JSON.stringify(slots.net);
    assert.equal(text.match(/"bias"/g)?.length, 2);
    assert.equal(text.match(/"weight"/g)?.length, 1);
  });
});
