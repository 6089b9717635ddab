/** Where a trace of the engine differs from what was recorded. */
import { kindOf, type Trace } from '#sim/trace.ts';
import {
  observedRequests,
  observedStates,
  type ObservedRequest,
  type Recording,
} from './recording.ts';
import { weightDifferences } from './weights.ts';

const usualToleranceMs = 60;

/** The recording machine paused now and then: so many requests may be answered late, and none early. */
const lateShare = 0.05;

/** One line for each difference; none when the trace matches. */
export function differences(recording: Recording, trace: Trace): string[] {
  const toleranceMs = recording.tolerance_ms ?? usualToleranceMs;
  const requests = simulatedRequests(trace);
  return [
    ...(onlyTotals(recording)
      ? totalDifferences(recording, requests)
      : requestDifferences(observedRequests(recording), requests, toleranceMs)),
    ...stateDifferences(recording, trace, toleranceMs),
    ...weightDifferences(recording, trace, toleranceMs),
  ];
}

/** Where the order was not the same in all repeats of the recording, only the totals are compared. */
function onlyTotals({ reproducible }: Recording): boolean {
  const keys = ['sequence', 'sequence_and_status', 'server_and_status_by_request'];
  return keys.some((key) => reproducible?.[key] === false);
}

function totalDifferences(
  { observed, reproducible }: Recording,
  requests: readonly Required<ObservedRequest>[],
): string[] {
  return [
    ...serverDifferences(observed.counts, requests),
    ...refusalDifferences(reproducible?.['n_503'], requests),
  ];
}

/** How many got a 503 must be among the numbers of the repeats. */
function refusalDifferences(
  repeats: unknown,
  requests: readonly Required<ObservedRequest>[],
): string[] {
  if (!Array.isArray(repeats)) return [];
  const refused = requests.filter(({ status }) => status === 503).length;
  return repeats.includes(refused)
    ? []
    : [`${repeats.join(', ')} times 503, simulated ${refused}`];
}

function serverDifferences(
  counts: Recording['observed']['counts'],
  requests: readonly Required<ObservedRequest>[],
): string[] {
  return Object.entries(counts ?? {}).flatMap(([server, count]) => {
    const simulated = requests.filter((request) => request.server === server).length;
    return simulated === count ? [] : [`${server}: ${count} requests, simulated ${simulated}`];
  });
}

function requestDifferences(
  observed: readonly ObservedRequest[],
  simulated: readonly Required<ObservedRequest>[],
  toleranceMs: number,
): string[] {
  if (observed.length !== simulated.length) {
    return [`${observed.length} requests, simulated ${simulated.length}`];
  }
  const late: string[] = [];
  const wrong = observed.flatMap((request, index) => {
    const twin = simulated[index] as Required<ObservedRequest>;
    const fields = ['server', 'triedLast', 'status', 'retries'] as const;
    const lines: string[] = fields
      .filter((field) => request[field] !== undefined && request[field] !== twin[field])
      .map((field) => `${field} ${String(request[field])}, simulated ${String(twin[field])}`);
    const lateMs = (request.totalMs ?? twin.totalMs) - twin.totalMs;
    const total = `request ${index}: total ${request.totalMs} ms, simulated ${twin.totalMs} ms`;
    if (lateMs < -toleranceMs) lines.push(total);
    else if (lateMs > toleranceMs) late.push(total);
    return lines.map((line) => `request ${index}: ${line}`);
  });
  return late.length > Math.max(1, lateShare * observed.length) ? [...wrong, ...late] : wrong;
}

function simulatedRequests({ run, requests, events }: Trace): Required<ObservedRequest>[] {
  const answeredBy = new Map<number, number>();
  for (let row = 0; row < events.length; row++) {
    if (kindOf(events.kind[row] ?? 0) === 'answer') {
      answeredBy.set(events.request[row] ?? -1, events.component[row] ?? -1);
    }
  }
  return Array.from({ length: requests.length }, (_, row) => {
    const by = run.components[answeredBy.get(row) ?? -1];
    return {
      server: by?.kind === 'web' ? by.id : null,
      triedLast: run.components[requests.server[row] ?? -1]?.id ?? null,
      status: requests.status[row] ?? 0,
      retries: requests.retries[row] ?? 0,
      totalMs: ((requests.endUs[row] ?? 0) - (requests.arrivalUs[row] ?? 0)) / 1000,
    };
  });
}

const stateOfKind: Readonly<Record<string, string>> = {
  'server-down': 'DOWN',
  'server-up': 'UP',
  'server-stopping': 'stopping',
};

function stateDifferences(
  recording: Recording,
  { run, events }: Trace,
  toleranceMs: number,
): string[] {
  const recorded = observedStates(recording);
  if (!recorded) return [];
  const { observed, events: inputs } = recording;
  const lastMs = Math.max(
    ...(observed.state ?? []).map(({ t_ms }) => t_ms),
    ...inputs.map(({ t_ms }) => t_ms ?? 0),
  );
  const simulated = Array.from({ length: events.length }, (_, row) => ({
    t_ms: (events.tUs[row] ?? 0) / 1000,
    server: run.components[events.component[row] ?? -1]?.id ?? '',
    state: stateOfKind[kindOf(events.kind[row] ?? 0)],
  })).filter(({ state, t_ms }) => state !== undefined && t_ms <= lastMs + toleranceMs);

  const say = (change: { t_ms: number; server: string; state?: string }) =>
    `${change.server} ${change.state ?? ''} at ${Math.round(change.t_ms)} ms`;
  if (recorded.length !== simulated.length) {
    return [`${recorded.map(say).join(', ')}; simulated ${simulated.map(say).join(', ')}`];
  }
  return recorded.flatMap((change, index) => {
    const twin = simulated[index] as (typeof simulated)[number];
    const isSame =
      change.server === twin.server &&
      change.state === twin.state &&
      Math.abs(change.t_ms - twin.t_ms) <= toleranceMs;
    return isSame ? [] : [`${say(change)}, simulated ${say(twin)}`];
  });
}
