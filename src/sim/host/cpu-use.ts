/** How busy the cores of a host are, from a trace. */
import type { EventKind, Trace } from '../trace.ts';
import { eventKinds } from '../trace.ts';
import { actions } from '../run.ts';
import { countUpTo } from '../count-up-to.ts';

/** How many jobs there are on a host from each moment on. */
interface Course {
  readonly tUs: readonly number[];
  readonly jobs: readonly number[];
}

const courses = new WeakMap<Trace, Map<string, Course>>();

/** What ends a request's computing at a component. */
const ends: ReadonlySet<number> = new Set(
  (['finish', 'disk', 'hung', 'lost', 'reset', 'reply'] as const satisfies EventKind[]).map(
    (kind) => eventKinds[kind].code,
  ),
);

/** How many requests compute on the host at `tUs`, on as many cores as there are or fewer. */
export function jobsAt(trace: Trace, host: string, tUs: number): number {
  const { tUs: times, jobs } = courseOf(trace, host);
  return jobs[countUpTo(times.length, (index) => times[index] ?? 0, tUs) - 1] ?? 0;
}

/** The part, 0 to 1, of the host's cores that was busy over the whole run. */
export function cpuUse(trace: Trace, host: string): number {
  const cores = trace.run.hosts.find(({ id }) => id === host)?.cores ?? Infinity;
  const { tUs: times, jobs } = courseOf(trace, host);
  let busyUs = 0;
  times.forEach((tUs, index) => {
    busyUs += Math.min(cores, jobs[index] ?? 0) * ((times[index + 1] ?? trace.endUs) - tUs);
  });
  return trace.endUs === 0 ? 0 : busyUs / (cores * trace.endUs);
}

function courseOf(trace: Trace, host: string): Course {
  const known = courses.get(trace) ?? new Map<string, Course>();
  courses.set(trace, known);
  const course = known.get(host) ?? follow(trace, host);
  known.set(host, course);
  return course;
}

function follow({ run, events }: Trace, host: string): Course {
  const computing = new Map(
    run.components.flatMap((component, index) =>
      component.host === host ? [[index, new Set<number>()] as const] : [],
    ),
  );
  const times: number[] = [];
  const jobs: number[] = [];
  for (let row = 0; row < events.length; row++) {
    const here = computing.get(events.component[row] ?? -1);
    if (!here) continue;
    const kind = events.kind[row] ?? 0;
    const request = events.request[row] ?? -1;
    const before = here.size;
    if (kind === eventKinds.start.code) here.add(request);
    else if (ends.has(kind)) here.delete(request);
    else if (kind === eventKinds.fault.code && actions[events.a[row] ?? 0] === 'refuse')
      here.clear();
    if (here.size === before) continue;
    times.push(events.tUs[row] ?? 0);
    jobs.push([...computing.values()].reduce((sum, { size }) => sum + size, 0));
  }
  return { tUs: times, jobs };
}
