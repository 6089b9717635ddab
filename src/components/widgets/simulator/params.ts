/** The simulator's state in a link: a plain query that holds only what differs from where it starts. */
import { actions, type RunEvent } from '#sim/run.ts';
import type { Setting, SettingValue } from '#sim/settings.ts';
import {
  actionsOn,
  mostEvents,
  namesIn,
  normalize,
  settingIn,
  valueIn,
  valueProblem,
  type Setup,
  type Values,
} from '#sim/setup.ts';

/** Where a run can start: a scenario of the gallery, or a mission. */
export interface Start {
  readonly kind: 'scenario' | 'mission';
  readonly id: string;
  readonly setup: Setup;
  /** The second settings of a comparison, for a start that is one. */
  readonly other?: Values;
}

export interface SimulatorState {
  readonly start: Start;
  readonly setup: Setup;
  /** The settings that are compared with, under the same requests and events. */
  readonly other?: Values;
  /** The request that is opened, from 1, as the table numbers them. */
  readonly request?: number | undefined;
  /** Milliseconds, a whole number. */
  readonly tMs: number;
}

/** What two compared settings have in common: whatever decides when requests come, and how far they travel. */
export const shared: readonly string[] = [
  'rate',
  'shape',
  'burst_rate',
  'burst_every_ms',
  'burst_ms',
  'duration_ms',
  'seed',
  'client_latency_ms',
  'server_latency_ms',
];

const largestRequest = 9999999;

export function startState(start: Start): SimulatorState {
  return { start, setup: start.setup, ...(start.other && { other: start.other }), tMs: 0 };
}

/** The second settings with what both have in common. */
export function setupOfOther(setup: Setup, other: Values): Setup {
  const own = Object.entries(other).filter(([name]) => !shared.includes(name));
  const common = Object.entries(setup.values).filter(([name]) => shared.includes(name));
  return normalize({ values: Object.fromEntries([...own, ...common]), events: setup.events });
}

/** Reads a query. Whatever is unknown or malformed is left as the start has it, each value by itself; never throws. */
export function parseParams(query: string, starts: readonly [Start, ...Start[]]): SimulatorState {
  const search = new URLSearchParams(query);
  const start =
    starts.find(({ kind, id }) => kind === 'mission' && id === search.get('mission')) ??
    starts.find(({ kind, id }) => kind === 'scenario' && id === search.get('scenario')) ??
    starts[0];
  const values = parseValues(search, '', start.setup.values);
  const events = parseEvents(search, values) ?? start.setup.events;
  const setup = normalize({ values, events });
  const tMs = parseInteger(search.get('t'), 'ms', 0, Number(valueIn(setup.values, 'duration_ms')));
  const request = parseInteger(search.get('request'), '', 1, largestRequest);
  const compare = search.get('compare');
  const isCompared = compare === 'on' || (start.other !== undefined && compare !== 'off');
  const base = start.other ? setupOfOther(setup, start.other).values : setup.values;
  return {
    start,
    setup,
    ...(isCompared && {
      other: setupOfOther(setup, parseValues(search, 'b.', base)).values,
    }),
    ...(request !== undefined && { request }),
    tMs: tMs ?? 0,
  };
}

/** The query that `parseParams` reads back. */
export function formatParams({ start, setup, other, request, tMs }: SimulatorState): string {
  const pairs: [string, string][] = [
    ['v', '1'],
    [start.kind, start.id],
    ...formatValues('', start.setup.values, setup.values),
  ];
  const kept = normalize({ values: setup.values, events: start.setup.events }).events;
  if (!isSame(setup.events, kept)) {
    if (setup.events.length === 0) pairs.push(['at', 'none']);
    for (const { t_ms, component, action } of setup.events) {
      pairs.push(['at', `${t_ms}ms:${component}:${action}`]);
    }
  }
  if (!other && start.other) pairs.push(['compare', 'off']);
  if (other) {
    if (!start.other) pairs.push(['compare', 'on']);
    const base = start.other ? setupOfOther(setup, start.other).values : setup.values;
    pairs.push(...formatValues('b.', base, other));
  }
  if (request !== undefined) pairs.push(['request', String(request)]);
  if (tMs > 0) pairs.push(['t', `${tMs}ms`]);
  return pairs
    .map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll('%3A', ':')}`)
    .join('&');
}

function parseValues(search: URLSearchParams, prefix: string, base: Values): Values {
  let values = base;
  // The program and the number of servers decide which other values there are.
  const read = (name: string) => {
    const setting = settingIn(values, name);
    if (!setting) return;
    // `web1.service` can be a time, and how times are distributed: the value tells which.
    const value = search
      .getAll(prefix + urlName(name))
      .map((text) => parseValue(setting, text))
      .find((each) => each !== undefined);
    if (value !== undefined) values = { ...values, [name]: value };
  };
  for (const name of ['lb.software', 'servers']) read(name);
  values = normalize({ values, events: [] }).values;
  for (const name of namesIn(values)) read(name);
  return normalize({ values, events: [] }).values;
}

function formatValues(prefix: string, from: Values, to: Values): [string, string][] {
  const structure = { 'lb.software': valueIn(to, 'lb.software'), servers: valueIn(to, 'servers') };
  const base = normalize({ values: { ...from, ...structure }, events: [] }).values;
  return namesIn(to).flatMap((name): [string, string][] => {
    const value = valueIn(to, name);
    const before = name in structure ? valueIn(from, name) : valueIn(base, name);
    if (value === before) return [];
    const unit = name.endsWith('_ms') && value !== null ? 'ms' : '';
    return [[prefix + urlName(name), value === null ? 'none' : `${String(value)}${unit}`]];
  });
}

function parseValue(setting: Setting, text: string): SettingValue | null | undefined {
  const value = read();
  return value !== undefined && !valueProblem(setting, value) ? value : undefined;

  function read(): SettingValue | null | undefined {
    switch (setting.type) {
      case 'flag':
        return text === 'true' ? true : text === 'false' ? false : undefined;
      case 'choice':
        return text;
      case 'integer':
        return parseInteger(text, '', setting.min, setting.max);
      case 'number':
        return /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
      case 'duration':
        return text === 'none' ? null : parseInteger(text, 'ms', setting.min, setting.max);
    }
  }
}

/** `undefined` when the query names no event that can be. */
function parseEvents(search: URLSearchParams, values: Values): readonly RunEvent[] | undefined {
  const texts = search.getAll('at');
  const events = texts
    .slice(0, 10 * mostEvents)
    .flatMap((text) => parseEvent(text, values) ?? [])
    .slice(0, mostEvents);
  return events.length > 0 || texts.includes('none') ? events : undefined;
}

function parseEvent(text: string, values: Values): RunEvent | undefined {
  const [time = '', component = '', word = '', ...rest] = text.split(':');
  const t_ms = parseInteger(time, 'ms', 0, Number(valueIn(values, 'duration_ms')));
  const action = actions.find((each) => each === word);
  if (t_ms === undefined || action === undefined || rest.length > 0) return undefined;
  return actionsOn(values, component).includes(action) ? { t_ms, component, action } : undefined;
}

function parseInteger(text: string | null, unit: '' | 'ms', min: number, max: number) {
  if (text === null || !text.endsWith(unit)) return undefined;
  const digits = text.slice(0, text.length - unit.length);
  if (!/^\d{1,10}$/.test(digits)) return undefined;
  const value = Number(digits);
  return value >= min && value <= max ? value : undefined;
}

function isSame(one: readonly RunEvent[], other: readonly RunEvent[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ t_ms, component, action }, index) => {
      const twin = other[index];
      return t_ms === twin?.t_ms && component === twin.component && action === twin.action;
    })
  );
}

/** A duration's unit moves from the setting's name into the value. */
function urlName(name: string): string {
  return name.replace(/_ms$/, '');
}
