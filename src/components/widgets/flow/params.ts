/** A figure's state in a link: a plain query that holds only what differs from the scenario. */
import {
  currentValue,
  parameterSetting,
  withParameters,
  type Parameters,
} from '#sim/parameters.ts';
import { formatOffer, parseOffer } from '#sim/offer.ts';
import type { Run, RunEvent } from '#sim/run.ts';
import { settingProblem, type Setting, type SettingValue } from '#sim/settings.ts';
import type { ExposedParameter, FlowScenario } from './scenario.ts';

/** What a reader has done to a figure. */
export interface FlowState {
  /** Only those that differ from the scenario. */
  readonly parameters: Parameters;
  /** In the order in which they were made. */
  readonly interventions: readonly RunEvent[];
  /** `undefined` is the scenario's. */
  readonly seed?: number;
  /** The request that is opened, from 1, as the table numbers them. */
  readonly request?: number | undefined;
  /** Milliseconds, a whole number. */
  readonly tMs: number;
}

export const untouched: FlowState = { parameters: {}, interventions: [], tMs: 0 };

const mostInterventions = 32;
const largestSeed = 4294967295;
const largestRequest = 9999999;

/**
 * Reads a query. Whatever is unknown or malformed is left as the scenario has it, each value by itself; never throws.
 * @param figureId Another figure's link (`fig`) leaves this one untouched.
 */
export function parseParams(query: string, figureId: string, scenario: FlowScenario): FlowState {
  const search = new URLSearchParams(query);
  const addressee = search.get('fig');
  if (addressee !== null && addressee !== figureId) return untouched;
  const { run, figure } = scenario;
  const parameters: Record<string, SettingValue> = {};
  for (const exposed of figure.parameters ?? []) {
    const value = parseValue(run, exposed, search.get(urlName(exposed.parameter)));
    if (value !== undefined && value !== currentValue(run, exposed.parameter)) {
      parameters[exposed.parameter] = value;
    }
  }
  const interventions = search
    .getAll('at')
    .map((text) => parseIntervention(text, scenario))
    .filter((event) => event !== undefined)
    .slice(0, mostInterventions);
  const seed = parseInteger(search.get('seed'), '', 0, largestSeed);
  const request = parseInteger(search.get('request'), '', 1, largestRequest);
  const tMs = parseInteger(search.get('t'), 'ms', 0, run.duration_ms) ?? 0;
  return {
    parameters,
    interventions,
    ...(seed === undefined || seed === run.seed ? {} : { seed }),
    ...(request === undefined ? {} : { request }),
    tMs,
  };
}

/** The query that `parseParams` reads back on any page; it names the figure. */
export function formatParams(state: FlowState, figureId: string): string {
  return [`v=1&fig=${figureId}`, formatState(state)].filter(Boolean).join('&');
}

/** What differs from the scenario, as a query for a page where there is no other figure; empty when nothing does. */
export function formatState(state: FlowState): string {
  const pairs: [string, string][] = [
    ...Object.entries(state.parameters).map(([name, value]): [string, string] => [
      urlName(name),
      name.endsWith('_ms') ? `${String(value)}ms` : String(value),
    ]),
    ...state.interventions.map(({ t_ms, component, ...offer }): [string, string] => [
      'at',
      `${t_ms}ms:${component}:${formatOffer(offer)}`,
    ]),
  ];
  if (state.seed !== undefined) pairs.push(['seed', String(state.seed)]);
  if (state.request !== undefined) pairs.push(['request', String(state.request)]);
  if (state.tMs > 0) pairs.push(['t', `${state.tMs}ms`]);
  // Colons and dots need no escape in a query, and the link stays readable.
  return pairs
    .map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll('%3A', ':')}`)
    .join('&');
}

/** The run as the reader has changed it. At equal times the scenario's own events come first. */
export function runOf(run: Run, { parameters, interventions, seed }: FlowState): Run {
  const changed = withParameters(run, parameters);
  return { ...changed, seed: seed ?? run.seed, events: [...run.events, ...interventions] };
}

/** Whether the figure offers `value`; the catalogue may allow much more. */
export function isOffered(run: Run, exposed: ExposedParameter, value: SettingValue): boolean {
  const setting = parameterSetting(run, exposed.parameter);
  if (!setting || settingProblem(setting, value) !== undefined) return false;
  const { min = -Infinity, max = Infinity, choices } = exposed;
  if (typeof value === 'number') return value >= min && value <= max;
  return typeof value !== 'string' || (choices?.includes(value) ?? true);
}

function parseValue(
  run: Run,
  exposed: ExposedParameter,
  text: string | null,
): SettingValue | undefined {
  const setting = parameterSetting(run, exposed.parameter);
  if (text === null || !setting) return undefined;
  const value = parseSetting(setting, text);
  return value !== undefined && isOffered(run, exposed, value) ? value : undefined;
}

function parseSetting(setting: Setting, text: string): SettingValue | undefined {
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
      return parseInteger(text, 'ms', setting.min, setting.max);
  }
}

/** `<time>ms:<component>:<action>[:<value>]`, with one of the actions that the figure offers. */
function parseIntervention(text: string, { run, figure }: FlowScenario): RunEvent | undefined {
  const [time = '', component = '', ...rest] = text.split(':');
  const t_ms = parseInteger(time, 'ms', 0, run.duration_ms);
  const offered = Object.hasOwn(figure.faults ?? {}, component) ? figure.faults?.[component] : [];
  const known = (['up', ...(offered ?? [])] as const).find((each) => each === rest.join(':'));
  const offer = parseOffer(known ?? '');
  if (t_ms === undefined || !offer) return undefined;
  const isThere = [...run.components, ...run.hosts].some(({ id }) => id === component);
  if (!isThere) return undefined;
  if (known === 'up' && (offered ?? []).length === 0) return undefined;
  return { t_ms, component, ...offer };
}

function parseInteger(
  text: string | null,
  unit: '' | 'ms',
  min: number,
  max: number,
): number | undefined {
  if (text === null || !text.endsWith(unit)) return undefined;
  const digits = text.slice(0, text.length - unit.length);
  if (!/^\d{1,10}$/.test(digits)) return undefined;
  const value = Number(digits);
  return value >= min && value <= max ? value : undefined;
}

/** A duration's unit moves from the setting's name into the value. */
function urlName(parameter: string): string {
  return parameter.replace(/_ms$/, '');
}
