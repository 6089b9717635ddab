/** Writes the trace while the simulation runs. */
import { createTable } from './columns.ts';
import { probeAddress } from './monitoring/probe-requests.ts';
import type { Run } from './run.ts';
import {
  eventKinds,
  outcomeCodes,
  outcomes,
  type EventKind,
  type EventTable,
  type Outcome,
  type RequestTable,
  type Trace,
} from './trace.ts';

const requestColumns = {
  arrivalUs: Float64Array,
  endUs: Float64Array,
  address: Uint32Array,
  write: Uint8Array,
  ordinal: Uint32Array,
  given: Int32Array,
  status: Uint16Array,
  outcome: Uint8Array,
  server: Int32Array,
  retries: Uint16Array,
} as const;

const eventColumns = {
  tUs: Float64Array,
  kind: Uint8Array,
  component: Int32Array,
  request: Int32Array,
  a: Int32Array,
  b: Int32Array,
} as const;

export interface Recorder {
  /** Adds an event at this moment. Does nothing when events are not kept. */
  event(kind: EventKind, component: number, request: number, a?: number, b?: number): void;
  /** A new request: one of the workload's, which is `given` as `RequestTable` says, or one that repeats `earlier`. */
  arrival(address: number, write: boolean, given: number, earlier?: number): number;
  /** The request's fate. Returns false, and changes nothing, when it had one already. */
  end(request: number, outcome: Outcome, status: number): boolean;
  hasEnded(request: number): boolean;
  tried(request: number, server: number): void;
  retried(request: number): void;
  /** The client's IPv4 address. */
  readonly addressOf: (request: number) => number;
  readonly writes: (request: number) => boolean;
  /** As in `RequestTable`, for probes' requests too. */
  readonly ordinalOf: (request: number) => number;
  readonly givenOf: (request: number) => number;
  readonly arrivalUsOf: (request: number) => number;
  /** When the client had an answer that is no error; `undefined` when it has had none. */
  readonly answeredUsOf: (request: number) => number | undefined;
  finish(run: Run, endUs: number): Trace;
}

/** @param clock Tells the time, in µs. @param keepEvents False leaves the table of events empty. */
export function createRecorder(clock: { readonly nowUs: number }, keepEvents: boolean): Recorder {
  const requests = createTable(requestColumns);
  const events = createTable(eventColumns);
  let sent = 0;

  const event: Recorder['event'] = (kind, component, request, a = 0, b = 0) => {
    const row = events.add();
    const { columns } = events;
    columns.tUs[row] = clock.nowUs;
    columns.kind[row] = eventKinds[kind].code;
    columns.component[row] = component;
    columns.request[row] = request;
    columns.a[row] = a;
    columns.b[row] = b;
  };

  return {
    event: keepEvents ? event : () => undefined,
    arrival(address, write, given, earlier) {
      const row = requests.add();
      const { columns } = requests;
      columns.arrivalUs[row] = clock.nowUs;
      columns.endUs[row] = -1;
      columns.address[row] = address;
      columns.write[row] = write ? 1 : 0;
      columns.ordinal[row] = earlier === undefined ? sent++ : (columns.ordinal[earlier] ?? 0);
      columns.given[row] = given;
      columns.server[row] = -1;
      return row;
    },
    end(request, outcome, status) {
      const { columns } = requests;
      if (columns.outcome[request] !== 0) return false;
      columns.outcome[request] = outcomeCodes[outcome];
      columns.status[request] = status;
      columns.endUs[request] = clock.nowUs;
      return true;
    },
    hasEnded: (request) => requests.columns.outcome[request] !== 0,
    tried(request, server) {
      requests.columns.server[request] = server;
    },
    retried(request) {
      requests.columns.retries[request] = (requests.columns.retries[request] ?? 0) + 1;
    },
    // Only a probe's request has no row.
    addressOf: (request) => requests.columns.address[request] ?? probeAddress,
    writes: (request) => requests.columns.write[request] === 1,
    ordinalOf: (request) => requests.columns.ordinal[request] ?? request,
    givenOf: (request) => requests.columns.given[request] ?? -1,
    arrivalUsOf: (request) => requests.columns.arrivalUs[request] ?? 0,
    answeredUsOf: (request) =>
      requests.columns.outcome[request] === outcomes.indexOf('answered')
        ? requests.columns.endUs[request]
        : undefined,
    finish(run, endUs) {
      const tables = { requests: requests.finish(), events: events.finish() };
      let hash: string | undefined;
      return {
        run,
        endUs,
        ...tables,
        // Costs as much as a good part of the run, and few want it.
        get hash() {
          return (hash ??= hashTables(tables));
        },
      };
    },
  };
}

/** Two 32-bit lanes over every number of both tables, as 16 hexadecimal digits. */
function hashTables(tables: { requests: RequestTable; events: EventTable }): string {
  let low = 0x811c9dc5;
  let high = 0x9747b28c;
  const add = (value: number) => {
    low = Math.imul(low ^ value, 0x01000193);
    high = Math.imul(high ^ value, 0x5bd1e995);
    high ^= high >>> 15;
  };
  for (const table of [tables.requests, tables.events]) {
    add(table.length);
    for (const column of Object.values(table)) {
      if (typeof column === 'number') continue;
      for (const value of column as Float64Array) {
        add(value | 0);
        if (column instanceof Float64Array) add(Math.floor(value / 4294967296));
      }
    }
  }
  return [low, high].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('');
}
