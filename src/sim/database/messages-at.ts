/** What travels between databases at a moment: transactions, and what replicas say of them. */
import { countBy, rowsOfKinds } from '../rows.ts';
import type { Run } from '../run.ts';
import type { Trace } from '../trace.ts';
import { eventKinds } from '../trace.ts';

export interface Message {
  /** The event that sent it. */
  readonly row: number;
  readonly link: number;
  /** How far from the link's beginning, 0 to 1. */
  readonly share: number;
  /** A replica's acknowledgment. */
  readonly isAcknowledgment: boolean;
}

export function messagesAt(trace: Trace, tUs: number): readonly Message[] {
  const { run, events } = trace;
  const rows = rowsOfKinds(trace, ['binlog-send', 'semi-sync-ack']);
  const longestUs = Math.max(
    0,
    ...run.links.map(({ carries, latency_ms = 0 }) =>
      carries === 'replication' ? latency_ms * 1000 : 0,
    ),
  );
  const found: Message[] = [];
  for (let index = countBy(trace, rows, tUs) - 1; index >= 0; index--) {
    const row = rows[index] ?? 0;
    const elapsedUs = tUs - (events.tUs[row] ?? 0);
    if (elapsedUs > longestUs) break;
    const takesUs = events.b[row] ?? 0;
    const way = wayOf(run, events.component[row] ?? -1, events.a[row] ?? -1);
    if (!way || elapsedUs >= takesUs) continue;
    const gone = elapsedUs / takesUs;
    found.push({
      row,
      link: way.link,
      share: way.isForth ? gone : 1 - gone,
      isAcknowledgment: events.kind[row] === eventKinds['semi-sync-ack'].code,
    });
  }
  return found;
}

/** The link of replication between two databases, and whether the first one is at its beginning. */
function wayOf({ links, components }: Run, from: number, to: number) {
  const [one, other] = [components[from]?.id, components[to]?.id];
  const link = links.findIndex(
    (each) =>
      each.carries === 'replication' &&
      ((each.from === one && each.to === other) || (each.from === other && each.to === one)),
  );
  return link < 0 ? undefined : { link, isForth: links[link]?.from === one };
}
