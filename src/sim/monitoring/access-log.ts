/**
 * The access log that a component of a run would write: nginx's format `combined` with `$request_time` and `$msec` behind
 * it. https://nginx.org/en/docs/http/ngx_http_log_module.html. nginx writes a line when the request has ended, so lines are
 * in order of the requests' ends, and a request that never ends has none.
 */
import { formatAddress, serverAddress } from '../addresses.ts';
import { pathsInTrace } from '../paths.ts';
import { rowsOfKinds } from '../rows.ts';
import { eventKinds, type Trace } from '../trace.ts';
import { bodyBytes, inSeconds, logTime } from './log-format.ts';
import { isProbe, probeAddress } from './probe-requests.ts';

/** The wall clock at the beginning of every run: 2 March 2026, 10:00:00 UTC, in seconds since 1970. */
export const runBeganS = 1_772_445_600;

export interface AccessLine {
  /** The request's number in the trace, from 0; below -1 for a probe's. */
  readonly request: number;
  /** The link that it came over. */
  readonly link: number;
  readonly startUs: number;
  /** When the line is written. */
  readonly endUs: number;
  readonly status: number;
}

/** What a component logs in a whole run, in order. */
export function accessLines(trace: Trace, component: number): AccessLine[] {
  const { run, events } = trace;
  const id = run.components[component]?.id;
  const beganUs = new Map<number, number>();
  const answers = createAnswers();
  const lines: AccessLine[] = [];

  for (const row of rowsOfKinds(trace, ['send', 'reply', 'answer'])) {
    const tUs = events.tUs[row] ?? 0;
    const request = events.request[row] ?? -1;
    const by = run.components[events.component[row] ?? -1]?.id;
    const a = events.a[row] ?? 0;
    const arrivesUs = tUs + (events.b[row] ?? 0);
    const link = run.links[a];
    switch (events.kind[row]) {
      case eventKinds.answer.code:
        answers.made(request, by, tUs, a);
        break;
      case eventKinds.send.code:
        if (link?.to === id) beganUs.set(request, arrivesUs);
        break;
      default: {
        const status = answers.statusAt(request, link?.to, tUs);
        answers.made(request, link?.from, arrivesUs, status);
        if (link?.to !== id) break;
        const startUs = beganUs.get(request) ?? tUs;
        lines.push({ request, link: a, startUs, endUs: tUs, status });
      }
    }
  }
  return lines;
}

/**
 * The status of the answer that a component has for a request at a moment: its own, or one that has just come from behind.
 * A request that is tried again can have several answers on their way.
 */
function createAnswers() {
  const known = new Map<number, { by: string | undefined; tUs: number; status: number }[]>();
  return {
    made(request: number, by: string | undefined, tUs: number, status: number) {
      const all = known.get(request) ?? [];
      known.set(request, all);
      all.push({ by, tUs, status });
    },
    statusAt(request: number, at: string | undefined, tUs: number): number {
      return (
        known.get(request)?.findLast((answer) => answer.by === at && answer.tUs === tUs)?.status ??
        0
      );
    },
  };
}

/** These lines as nginx writes them. */
export function formatLines(trace: Trace, lines: readonly AccessLine[]): string[] {
  const { requests } = trace;
  const pathOf = pathsInTrace(trace);
  return lines.map(({ request, link, startUs, endUs, status }) => {
    const path = pathOf(request);
    const method = requests.write[request] === 1 ? 'POST' : 'GET';
    const agent = isProbe(request) ? 'Blackbox Exporter/0.23.0' : '-';
    const endMs = Math.floor(endUs / 1000);
    // nginx subtracts two readings of a clock that shows whole milliseconds.
    const timeMs = endMs - Math.floor(startUs / 1000);
    const time = logTime(runBeganS + Math.floor(endMs / 1000));
    return (
      `${peerOf(trace, request, link)} - - [${time}] "${method} ${path} HTTP/1.1" ${status} ` +
      `${bodyBytes(status, path)} "-" "${agent}" ` +
      `${inSeconds(timeMs)} ${inSeconds(runBeganS * 1000 + endMs)}`
    );
  });
}

/** `$remote_addr`: the client's address, or the load balancer's where one has opened the connection. */
function peerOf({ run, requests }: Trace, request: number, link: number): string {
  const near = run.components.find(({ id }) => id === run.links[link]?.from);
  if (near?.kind === 'load-balancer') return serverAddress(near, -1).split(':')[0] ?? '';
  return formatAddress(isProbe(request) ? probeAddress : (requests.address[request] ?? 0));
}
