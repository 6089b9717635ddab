/** What an administrator typed on HAProxy's socket while a run was recorded. HAProxy 2.6 management guide, section 9.3. */
import type { RunEvent } from '#sim/run.ts';
import type { RecordedEvent } from './recording.ts';

/** `undefined` for a command that changes no server. */
export function eventOfCommand(
  command: string,
): Pick<RunEvent, 'component' | 'action' | 'value'> | undefined {
  const [, component, what, value] =
    /^set server \S+\/(\S+) (weight|state) (\S+)$/.exec(command) ?? [];
  if (component === undefined || value === undefined) return undefined;
  if (what === 'weight') {
    return { component, action: 'weight', value: value.endsWith('%') ? value : Number(value) };
  }
  const action = (['maint', 'drain', 'ready'] as const).find((each) => each === value);
  return action && { component, action };
}

/** Between requests that follow each other, a command comes when those before it are answered. */
export function betweenRequests(events: readonly RecordedEvent[]): RecordedEvent[] {
  let sent = 0;
  return events.map((event) => {
    if (event.kind === 'requests') sent += event.count ?? 0;
    const isBetween = event.kind === 'command' && typeof event.t_ms !== 'number' && sent > 0;
    return isBetween ? { ...event, after_request: sent - 1 } : event;
  });
}
