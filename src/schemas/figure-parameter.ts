import { currentValue, parameterSetting } from '#sim/parameters.ts';
import { programOf, type Run } from '#sim/run.ts';
import { catalogue, settingProblem, type Setting, type SettingValue } from '#sim/settings.ts';
import { notAllowed } from './closest.ts';
import { report, type Context } from './cross-check.ts';
import type { FigureParameter } from './figure.ts';

type Key = keyof FigureParameter;

/** The keys that say which values a reader may choose, by the setting's type. */
const limitsOf: Readonly<Record<Setting['type'], readonly Key[]>> = {
  integer: ['min', 'max', 'step'],
  number: ['min', 'max', 'step'],
  duration: ['min', 'max', 'step'],
  choice: ['choices'],
  flag: [],
};

/** Reports a parameter that the run does not have, limits that do not suit it, and a run outside its own limits. */
export function checkFigureParameter(
  run: Run,
  parameter: FigureParameter,
  path: readonly PropertyKey[],
  context: Context<unknown>,
): void {
  const complain = (key: Key, message: string) => {
    report(context, [...path, key], message);
  };
  const { parameter: name } = parameter;
  const setting = parameterSetting(run, name);
  if (!setting) {
    complain('parameter', notAllowed('parameter', name, parametersNear(run, name)));
    return;
  }
  for (const key of ['min', 'max', 'step', 'choices'] as const) {
    if (parameter[key] !== undefined && !limitsOf[setting.type].includes(key)) {
      complain(key, `does not go with ${name}, which is a ${setting.type}`);
    }
  }
  const value = currentValue(run, name) ?? null;
  // What is wrong with the run's own value is told of the run.
  if (value !== null && settingProblem(setting, value)) return;
  switch (setting.type) {
    case 'integer':
    case 'number':
    case 'duration':
      checkRange(setting, parameter, value, complain);
      break;
    case 'choice':
      checkChoices(setting.choices, parameter, value, complain);
      break;
    case 'flag':
      break;
  }
}

function checkRange(
  setting: Extract<Setting, { type: 'integer' | 'number' | 'duration' }>,
  { parameter: name, min, max, step = 1 }: FigureParameter,
  value: SettingValue | null,
  complain: (key: Key, message: string) => void,
) {
  if (min === undefined || max === undefined) {
    complain(min === undefined ? 'min' : 'max', `is missing; ${name} is a ${setting.type}`);
    return;
  }
  for (const [key, number] of [
    ['min', min],
    ['max', max],
    ['step', step],
  ] as const) {
    if (setting.type !== 'number' && !Number.isInteger(number))
      complain(key, 'must be a whole number');
  }
  if (min < setting.min) complain('min', `must be at least ${setting.min}`);
  if (max > setting.max) complain('max', `must be at most ${setting.max}`);
  if (min >= max) complain('max', `must be greater than min, ${min}`);
  if (typeof value !== 'number') {
    complain('parameter', `the run does not set ${name}, so there is no value to begin with`);
  } else if (value < min || value > max) {
    complain('parameter', `the run’s own ${name} is ${value}, which is not from ${min} to ${max}`);
  } else if ((value - min) % step !== 0) {
    complain(
      'step',
      `the run’s own ${name}, ${value}, cannot be reached from ${min} in steps of ${step}`,
    );
  }
}

function checkChoices(
  allowed: readonly string[],
  { parameter: name, choices: offered }: FigureParameter,
  value: SettingValue | null,
  complain: (key: Key, message: string) => void,
) {
  const choices = offered ?? allowed;
  for (const choice of choices) {
    if (!allowed.includes(choice)) complain('choices', notAllowed('choice', choice, allowed));
  }
  if (new Set(choices).size < choices.length) complain('choices', 'must not repeat a choice');
  if (!choices.includes(String(value))) {
    complain('choices', `must hold the run’s own ${name}, ${String(value)}`);
  }
}

/** The parameters of the component that `name` begins with, or of all when there is no such component. */
function parametersNear(run: Run, name: string): string[] {
  const [id] = name.split('.');
  const named = run.components.filter((component) => component.id === id);
  const components = named.length > 0 ? named : run.components;
  const settings = components.flatMap((component) =>
    Object.keys(catalogue[programOf(component)]).map((setting) => `${component.id}.${setting}`),
  );
  return run.workload.mode === 'open-loop' && named.length === 0 ? [...settings, 'rate'] : settings;
}
