import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { allModules } from '../all-modules.ts';
import { randomRun } from '../random-run.ts';
import type { Run } from '../run.ts';
import { simulate } from '../simulate.ts';
import { stateAt } from '../state.ts';
import { kindOf, type Trace } from '../trace.ts';

const isStage = (run: Run, index: number): boolean =>
  ['web', 'app', 'database'].includes(run.components[index]?.kind ?? '');

/** The requests in each stage, added up over time, from the states at every moment: L · T. */
function presence(trace: Trace): number[] {
  const { run, events } = trace;
  const sums = run.components.map(() => 0);
  const times = [...new Set(events.tUs.subarray(0, events.length)), trace.endUs];
  for (const [place, tUs] of times.slice(0, -1).entries()) {
    const state = stateAt(trace, tUs);
    for (const [index, { busy, waiting }] of state.components.entries()) {
      sums[index] = (sums[index] ?? 0) + (busy + waiting) * ((times[place + 1] ?? 0) - tUs);
    }
  }
  return sums;
}

/** The times that requests spend in each stage, added up over requests, from their own events: λ · W · T. */
function stays(trace: Trace): number[] {
  const { run, events } = trace;
  const sums = run.components.map(() => 0);
  const since = new Map<string, number>();
  const leave = (key: string, index: number, tUs: number) => {
    const enteredUs = since.get(key);
    if (enteredUs !== undefined) sums[index] = (sums[index] ?? 0) + tUs - enteredUs;
    since.delete(key);
  };
  for (let row = 0; row < events.length; row++) {
    const index = events.component[row] ?? -1;
    const request = events.request[row] ?? -1;
    const tUs = events.tUs[row] ?? 0;
    const key = `${index} ${request}`;
    if (!isStage(run, index) || request === -1) continue;
    const kind = kindOf(events.kind[row] ?? 0);
    if ((kind === 'queue' || kind === 'start') && !since.has(key)) since.set(key, tUs);
    if (kind === 'reply' || kind === 'reset' || kind === 'lost') leave(key, index, tUs);
  }
  for (const key of [...since.keys()]) leave(key, Number(key.split(' ')[0]), trace.endUs);
  return sums;
}

test('Little’s law holds at every stage of every run: L = λ W', () => {
  fc.assert(
    fc.property(randomRun, (given) => {
      // A hung stage keeps requests that it does not work on.
      const run = { ...given, events: given.events.filter(({ action }) => action !== 'hang') };
      const trace = simulate(run, allModules);
      const [held, stayed] = [presence(trace), stays(trace)];
      for (const [index, { id }] of run.components.entries()) {
        if (isStage(run, index)) assert.equal(held[index], stayed[index], id);
      }
    }),
    { numRuns: 40 },
  );
});
