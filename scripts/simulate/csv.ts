/** A trace as comma-separated values, one row an event. */
import { kindOf, type Trace } from '#sim/trace.ts';

const header = 't_ms,seq,kind,component,request,a,b';

/** Lines with their ends. Requests are counted from 0; what a and b say depends on the kind (see `src/sim/trace.ts`). */
export function* csvOf({ run, events }: Trace): Generator<string> {
  yield `${header}\n`;
  for (let row = 0; row < events.length; row++) {
    const request = events.request[row] ?? -1;
    const cells = [
      (events.tUs[row] ?? 0) / 1000,
      row,
      kindOf(events.kind[row] ?? 0),
      run.components[events.component[row] ?? -1]?.id ?? '',
      request === -1 ? '' : request,
      events.a[row] ?? 0,
      events.b[row] ?? 0,
    ];
    yield `${cells.join()}\n`;
  }
}
