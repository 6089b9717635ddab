/** The settings on the page: what they show, which of them there are, and what the reader does to them. */
import { fill, find, findAll, setText } from '#lib/dom.ts';
import { fields as fieldWords, panel as words } from '#strings/simulator.ts';
import type { Setting, SettingValue } from '#sim/settings.ts';
import { serverIds, serversIn, settingIn, valueIn, valueProblem, type Values } from '#sim/setup.ts';
import { keyOf } from './fields.ts';

/** What may be done to the settings, and to which they belong. */
export interface Rules {
  readonly isOpen: (name: string) => boolean;
  readonly isHidden: (name: string) => boolean;
  /** Whether both compared runs have it in common; `undefined` when nothing is compared. */
  readonly isShared?: (name: string) => boolean;
}

export interface Controls {
  show(values: Values, before: Values, rules: Rules): void;
}

interface Control {
  /** With `web*` for the servers that are chosen. */
  readonly name: string;
  readonly box: HTMLElement;
  readonly field: HTMLInputElement | HTMLSelectElement;
  readonly range: HTMLInputElement | null;
  readonly note: HTMLElement;
}

/** @param changed Called with each value that the reader changes, by its full name. */
export function createControls(
  root: HTMLElement,
  changed: (values: Readonly<Record<string, SettingValue | null>>, kind: string) => void,
): Controls {
  const chooser = find(root, HTMLElement, '[data-servers]');
  const controls = findAll(root, HTMLElement, '[data-field]').map((box): Control => {
    const field = box.querySelector<HTMLInputElement | HTMLSelectElement>('[data-value]');
    if (!field) throw new Error(`A setting has no control.`);
    return {
      name: box.dataset['field'] ?? '',
      box,
      field,
      range: box.querySelector('[data-range]'),
      note: find(box, HTMLElement, '[data-note]'),
    };
  });
  let shown: { values: Values; before: Values; rules: Rules } | undefined;

  /** The names that a control sets: one, or that of each chosen server. */
  function namesOf(name: string, values: Values): string[] {
    if (!name.startsWith('web*')) return [name];
    const chosen = chosenServer();
    const servers = serverIds.slice(0, serversIn(values));
    return (servers.includes(chosen) ? [chosen] : servers).map((id) => name.replace('web*', id));
  }

  function chosenServer(): string {
    return find(chooser, HTMLInputElement, 'input:checked').value;
  }

  for (const control of controls) {
    const { name, field, range } = control;
    const read = () => {
      if (!shown) return;
      const { values } = shown;
      const names = namesOf(name, values);
      const setting = settingIn(values, names[0] ?? '');
      const value = setting && readField(field, setting);
      if (!setting || value === undefined || valueProblem(setting, value)) return;
      changed(Object.fromEntries(names.map((each) => [each, value])), name);
    };
    field.oninput = () => {
      if (range && field instanceof HTMLInputElement) range.value = field.value;
      read();
    };
    if (range) {
      range.oninput = () => {
        field.value = range.value;
        read();
      };
    }
    // A number that cannot be gives way to the one that is.
    field.onblur = () => {
      if (shown) showOne(control);
    };
  }
  chooser.onchange = () => {
    if (shown) for (const control of controls) showOne(control);
  };

  function showOne({ name, box, field, range, note }: Control) {
    if (!shown) return;
    const { values, before, rules } = shown;
    const names = namesOf(name, values);
    const [first = ''] = names;
    const setting = settingIn(values, first);
    const isBurst = name.startsWith('burst_');
    box.hidden =
      !setting || rules.isHidden(name) || (isBurst && valueIn(values, 'shape') !== 'burst');
    if (!setting) return;
    const value = valueIn(values, first);
    const isMixed = names.some((each) => valueIn(values, each) !== value);
    if (field instanceof HTMLSelectElement) showChoices(field, name, setting);
    if (document.activeElement !== field || field.type !== 'number') showValue(field, value);
    if (range) {
      range.value = String(value);
      const share =
        (Number(range.value) - Number(range.min)) / (Number(range.max) - Number(range.min));
      range.style.setProperty('--done', `${share * 100}%`);
    }
    const isLocked = !rules.isOpen(name) && !names.every((each) => rules.isOpen(each));
    field.disabled = isLocked;
    if (range) range.disabled = isLocked;
    box.classList.toggle('is-locked', isLocked);
    // A server that is new is as it is, and not changed.
    const isChanged = names.some(
      (each) => settingIn(before, each) && valueIn(values, each) !== valueIn(before, each),
    );
    box.classList.toggle('is-changed', isChanged);
    const notes = [
      isMixed ? words.mixed : '',
      isLocked ? words.locked : '',
      rules.isShared?.(name) ? words.shared : '',
    ].filter((text) => text !== '');
    note.hidden = notes.length === 0;
    setText(note, notes.join(' '));
    // The lock is drawn; the word is for those who do not see it.
    note.classList.toggle('unseen', isLocked);
  }

  return {
    show(values, before, rules) {
      shown = { values, before, rules };
      const count = serversIn(values);
      if (chosenServer() !== 'all' && serverIds.indexOf(chosenServer()) >= count) {
        find(chooser, HTMLInputElement, 'input[value="all"]').checked = true;
      }
      for (const input of findAll(chooser, HTMLInputElement, 'input')) {
        const label = input.closest('label');
        if (label) label.hidden = input.value !== 'all' && serverIds.indexOf(input.value) >= count;
      }
      for (const control of controls) showOne(control);
      for (const group of findAll(root, HTMLElement, '[data-group]')) {
        const isEmpty = findAll(group, HTMLElement, '[data-field]').every(({ hidden }) => hidden);
        group.hidden = isEmpty;
      }
    },
  };
}

function showChoices(select: HTMLSelectElement, name: string, setting: Setting) {
  if (setting.type !== 'choice') return;
  const same = [...select.options].map(({ value }) => value).join() === setting.choices.join();
  if (same) return;
  const texts = fieldWords[keyOf(name)]?.choices;
  fill(select, 'option', setting.choices, (option, choice) => {
    option.value = choice;
    setText(option, texts?.[choice] ?? choice);
  });
}

function showValue(field: HTMLInputElement | HTMLSelectElement, value: SettingValue | null) {
  if (field.type === 'checkbox' && field instanceof HTMLInputElement)
    field.checked = value === true;
  else field.value = value === null ? '' : String(value);
}

/** `undefined` when what is typed is no value. */
function readField(field: HTMLInputElement | HTMLSelectElement, setting: Setting) {
  if (field instanceof HTMLSelectElement) return field.value;
  if (field.type === 'checkbox') return field.checked;
  if (field.value === '' && field.validity.valid && setting.default === null) return null;
  return Number.isNaN(field.valueAsNumber) ? undefined : field.valueAsNumber;
}
