/**
 * What a reader may set in a run. A parameter's name is `component.setting` in the catalogue's words (`lb.inter_ms`), a
 * field of one of a monitor's alert rules (`monitor.busy.for_ms`), or a field of the workload alone (`rate`).
 */
import type { AlertRule } from './monitoring/alerts.ts';
import { programOf, type Component, type Run } from './run.ts';
import { catalogue, settingProblem, type Setting, type SettingValue } from './settings.ts';

/** Values by the parameter's name. */
export type Parameters = Readonly<Record<string, SettingValue>>;

/** Requests per second of an open loop. */
const rate: Setting = { type: 'integer', default: 10, min: 1, max: 1000 };

/** Of an alert rule; only the limit that it has can be set. */
const ruleSettings: Readonly<Record<string, Setting>> = {
  above: { type: 'integer', default: 0, min: 0, max: 1_000_000 },
  below: { type: 'integer', default: 0, min: 0, max: 1_000_000 },
  window_ms: { type: 'duration', default: 60_000, min: 1, max: 86_400_000 },
  for_ms: { type: 'duration', default: 0, min: 0, max: 86_400_000 },
};

/** What values `name` can have in this run; `undefined` when the run has no such parameter. */
export function parameterSetting(run: Run, name: string): Setting | undefined {
  if (name === 'rate') return run.workload.mode === 'open-loop' ? rate : undefined;
  const [id, settingName] = split(name);
  const component = run.components.find((each) => each.id === id);
  return component && settingOf(component, settingName);
}

/** The parameter's value in this run: `null` for a duration that is not set, `undefined` when there is no such parameter. */
export function currentValue(run: Run, name: string): SettingValue | null | undefined {
  const setting = parameterSetting(run, name);
  if (!setting) return undefined;
  if (run.workload.mode === 'open-loop' && name === 'rate') return run.workload.rate;
  const [id, settingName] = split(name);
  const component = run.components.find((each) => each.id === id);
  const [rule, field] = ruleOf(component, settingName) ?? [];
  return (rule ? rule[field as 'above'] : component?.settings?.[settingName]) ?? setting.default;
}

/** The run with these values in it. A name that the run does not have, or a value out of range, changes nothing. */
export function withParameters(run: Run, values: Parameters): Run {
  return Object.entries(values).reduce((changed, [name, value]) => {
    const setting = parameterSetting(run, name);
    return setting && !settingProblem(setting, value) ? withValue(changed, name, value) : changed;
  }, run);
}

function withValue(run: Run, name: string, value: SettingValue): Run {
  if (name === 'rate') {
    return { ...run, workload: { ...run.workload, rate: value } as Run['workload'] };
  }
  const [id, settingName] = split(name);
  return {
    ...run,
    components: run.components.map((component) =>
      component.id === id ? withSetting(component, settingName, value) : component,
    ),
  };
}

function withSetting(component: Component, name: string, value: SettingValue): Component {
  const [changed, field = ''] = ruleOf(component, name) ?? [];
  if (!changed) return { ...component, settings: { ...component.settings, [name]: value } };
  return {
    ...component,
    alerts: component.alerts?.map((rule) =>
      rule === changed ? { ...rule, [field]: value } : rule,
    ),
  };
}

/** The alert rule, and its field, that the rest of a parameter's name stands for. */
function ruleOf(component: Component | undefined, name: string): [AlertRule, string] | undefined {
  const [id, field] = split(name);
  const rule = component?.alerts?.find((each) => each.id === id);
  return rule && Object.hasOwn(ruleSettings, field) ? [rule, field] : undefined;
}

function settingOf(component: Component, name: string): Setting | undefined {
  const [rule, field = ''] = ruleOf(component, name) ?? [];
  if (rule) {
    const isOtherLimit = (field === 'above' || field === 'below') && rule[field] === undefined;
    return isOtherLimit ? undefined : ruleSettings[field];
  }
  const settings: Readonly<Record<string, Setting>> = catalogue[programOf(component)];
  // A name in a link may be “constructor”.
  return Object.hasOwn(settings, name) ? settings[name] : undefined;
}

function split(name: string): [component: string, setting: string] {
  const dot = name.indexOf('.');
  return dot < 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot + 1)];
}
