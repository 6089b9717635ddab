/** The controls by which the reader changes a run: parameters, and the state of the buttons that break things. */
import { findAll } from '#lib/dom.ts';
import { currentValue, type Parameters } from '#sim/parameters.ts';
import type { Action } from '#sim/run.ts';
import type { SettingValue } from '#sim/settings.ts';
import { isOffered } from './params.ts';
import type { ExposedParameter, FlowScenario } from './scenario.ts';

export interface Inputs {
  /** Shows these values, and the scenario's for all others. */
  set(values: Parameters): void;
  /** Shows what each component that can be broken is like: its fault, and what an administrator has said of it. */
  showFaults(statesOf: (component: string) => readonly Action[]): void;
}

interface Control {
  readonly exposed: ExposedParameter;
  readonly box: HTMLElement;
  readonly field: HTMLInputElement | HTMLSelectElement;
  readonly range: HTMLInputElement | null;
}

/** @param changed Called with all values that differ from the scenario's. */
export function createInputs(
  root: ParentNode,
  { run, figure }: FlowScenario,
  changed: (values: Parameters) => void,
): Inputs {
  const controls = findAll(root, HTMLElement, '[data-parameter]').flatMap((box): Control[] => {
    const exposed = figure.parameters?.find(
      ({ parameter }) => parameter === box.dataset['parameter'],
    );
    const field = box.querySelector<HTMLInputElement | HTMLSelectElement>('[data-value]');
    if (!exposed || !field) return [];
    return [{ exposed, box, field, range: box.querySelector('[data-range]') }];
  });
  const groups = findAll(root, HTMLElement, '[data-faults]').map((group) => ({
    component: group.dataset['faults'] ?? '',
    buttons: findAll(group, HTMLButtonElement, '[data-action]'),
  }));
  const shown = new Map<string, string>();
  const scenarioValue = ({ exposed }: Control) => currentValue(run, exposed.parameter);

  function read() {
    const values: Record<string, SettingValue> = {};
    for (const control of controls) {
      const value = valueOf(control.field);
      const differs = value !== scenarioValue(control);
      if (isOffered(run, control.exposed, value) && differs) {
        values[control.exposed.parameter] = value;
      }
      control.box.classList.toggle('is-changed', differs);
    }
    changed(values);
  }

  for (const { field, range } of controls) {
    field.oninput = () => {
      if (range && field instanceof HTMLInputElement) range.value = field.value;
      if (!(field instanceof HTMLInputElement) || field.validity.valid) read();
    };
    if (!range) continue;
    range.oninput = () => {
      field.value = range.value;
      read();
    };
  }

  return {
    set(values) {
      for (const control of controls) {
        const { exposed, field, range, box } = control;
        const given = values[exposed.parameter];
        const value = given ?? scenarioValue(control) ?? '';
        if (field instanceof HTMLInputElement && field.type === 'checkbox') {
          field.checked = value === true;
        } else {
          field.value = String(value);
        }
        if (range) range.value = String(value);
        box.classList.toggle('is-changed', given !== undefined);
      }
    },
    showFaults(statesOf) {
      for (const { component, buttons } of groups) {
        const states = statesOf(component);
        if (shown.get(component) === states.join()) continue;
        shown.set(component, states.join());
        for (const button of buttons) {
          const action = button.dataset['action'] as Action;
          const isNow = states.includes(action);
          const isBack = action === 'up' || action === 'ready';
          button.ariaPressed = String(isNow && !isBack);
          button.ariaDisabled = String(isNow);
        }
      }
    },
  };
}

function valueOf(field: HTMLInputElement | HTMLSelectElement): SettingValue {
  if (field instanceof HTMLSelectElement) return field.value;
  return field.type === 'checkbox' ? field.checked : field.valueAsNumber;
}
