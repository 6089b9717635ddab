/** Which requests of a trace were given, one by one, and what is given of them. */
import { rowsOfKinds } from './rows.ts';
import type { GivenRequest } from './run.ts';
import type { Trace } from './trace.ts';

/** A place in one of the workload's lists. */
interface Entry {
  readonly given: GivenRequest;
  readonly list: readonly GivenRequest[];
  readonly place: number;
}

/** What is given of each request of the trace; nothing of those that were drawn. A repetition is given what it repeats is. */
export function givenInTrace(trace: Trace): (request: number) => GivenRequest | undefined {
  const { run, events, requests } = trace;
  const { workload } = run;
  const found: (GivenRequest | undefined)[] = [];
  const isGiven = workload.mode === 'given';
  if (!isGiven && !workload.also) return () => undefined;

  const repeats = new Map(
    rowsOfKinds(trace, ['client-retry']).map((row) => [events.request[row], events.a[row] ?? -1]),
  );
  const repeatedBy = new Map([...repeats].map(([later, earlier]) => [earlier, later]));
  const clientOf = new Map(
    rowsOfKinds(trace, ['arrive']).map((row) => [events.request[row], events.component[row] ?? -1]),
  );
  const first = run.components.find(({ kind }) => kind === 'client')?.id;

  /** By who sends them and when. */
  const due = new Map<string, Entry[]>();
  function expect(entry: Entry, tUs: number) {
    const key = `${entry.given.from ?? first} ${tUs}`;
    due.set(key, [...(due.get(key) ?? []), entry]);
  }
  for (const list of [workload.also ?? [], isGiven ? workload.requests : []]) {
    list.forEach((given, place) => {
      if (given.after_request !== undefined) return;
      expect({ given, list, place }, Math.round(given.t_ms * 1000));
    });
  }

  function settledUs(request: number): number {
    const later = repeatedBy.get(request);
    return later === undefined ? (requests.endUs[request] ?? -1) : settledUs(later);
  }

  for (let request = 0; request < requests.length; request++) {
    const earlier = repeats.get(request);
    if (earlier !== undefined) {
      found[request] = found[earlier];
      continue;
    }
    const sender = run.components[clientOf.get(request) ?? -1]?.id;
    const entry = due.get(`${sender} ${requests.arrivalUs[request]}`)?.shift();
    if (!entry) continue;
    const { given, list, place } = entry;
    found[request] = given;
    const endUs = settledUs(request);
    list.forEach((next, index) => {
      if (next.after_request !== place || endUs < 0) return;
      expect({ given: next, list, place: index }, endUs + Math.round(next.t_ms * 1000));
    });
  }
  return (request) => found[request];
}
