/** The packets of connections that are being made, on their way at a moment. */
import { rowsBy, rowsOfKinds } from '../rows.ts';
import type { Trace } from '../trace.ts';

export interface Packet {
  /** The event that it set out with. */
  readonly row: number;
  readonly request: number;
  readonly link: number;
  /** Towards the one who opens the connection. */
  readonly back: boolean;
  /** How far it has gone on its way, 0 to 1. */
  readonly share: number;
}

export function packetsAt(trace: Trace, tUs: number): readonly Packet[] {
  const rows = rowsBy(trace, rowsOfKinds(trace, ['packet']), tUs);
  const { events, run } = trace;
  const longestUs = Math.max(0, ...run.links.map(({ latency_ms = 0 }) => latency_ms)) * 1000;
  const packets: Packet[] = [];
  for (let last = rows.length - 1; last >= 0; last--) {
    const row = rows[last] as number;
    const goneUs = tUs - (events.tUs[row] ?? 0);
    if (goneUs > longestUs) break;
    const lengthUs = events.b[row] ?? 0;
    if (goneUs >= lengthUs) continue;
    const a = events.a[row] ?? 0;
    const request = events.request[row] ?? -1;
    packets.push({ row, request, link: a < 0 ? -1 - a : a, back: a < 0, share: goneUs / lengthUs });
  }
  return packets;
}
