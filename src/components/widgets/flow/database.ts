/** What a figure needs whose databases replicate: their rules, and words for what they do. */
import { database } from '#sim/database/database.ts';
import { databaseAt, type DatabaseState } from '#sim/database/database-at.ts';
import { messagesAt } from '#sim/database/messages-at.ts';
import type { Modules } from '#sim/modules.ts';
import { unpackThread } from '#sim/replica-threads.ts';
import type { Run } from '#sim/run.ts';
import { readOnlyReasons } from '#sim/trace.ts';
import { actions, drawing, marks, texts } from '#strings/database.ts';
import type { EventMark, Lexicon, Told } from './lexicon.ts';

export const modules: Modules = { database };

export const lexicon: Lexicon = {
  texts: {
    'binlog-write': ({ request, at, b }) => texts.binlogWrite(request, at, b),
    commit: ({ request, at }) => texts.commit(request, at),
    read: ({ request, at, a, b }) =>
      b > 0 ? texts.staleRead(request, at, a, b) : texts.freshRead(request, at, a),
    'binlog-send': ({ request, at, a, nameOf }) => texts.binlogSend(request, at, nameOf(a)),
    'relay-write': ({ request, at, a }) => texts.relayWrite(request, at, a),
    'apply-start': ({ request, at }) => texts.applyStart(request, at),
    apply: ({ request, at }) => texts.apply(request, at),
    'replication-thread': threadText,
    'semi-sync': ({ at, a }) => (a === 1 ? texts.semiSyncOn(at) : texts.semiSyncOff(at)),
    'semi-sync-ack': ({ request, at, a, nameOf }) => texts.acknowledge(request, at, nameOf(a)),
    promotion: ({ at, a }) => (a === 1 ? texts.promoted(at) : texts.promoting(at)),
    'read-only': ({ at, a, b }) => texts.readOnly[readOnlyReasons[b] ?? 'configured'](at, a === 1),
    partition: ({ at, a }) => (a === 1 ? texts.cutOff(at) : texts.healed(at)),
    'primary-check': ({ at, a, b }) => texts.checked(at, a, b),
    'group-view': ({ at, a, b }) => texts.view(at, a, b),
  },
  marks: {
    'replication-thread': threadMark,
    'semi-sync': ({ a }) =>
      a === 1
        ? { kind: 'up', label: marks.semiSyncOn }
        : { kind: 'down', label: marks.semiSyncOff },
    promotion: ({ at, a }) => (a === 1 ? { kind: 'up', label: marks.promoted(at) } : undefined),
    'read-only': readOnlyMark,
    partition: ({ at, a }) =>
      a === 1
        ? { kind: 'fault', label: marks.cutOff(at) }
        : { kind: 'up', label: marks.healed(at) },
    'primary-check': ({ a, b }) =>
      a === b ? { kind: 'down', label: marks.missed(a, b) } : undefined,
  },
  actions,
  subtitle(trace, component, tUs) {
    const state = databaseAt(trace, tUs).get(component);
    return state && subtitleOf(state);
  },
  longestSubtitle: (run, component) =>
    isReplicated(run, component) ? drawing.asynchronous : undefined,
  packets: (trace, tUs) =>
    messagesAt(trace, tUs).map(({ row, link, share, isAcknowledgment }) => ({
      key: `binlog-${row}`,
      link,
      share,
      back: isAcknowledgment,
    })),
};

function threadText({ at, a, b, nameOf }: Told): string {
  const { thread, state } = unpackThread(b);
  if (typeof state === 'number') {
    return thread === 'io' ? texts.ioError(at, nameOf(a), state) : texts.sqlError(at, state);
  }
  if (state === 'connecting') return texts.connecting(at, nameOf(a));
  if (state === 'stopped') return thread === 'io' ? texts.ioStopped(at) : texts.sqlStopped(at);
  return thread === 'io' ? texts.ioRuns(at, nameOf(a)) : texts.sqlRuns(at);
}

function threadMark({ at, b }: Told): EventMark | undefined {
  const { state } = unpackThread(b);
  if (typeof state === 'number') return { kind: 'down', label: marks.error(at, state) };
  return state === 'stopped' ? { kind: 'down', label: marks.stopped(at) } : undefined;
}

function readOnlyMark({ at, a, b }: Told): EventMark | undefined {
  if (a !== 1) return undefined;
  const reason = readOnlyReasons[b];
  if (reason === 'fenced') return { kind: 'fault', label: marks.fenced(at) };
  return reason === 'no-majority' ? { kind: 'down', label: marks.noMajority(at) } : undefined;
}

const isReplicated = ({ links, components }: Run, component: number): boolean =>
  links.some(
    ({ carries, from, to }) =>
      carries === 'replication' && [from, to].includes(components[component]?.id ?? ''),
  );

/** How a database stands, the worst first. */
function subtitleOf(state: DatabaseState): string {
  const { role, io, sql, group, source, isReadOnly } = state;
  if (state.isPromoting) return drawing.becomesPrimary;
  if (group && 2 * group.seen <= group.of) return drawing.noMajority(group.seen, group.of);
  const error = [sql, io].find((thread) => typeof thread === 'number');
  if (error !== undefined) return drawing.error(error);
  if (state.isCutOff) return drawing.cutOff(drawing[role]);
  if (role === 'primary') return primaryText(state);
  if (source >= 0 && (io === 'stopped' || sql === 'stopped')) return drawing.stopped;
  if (io === 'connecting') return drawing.connecting;
  if ((state.secondsBehind ?? 0) > 0) return drawing.behind(state.secondsBehind ?? 0);
  if (state.relayLog > 0) return drawing.toApply(state.relayLog);
  return isReadOnly ? drawing.replica : drawing.writable;
}

function primaryText({ isReadOnly, semiSync, waitingCommits }: DatabaseState): string {
  if (isReadOnly) return drawing.readOnly;
  if (waitingCommits > 0) return drawing.waiting(waitingCommits);
  return semiSync === false ? drawing.asynchronous : drawing.primary;
}
