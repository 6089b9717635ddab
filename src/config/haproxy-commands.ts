/**
 * What an administrator types while HAProxy runs, as comments of its configuration. HAProxy 2.6 management guide, section
 * 9.3: https://docs.haproxy.org/2.6/management.html#9.3
 */
import type { Action, Run, RunEvent } from '#sim/run.ts';
import { line, time, type ConfigLine } from './line.ts';

/** Where HAProxy listens for commands. */
export const adminSocket = '/run/haproxy/admin.sock';

const commands: ReadonlySet<Action> = new Set(['maint', 'drain', 'ready', 'weight']);

/** In order of time; none when the run changes nothing. */
export function haproxyCommands(
  { events, links }: Run,
  balancerId: string,
  backend: string,
): readonly ConfigLine[] {
  const servers = links.filter(({ from }) => from === balancerId).map(({ to }) => to);
  return events
    .filter(({ component, action }) => servers.includes(component) && commands.has(action))
    .toSorted((one, other) => one.t_ms - other.t_ms)
    .map((event) => line(`# ${whenOf(event)}: ${commandOf(event, backend)}`));
}

const whenOf = ({ t_ms, after_request: after }: RunEvent): string =>
  after === undefined ? `at ${time(t_ms)}` : `after request ${after + 1}`;

function commandOf({ component, action, value }: RunEvent, backend: string): string {
  const server = `set server ${backend}/${component}`;
  return action === 'weight' ? `${server} weight ${value ?? ''}` : `${server} state ${action}`;
}
