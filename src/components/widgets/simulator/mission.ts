/** A mission on the page: its goal and how far it is reached, its hints, and what it was about. */
import { fill, find, findAll, setText } from '#lib/dom.ts';
import { missionsDone, noteMission } from '#lib/missions.ts';
import { tellEvent } from '#lib/tell.ts';
import { holds } from '#sim/bound.ts';
import { measure } from '#sim/metric.ts';
import { serverIds, serversIn } from '#sim/setup.ts';
import type { Trace } from '#sim/trace.ts';
import { missions as words } from '#strings/missions.ts';
import { fields, latency } from '#strings/simulator.ts';
import type { GoalData, MissionData, SimulatorData } from './data.ts';
import { keyOf } from './fields.ts';

export interface MissionPanel {
  /** Begins a mission, or leaves it. */
  begin(mission: MissionData | undefined): void;
  /** Compares a run with the goals. @returns What is worth saying aloud. */
  check(trace: Trace): string;
  nextHint(): void;
}

/** Whether a mission lets the value of this name be changed; without a mission all can be. */
export function isOpenIn(mission: MissionData | undefined, name: string): boolean {
  if (!mission) return true;
  return mission.open.includes(name) || mission.open.includes(name.replace(/^web\d/, 'web*'));
}

export function createMissionPanel(
  root: HTMLElement,
  { missions }: SimulatorData,
  say: (text: string) => void,
  signal: AbortSignal,
): MissionPanel {
  const panel = find(root, HTMLElement, '[data-mission]');
  const part = (name: string) => find(panel, HTMLElement, `[data-${name}]`);
  const form = find(panel, HTMLFormElement, '[data-question]');
  let mission: MissionData | undefined;
  let hints = 0;
  let isDone = false;

  form.addEventListener(
    'submit',
    (event) => {
      event.preventDefault();
      const question = mission?.question;
      if (!question) return;
      const chosen = form.querySelector<HTMLInputElement>('input:checked')?.value;
      const result = part('answer-result');
      if (chosen === undefined) setText(result, words.chooseFirst);
      else if (chosen !== question.answer) {
        setText(result, words.wrong(question.because[chosen] ?? question.because['other'] ?? ''));
      } else {
        setText(result, words.right);
        finish();
      }
    },
    { signal },
  );

  function finish() {
    if (!mission || isDone) return;
    isDone = true;
    noteMission(mission.id, Date.now());
    tellEvent(root, 'mission:completed', { mission: mission.id });
    part('debrief').hidden = false;
    fill(part('debrief-text'), 'p', mission.debrief, setText);
    showTicks();
  }

  function showTicks() {
    const done = missionsDone();
    for (const card of findAll(root, HTMLElement, '[data-mission-card]')) {
      find(card, HTMLElement, '[data-tick]').hidden = !done.has(card.dataset['missionCard'] ?? '');
    }
    const known = missions.filter(({ id }) => done.has(id)).length;
    setText(find(root, HTMLElement, '[data-progress]'), words.progress(known, missions.length));
  }

  function showHints() {
    if (!mission) return;
    const all = mission.hints.length;
    fill(part('hints'), 'li', mission.hints.slice(0, hints), setText);
    const button = find(panel, HTMLButtonElement, '[data-act="hint"]');
    button.hidden = hints >= all;
    setText(button, words.nextHint(hints + 1, all));
  }

  showTicks();

  return {
    begin(next) {
      if (next === mission) return;
      mission = next;
      panel.hidden = !next;
      if (!next) return;
      hints = 0;
      isDone = false;
      setText(part('mission-number'), words.number(next.order));
      setText(part('mission-title'), next.title);
      setText(part('mission-situation'), next.situation);
      part('mission-goals').hidden = next.goals.length === 0;
      part('goals').replaceChildren();
      part('debrief').hidden = true;
      setText(part('answer-result'), '');
      form.hidden = !next.question;
      setText(part('prompt'), next.question?.prompt ?? '');
      const servers = next.question ? serverIds.slice(0, serversIn(next.setup.values)) : [];
      fill(part('choices'), 'label', servers, showChoice);
      setText(part('open-note'), `${words.locked} ${openText(next)}.`);
      const following = missions.find(({ order }) => order > next.order);
      const link = find(panel, HTMLAnchorElement, '[data-mission-next]');
      link.hidden = !following;
      if (following) {
        link.href = `?v=1&mission=${following.id}`;
        link.dataset['open'] = `mission:${following.id}`;
        setText(link, words.next(following.title));
      }
      showHints();
    },
    check(trace) {
      if (!mission) return '';
      const results = mission.goals.map((goal) => {
        const value = measure(trace, goal.metric);
        return { goal, value, isReached: holds(goal, value) };
      });
      fill(part('goals'), 'li', results, (item, { goal, value, isReached }) => {
        item.className = isReached ? 'is-reached' : 'is-missed';
        fill(item, 'span', ['mark', 'text', 'value'], (span, name) => {
          span.className = `goal-${name}`;
        });
        const [mark, text, measured] = item.children;
        if (!mark || !text || !measured) return;
        setText(mark, isReached ? '✓' : '✗');
        mark.setAttribute('role', 'img');
        mark.setAttribute('aria-label', isReached ? words.reached : words.notReached);
        setText(text, goal.text);
        setText(measured, words.measured(valueText(goal, value)));
      });
      const wasDone = isDone;
      const isReached = results.length > 0 && results.every((result) => result.isReached);
      if (isReached && !mission.question) finish();
      return isDone && !wasDone ? words.doneStatus(mission.title) : '';
    },
    nextHint() {
      if (!mission) return;
      hints += 1;
      showHints();
      say(mission.hints[hints - 1] ?? '');
      if (hints >= mission.hints.length) {
        const last = part('hints').lastElementChild;
        if (last instanceof HTMLElement) {
          last.tabIndex = -1;
          last.focus();
        }
      }
    },
  };
}

function showChoice(label: HTMLLabelElement, id: string) {
  const input = document.createElement('input');
  input.type = 'radio';
  input.name = 'sim-answer';
  input.value = id;
  label.className = 'choice';
  label.replaceChildren(input, id.replace('web', 'web '));
}

function openText({ open }: MissionData): string {
  const names = open.map((name) =>
    name === 'events' ? words.andEvents : (fields[keyOf(name)]?.label ?? name),
  );
  return names.length === 0 ? words.nothingOpen : names.join(', ');
}

function valueText({ unit }: GoalData, value: number | string | undefined): string {
  if (value === undefined) return words.nothing;
  if (typeof value === 'string') return value;
  switch (unit) {
    case 'percent':
      return `${(value * 100).toFixed(1)} %`;
    case 'ms':
      return latency(value);
    default:
      return value.toLocaleString('en');
  }
}
