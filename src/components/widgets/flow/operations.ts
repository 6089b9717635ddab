/** What figures say of processes that crash, restart and get new versions, and of hosts whose cores are counted. */
import { jobsAt } from '#sim/host/cpu-use.ts';
import type { Modules } from '#sim/modules.ts';
import { operations } from '#sim/operations.ts';
import type { Trace } from '#sim/trace.ts';
import { hasVersions, isRestarting, versionAt } from '#sim/versions.ts';
import { duration } from '#strings/flow.ts';
import { actions, badges, marks, onDisk, texts } from '#strings/operations.ts';
import type { Badge, Lexicon } from './lexicon.ts';

const tag = 'M4 4.500h8l8 8-7.500 7.500-8.500-8.500zM8 8.500h.01';
const chip = 'M7 7h10v10H7zM10 3v4M14 3v4M10 17v4M14 17v4M3 10h4M3 14h4M17 10h4M17 14h4';

export const modules: Modules = { operations };

export const lexicon: Lexicon = {
  texts: {
    crash: ({ request, at, a }) => texts.crash(request, at, a),
    'oom-kill': ({ at, a, b }) => texts.oomKill(at, a, b),
    deploy: ({ at, a }) => texts.deploy(at, a),
    started: ({ at, a }) => texts.started(at, a),
    'start-failed': ({ at, a, nameOf }) => texts.startFailed(at, nameOf(a)),
    restart: ({ at }) => texts.restart(at),
    disk: ({ request, at, a, b }) =>
      texts.disk(request, at, duration(a / 1000), duration(b / 1000)),
  },
  marks: {
    crash: ({ at }) => ({ kind: 'fault', label: marks.crash(at) }),
    'oom-kill': ({ at }) => ({ kind: 'fault', label: marks.oomKill(at) }),
    deploy: ({ at, a }) => ({ kind: 'up', label: marks.deploy(at, a) }),
    started: ({ at }) => ({ kind: 'up', label: marks.started(at) }),
    'start-failed': ({ at }) => ({ kind: 'fault', label: marks.startFailed(at) }),
  },
  actions,
  subtitle: (trace, component, tUs) =>
    trace.run.components[component]?.kind === 'files'
      ? onDisk(versionAt(trace, component, tUs))
      : undefined,
  longestSubtitle: (run, component) =>
    run.components[component]?.kind === 'files' ? onDisk(9999) : undefined,
  badges: (trace, tUs) => [...versionBadges(trace, tUs), ...cpuBadges(trace, tUs)],
};

function versionBadges(trace: Trace, tUs: number): Badge[] {
  const { run } = trace;
  if (!hasVersions(run)) return [];
  return run.components.flatMap(({ id, kind }, component) => {
    if (kind !== 'app') return [];
    const isStarting = isRestarting(trace, component, tUs);
    return {
      target: id,
      path: tag,
      look: isStarting ? 'bad' : 'plain',
      text: isStarting ? badges.starting : badges.version(versionAt(trace, component, tUs)),
    } as const;
  });
}

function cpuBadges(trace: Trace, tUs: number): Badge[] {
  return trace.run.hosts.flatMap(({ id, cores }) => {
    if (cores === undefined) return [];
    const jobs = jobsAt(trace, id, tUs);
    return {
      target: id,
      path: chip,
      look: jobs > cores ? 'bad' : 'plain',
      text: badges.jobs(jobs, cores),
    } as const;
  });
}
