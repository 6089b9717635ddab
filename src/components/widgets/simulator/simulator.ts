/** Wires the simulator: what the reader does becomes setups, these become runs, and the runs what is seen at a time. */
import { haproxyConfig } from '#config/haproxy.ts';
import { nginxConfig } from '#config/nginx.ts';
import { fill, find, findAll, setText } from '#lib/dom.ts';
import { reducedMotion } from '#lib/motion.ts';
import { createPlayback } from '#lib/playback.ts';
import { tellState } from '#lib/tell.ts';
import type { Action, RunEvent } from '#sim/run.ts';
import {
  actionsOn,
  mostEvents,
  normalize,
  programIn,
  runOf,
  serverIds,
  serversIn,
  valueIn,
  type Setup,
  type Values,
} from '#sim/setup.ts';
import { stateAt, type SystemState } from '#sim/state.ts';
import { controls as words, failure, moment, narration } from '#strings/flow.ts';
import {
  actionText,
  events as eventWords,
  exports,
  latency,
  results,
  stage,
  start as startWords,
  work,
} from '#strings/simulator.ts';
import { createCopying } from '../flow/copying.ts';
import { learn } from '../flow/lexicon.ts';
import { logBefore } from '../flow/log.ts';
import { createOpened } from '../flow/opened.ts';
import { showConfig } from '../flow/config-boxes.ts';
import { lexicon as nginxWords } from '../flow/nginx.ts';
import {
  createLabelWidth,
  showEvents,
  showLog,
  showMarks,
  showRows,
  startText,
} from '../flow/parts.ts';
import { rowsAt } from '../flow/rows.ts';
import { createSpeaker } from '../flow/speaker.ts';
import { createStepRank } from '../flow/step-rank.ts';
import { placeMarks, stepFrom, textAt, type TimeMark } from '../flow/timeline.ts';
import { playAway } from './away.ts';
import { createControls, type Rules } from './controls.ts';
import { startsOf, type SimulatorData } from './data.ts';
import type * as Files from './export.ts';
import { createHistory, type History } from './history.ts';
import { createMissionPanel, isOpenIn } from './mission.ts';
import { createPane } from './pane.ts';
import {
  formatParams,
  parseParams,
  setupOfOther,
  shared,
  startState,
  type SimulatorState,
  type Start,
} from './params.ts';
import { isLong, play, sizeOfAll, type Played } from './play.ts';
import { showDifferences, showNumbers, showResults } from './tables.ts';
import { createFrame, createSteps } from './steps.ts';
import { summaryOf, type Summary } from './summary.ts';
import { endsOf } from './view.ts';

/** Numbers that change are held so long that they can be read. */
const readableMs = 1000;
const tableRows = 12;
const logRows = 60;
const addressPauseMs = 400;

export function startSimulator(root: HTMLElement, signal: AbortSignal): void {
  learn(nginxWords);
  const stop = new AbortController();
  signal.addEventListener('abort', () => {
    stop.abort();
  });
  const fail = (error: unknown) => {
    reportError(error);
    stop.abort();
    root.classList.add('is-broken');
    const message = find(root, HTMLElement, '[data-failure]');
    message.hidden = false;
    const subject = encodeURIComponent(failure.subject('simulator'));
    const body = encodeURIComponent(failure.body(String(error), location.href));
    find(message, HTMLAnchorElement, '[data-report]').href =
      `mailto:?subject=${subject}&body=${body}`;
  };
  const guard =
    <A extends readonly unknown[]>(act: (...values: A) => void) =>
    (...values: A) => {
      if (stop.signal.aborted) return;
      try {
        act(...values);
      } catch (error) {
        fail(error);
      }
    };
  // In pieces, so that the page answers in between.
  guard(() => {
    const begin = wire(root, guard, stop.signal);
    setTimeout(
      guard(() => {
        begin();
        root.classList.add('is-ready');
      }),
    );
  })();
}

type Guard = <A extends readonly unknown[]>(act: (...values: A) => void) => (...values: A) => void;

/** @returns Begins the first run. */
function wire(root: HTMLElement, guard: Guard, signal: AbortSignal): () => void {
  const data = JSON.parse(find(root, HTMLScriptElement, 'script').text) as SimulatorData;
  const starts = startsOf(data);
  const part = (name: string) => find(root, HTMLElement, `[data-${name}]`);
  const input = (name: string) => find(root, HTMLInputElement, `[data-${name}]`);
  const choice = (name: string) => find(root, HTMLSelectElement, `[data-${name}]`);
  const button = (act: string) => find(root, HTMLButtonElement, `[data-act="${act}"]`);
  const speaker = createSpeaker(part('speaker'), signal);
  const stepRank = createStepRank(input('hops'), [button('back'), button('step')], signal);
  const copying = createCopying(root, signal);
  const labelWidth = createLabelWidth(root);
  const scrubber = input('scrubber');
  const playButton = button('play');
  const lessMotion = matchMedia(reducedMotion());

  let history: History<SimulatorState>;
  /** The state whose runs are shown; older than the present one while a worker plays. */
  let seen: SimulatorState;
  let played: readonly Played[] = [];
  let summaries: readonly Summary[] = [];
  let marks: readonly TimeMark[] = [];
  let marksWidth = 0;
  let tUs = 0;
  /** The request (from 0) that is open, or will be as soon as there is a run. */
  let request: number | undefined;
  let stepped = '';
  let lastSlowMs = -Infinity;
  let job: AbortController | undefined;
  let addressTimer: ReturnType<typeof setTimeout> | undefined;

  const seek = guard((time: number) => {
    goTo(time);
  });
  const panes = (['a', 'b'] as const).map((id) =>
    createPane(
      find(root, HTMLElement, `[data-pane="${id}"]`),
      seek,
      guard(() => {
        show();
      }),
      signal,
    ),
  );
  const missionPanel = createMissionPanel(
    root,
    data,
    (text) => {
      speaker.say(text);
    },
    signal,
  );
  const settings = createControls(
    part('panel'),
    guard((values, kind) => {
      changeValues(values, kind);
    }),
  );
  const opened = createOpened(
    root,
    {
      goTo: seek,
      changed: guard((wanted) => {
        request = wanted;
        show();
        keepAddress();
      }),
      say: (text) => {
        speaker.say(text);
      },
    },
    signal,
  );
  const playback = createPlayback(
    find(root, HTMLElement, '.body'),
    guard(advance),
    guard(() => {
      show();
    }),
    signal,
  );

  /** What a change leads to, after the numbers and the sentence that show its effect. */
  const showSoon = createSteps(
    [
      () => {
        panes.slice(0, played.length).forEach((pane) => {
          pane.showDrawing();
        });
      },
      show,
      keepAddress,
      showTools,
      showSettings,
      () => {
        const ends = endsOf(
          endUs(),
          played.map(({ series }) => series),
        );
        panes.slice(0, played.length).forEach((pane) => {
          pane.showGraphs(ends, tUs);
        });
      },
      showRun,
      showConfiguration,
    ].map((step) => guard(step)),
    signal,
  );
  const computeSoon = createFrame(guard(compute), signal);

  const mission = ({ start }: SimulatorState) =>
    start.kind === 'mission' ? data.missions.find(({ id }) => id === start.id) : undefined;
  const endUs = () => Number(valueIn(seen.setup.values, 'duration_ms')) * 1000;
  const isEditingB = () =>
    history.present.other !== undefined &&
    find(root, HTMLInputElement, '[name="sim-editing"]:checked').value === 'b';

  // What changes the runs

  function change(next: SimulatorState) {
    history.change(next, '', performance.now());
    compute();
  }

  /** For changes that may follow each other faster than they can be computed. */
  function changeOften(next: SimulatorState, kind: string) {
    history.change(next, kind, performance.now());
    computeSoon();
  }

  function changeValues(values: Values, kind: string) {
    const { present } = history;
    const { setup, other } = present;
    const own = Object.entries(values);
    if (other && isEditingB() && !shared.includes(kind)) {
      const next = normalize({ values: { ...other, ...values }, events: [] }).values;
      changeOften({ ...present, other: setupOfOther(setup, next).values }, kind);
      return;
    }
    const next = normalize({ ...setup, values: { ...setup.values, ...Object.fromEntries(own) } });
    changeOften(
      { ...present, setup: next, ...(other && { other: setupOfOther(next, other).values }) },
      kind,
    );
  }

  function changeEvents(events: readonly RunEvent[]) {
    const { present } = history;
    change({ ...present, setup: normalize({ ...present.setup, events }) });
  }

  function begin(state: SimulatorState) {
    history = createHistory(state);
    if (played.length === 0) seen = state;
    playback.pause();
    tUs = state.tMs * 1000;
    request = state.request === undefined ? undefined : state.request - 1;
    find(root, HTMLInputElement, '[name="sim-editing"][value="a"]').checked = true;
    const entry = data.gallery.find(({ id }) => id === state.start.id);
    part('look').hidden = state.start.kind === 'mission' || !entry;
    setText(part('look-text'), entry?.look ?? '');
    choice('start').value = `${state.start.kind}:${state.start.id}`;
    missionPanel.begin(mission(state));
    compute();
  }

  function setupsOf({ setup, other }: SimulatorState): Setup[] {
    return other ? [setup, setupOfOther(setup, other)] : [setup];
  }

  /** Plays the present setups: at once, or in a worker while the page stays as it is. */
  function compute() {
    job?.abort();
    job = undefined;
    const state = history.present;
    const setups = setupsOf(state);
    if (!isLong(setups)) {
      part('work').hidden = true;
      present(state, play(setups));
      return;
    }
    keepAddress();
    showTools();
    showSettings();
    const own = new AbortController();
    job = own;
    part('work').hidden = false;
    setText(part('work-text'), work.working(sizeOfAll(setups)));
    const bar = find(root, HTMLProgressElement, '[data-work-progress]');
    bar.value = 0;
    signal.addEventListener('abort', () => {
      own.abort();
    });
    playAway(setups, (done) => (bar.value = done), own.signal).then(
      guard((results) => {
        if (job !== own) return;
        job = undefined;
        part('work').hidden = true;
        present(state, results);
        speaker.say(work.done);
      }),
      guard(() => {
        if (job === own) giveUp(work.failed);
      }),
    );
  }

  function giveUp(why: string) {
    job?.abort();
    job = undefined;
    part('work').hidden = true;
    history.undo();
    if (played.length === 0) begin(startState(starts[0]));
    else compute();
    speaker.say(why);
  }

  /** Shows what has been played. */
  function present(state: SimulatorState, results: readonly Played[]) {
    seen = state;
    played = results;
    tUs = Math.min(tUs, endUs());
    stepped = '';
    scrubber.max = String(endUs() / 1000);
    const isCompared = results.length > 1;
    panes.forEach((pane, index) => {
      const one = results[index];
      pane.root.hidden = !one;
      if (one) pane.show(one, isCompared ? 'AB'.charAt(index) : '');
    });
    part('panes').classList.toggle('is-compared', isCompared);
    showSummary();
    if (results[0]) opened.renew(results[0].trace, request);
    showMoment();
    showSoon();
  }

  // What is shown of the runs as a whole

  function showSettings() {
    const { present } = history;
    const { setup, other, start } = present;
    const current = mission(present);
    const values = isEditingB() && other ? other : setup.values;
    const before = isEditingB() ? setup.values : start.setup.values;
    const rules: Rules = {
      isOpen: (name) => isOpenIn(current, name),
      isHidden: (name) => current?.hidden.includes(name.slice(name.indexOf('.') + 1)) ?? false,
      ...(other && { isShared: (name: string) => shared.includes(name) }),
    };
    settings.show(values, before, rules);
  }

  function showTools() {
    const { present } = history;
    const { other } = present;
    part('editing').hidden = !other;
    button('undo').disabled = !history.canUndo;
    button('redo').disabled = !history.canRedo;
    const compare = button('compare');
    compare.ariaPressed = String(other !== undefined);
    compare.hidden = mission(present) !== undefined;
    setText(compare, other ? startWords.stopComparing : startWords.compare);
    showHappenings();
  }

  function showHappenings() {
    const { setup } = history.present;
    const current = mission(history.present);
    const isOpen = isOpenIn(current, 'events');
    part('break').classList.toggle('is-locked', !isOpen);
    for (const control of findAll(part('break'), HTMLElement, 'button, select, input')) {
      (control as HTMLButtonElement).disabled = !isOpen;
    }
    const servers = serverIds.slice(0, serversIn(setup.values));
    const server = choice('event-server');
    for (const option of server.options) option.hidden = !servers.includes(option.value);
    for (const option of server.options) option.disabled = !servers.includes(option.value);
    if (!servers.includes(server.value)) server.value = servers[0] ?? '';
    const offered = actionsOn(setup.values, servers[0] ?? '');
    const actions = choice('event-action');
    const isSame = [...actions.options].map(({ value }) => value).join() === offered.join();
    if (!isSame) {
      const before = actions.value;
      fill(actions, 'option', offered, (option, action) => {
        option.value = action;
        setText(option, actionText(action));
      });
      actions.value = offered.find((action) => action === before) ?? 'refuse';
    }
    fill(part('happenings'), 'li', setup.events, (item, { t_ms, component, action }) => {
      const text = eventWords.item(moment(t_ms, 2), serverName(component), actionText(action));
      if (!item.firstChild) item.append(document.createElement('span'), removeButton());
      setText(find(item, HTMLElement, 'span'), text);
      const remove = find(item, HTMLButtonElement, 'button');
      remove.ariaLabel = eventWords.remove(text);
      remove.disabled = !isOpen;
    });
    const isFull = setup.events.length >= mostEvents;
    const note = isFull
      ? eventWords.full(mostEvents)
      : setup.events.length === 0
        ? eventWords.none
        : '';
    setText(part('event-note'), note);
  }

  function showSummary() {
    summaries = played.map(summaryOf);
    const isOne = summaries.length === 1;
    const sentences = summaries.map(({ requests, failed, dropped, p50, p99 }) =>
      results.summary(requests, failed, dropped, latency(p50), latency(p99)),
    );
    setText(
      part('summary'),
      sentences.map((text, index) => (isOne ? text : `${'AB'.charAt(index)}: ${text}`)).join(' '),
    );
  }

  function showRun() {
    const [a, b] = summaries;
    const [first] = played;
    if (!a || !first) return;
    showResults(root, a, b);
    showDifferences(part('differences'), a, b);
    if (find(root, HTMLDetailsElement, '[data-numbers-box]').open) showNumbers(root, played);
    marks = panes[0]?.marks() ?? [];
    showEvents(root, marks);
    layOutMarks();
    const done = missionPanel.check(first.trace);
    if (done !== '') speaker.say(done);
  }

  function showConfiguration() {
    const { setup, start, other } = seen;
    const isB = isEditingB() && other !== undefined;
    const after = isB ? setupOfOther(setup, other) : setup;
    const from = isB ? setup : start.setup;
    const file = programIn(after.values) === 'nginx' ? 'nginx.conf' : 'haproxy.cfg';
    // Another program's file has nothing in common with this one.
    const before = programIn(from.values) === programIn(after.values) ? from : after;
    showConfig(root, configOf(before), configOf(after));
    setText(part('config-file'), file);
    setText(button('export-config'), file);
  }

  function configOf(setup: Setup) {
    return (programIn(setup.values) === 'nginx' ? nginxConfig : haproxyConfig)(runOf(setup), 'lb');
  }

  function configText(): string {
    const setups = setupsOf(seen);
    const setup = (isEditingB() ? setups[1] : undefined) ?? seen.setup;
    return configOf(setup)
      .map(({ text }) => `${text}\n`)
      .join('');
  }

  function layOutMarks() {
    showMarks(root, placeMarks(marks, endUs(), marksWidth, 2, labelWidth));
  }

  // What is shown of a moment

  function advance(elapsedMs: number) {
    tUs = Math.min(tUs + elapsedMs * 1000 * Number(choice('speed').value), endUs());
    stepped = '';
    if (tUs === endUs()) {
      playback.pause();
      speaker.say(narration.end);
    } else show();
  }

  function goTo(time: number) {
    playback.pause();
    tUs = Math.min(Math.max(time, 0), endUs());
    stepped = '';
    show();
    keepAddress();
  }

  function step(forth: boolean) {
    const rank = stepRank();
    const times = played.map(({ trace }) => stepFrom(trace, [], tUs, rank, forth));
    goTo(forth ? Math.min(...times) : Math.max(...times));
    stepped = textsAt(rank);
    show();
    speaker.say(`${moment(tUs / 1000, 2)}. ${stepped === '' ? narration.end : stepped}`);
  }

  /** What happens now, of both runs when two are compared. */
  function textsAt(rank: 1 | 2 | 3): string {
    const texts = played.map(({ trace }) => textAt(trace, tUs, rank));
    const [a = '', b = ''] = texts;
    if (played.length < 2 || a === b) return a;
    return texts
      .map((text, index) => (text === '' ? '' : `${'AB'.charAt(index)}: ${text}`))
      .join(' ');
  }

  /** Brings the drawings and their numbers to the present moment. */
  function showMoment(isSlow = true): SystemState | undefined {
    const [state] = panes.map((pane, index) =>
      played[index] ? pane.move(tUs, isSlow, index === 0 ? request : undefined) : undefined,
    );
    if (state) opened.move(state, Infinity);
    return state;
  }

  function show() {
    const nowMs = performance.now();
    const { playing } = playback;
    const isSlow = !playing || nowMs - lastSlowMs >= readableMs;
    if (isSlow) lastSlowMs = nowMs;
    const state = showMoment(isSlow);
    const [first] = played;
    if (!state || !first) return;
    const time = moment(tUs / 1000, playing ? 1 : 2);
    setText(part('clock'), time);
    scrubber.value = String(Math.round(tUs / 1000));
    scrubber.style.setProperty('--done', `${(tUs / endUs()) * 100}%`);
    root.classList.toggle('is-playing', playing);
    if (!isSlow) return;
    setText(playButton, playLabel(playing));
    scrubber.setAttribute('aria-valuetext', words.timeText(time, moment(endUs() / 1000)));
    narrate(first);
    const rowsBox = find(root, HTMLDetailsElement, '[data-rows-box]');
    // The row that a reader is about to choose stays where it is.
    if (rowsBox.open && !(playing && part('rows').matches(':focus-within'))) {
      showRows(root, rowsAt(first.trace, state, tableRows), true);
    }
    if (find(root, HTMLDetailsElement, '[data-log-box]').open) {
      showLog(root, logBefore(first.trace, tUs, logRows), tUs / 1000);
    }
    if (!playing) {
      for (const [index, pane] of panes.entries()) {
        if (played[index]) setText(find(pane.root, HTMLElement, '[data-now]'), pane.describe());
      }
    }
  }

  function narrate({ trace }: Played) {
    if (stepped !== '') {
      tell(tUs, stepped);
      return;
    }
    const [latest] = logBefore(trace, tUs, 1);
    if (tUs >= endUs()) tell(tUs, narration.end);
    else if (latest) tell(latest.tUs, latest.text);
    else {
      setText(part('strip-time'), '');
      setText(part('strip-text'), startText(tUs, lessMotion.matches));
    }
  }

  function tell(time: number, text: string) {
    setText(part('strip-time'), moment(time / 1000, 2));
    setText(part('strip-text'), text);
  }

  function playLabel(playing: boolean): string {
    if (lessMotion.matches) return words.nextStep;
    if (playing) return words.pause;
    return tUs >= endUs() ? words.again : words.play;
  }

  // The address

  function address(): string {
    return `${location.pathname}?${query()}`;
  }

  function query(): string {
    return formatParams({
      ...history.present,
      request: request === undefined ? undefined : request + 1,
      tMs: Math.round(tUs / 1000),
    });
  }

  /** Browsers limit how often an address may change. */
  function keepAddress() {
    clearTimeout(addressTimer);
    addressTimer = setTimeout(() => {
      if (signal.aborted || playback.playing) return;
      window.history.replaceState(null, '', address());
      tellState(root, query());
    }, addressPauseMs);
  }

  // What the reader does

  function intervene(t_ms: number, component: string, action: Action) {
    const { setup } = history.present;
    if (setup.events.length >= mostEvents) return;
    changeEvents([...setup.events, { t_ms, component, action }]);
    speaker.say(eventWords.item(moment(t_ms, 2), serverName(component), actionText(action)));
  }

  const nowMs = () => Math.min(Math.ceil(tUs / 1000), endUs() / 1000);

  function open(start: Start) {
    clearTimeout(addressTimer);
    begin(startState(start));
    window.history.pushState(null, '', address());
    const target = start.kind === 'mission' ? part('mission-title') : choice('start');
    target.focus({ preventScroll: true });
    root.scrollIntoView({ block: 'start' });
  }

  function startNamed(name: string | undefined): Start | undefined {
    return starts.find(({ kind, id }) => `${kind}:${id}` === name);
  }

  /** What goes into a picture of the simulator, and what lies behind it. */
  function picture() {
    const columns = panes.flatMap(({ root: pane }, index) => {
      if (!played[index]) return [];
      const drawings = findAll(pane, SVGSVGElement, '.stage svg').map((svg) => ({
        svg,
        title: played.length > 1 ? 'AB'.charAt(index) : '',
      }));
      const graphs = findAll(pane, HTMLElement, '.graph').map((graph) => ({
        svg: find(graph, SVGSVGElement, '.plot'),
        title: find(graph, HTMLElement, '.graph-title').textContent.trim(),
      }));
      return [[...drawings, ...graphs]];
    });
    const background = getComputedStyle(find(root, HTMLElement, '.stage')).getPropertyValue(
      '--panel',
    );
    return [columns, background] as const;
  }

  /** What makes files is loaded when one is asked for. */
  function giveFile(name: string, make: (files: typeof Files) => void | Promise<void>) {
    import('./export.ts').then(make).then(
      () => {
        speaker.say(exports.made(name));
      },
      () => {
        speaker.say(exports.failed);
      },
    );
  }

  const acts: Readonly<Record<string, (from: HTMLElement) => void>> = {
    play: () => {
      if (lessMotion.matches) step(true);
      else if (playback.playing) {
        playback.pause();
        keepAddress();
      } else {
        if (tUs >= endUs()) goTo(0);
        stepped = '';
        playback.play();
      }
    },
    back: () => {
      step(false);
    },
    step: () => {
      step(true);
    },
    restart: () => {
      goTo(0);
    },
    go: (from) => {
      goTo(Number(from.dataset['t']));
      stepped = textsAt(2);
      show();
    },
    describe: () => {
      const texts = panes.flatMap((pane, index) => {
        if (!played[index]) return [];
        const text = pane.describe();
        return [played.length > 1 ? stage.paneTitle('AB'.charAt(index), text) : text];
      });
      speaker.say(texts.join(' '));
      tell(tUs, texts.join(' '));
    },
    request: (from) => {
      opened.open(Number(from.dataset['request']), from);
    },
    'open-request': (from) => {
      const [first] = played;
      if (!first) return;
      const { requests, arrived } = stateAt(first.trace, tUs);
      const [oldest] = requests.keys();
      opened.open(oldest ?? Math.max(arrived - 1, 0), from);
    },
    undo: () => {
      history.undo();
      compute();
      showTools();
      speaker.say(startWords.undone);
      if (!history.canUndo) button('redo').focus();
    },
    redo: () => {
      history.redo();
      compute();
      showTools();
      speaker.say(startWords.redone);
      if (!history.canRedo) button('undo').focus();
    },
    reset: () => {
      const { start } = history.present;
      playback.pause();
      tUs = 0;
      request = undefined;
      change(startState(start));
      speaker.say(startWords.resetDone);
    },
    compare: () => {
      const { present } = history;
      const { start, setup, tMs } = present;
      find(
        root,
        HTMLInputElement,
        `[name="sim-editing"][value="${present.other ? 'a' : 'b'}"]`,
      ).checked = true;
      change(
        present.other
          ? { start, setup, tMs }
          : { ...present, other: setupOfOther(present.setup, present.setup.values).values },
      );
    },
    'copy-link': (from) => {
      copying.copyLink(from, `${location.origin}${address()}`);
    },
    'copy-config': (from) => {
      copying.copyText(from, configText(), root.querySelector('[data-config] code'));
    },
    happen: () => {
      const t_ms = nowMs();
      if (!playback.playing) tUs = t_ms * 1000;
      intervene(t_ms, choice('event-server').value, choice('event-action').value as Action);
    },
    'add-event': () => {
      const seconds = input('event-time').valueAsNumber;
      if (Number.isNaN(seconds)) return;
      const t_ms = Math.min(Math.max(Math.round(seconds * 1000), 0), endUs() / 1000);
      intervene(t_ms, choice('event-server').value, choice('event-action').value as Action);
    },
    repair: () => {
      const { setup } = history.present;
      const [first] = played;
      if (!first) return;
      const t_ms = nowMs();
      const state = stateAt(first.trace, tUs);
      const repairs = first.trace.run.components.flatMap(({ id }, index): RunEvent[] => {
        const admin = state.beliefs.find(({ server }) => server === index)?.admin ?? 'ready';
        const isBroken = state.components[index]?.fault !== 'up';
        return [
          ...(isBroken ? [{ t_ms, component: id, action: 'up' as const }] : []),
          ...(admin === 'ready' ? [] : [{ t_ms, component: id, action: 'ready' as const }]),
        ];
      });
      if (repairs.length > 0) changeEvents([...setup.events, ...repairs]);
      const what = repairs.map(({ component }) =>
        eventWords.item(moment(t_ms, 2), serverName(component), eventWords.actions.up),
      );
      speaker.say(what.join(' '));
    },
    'remove-event': (from) => {
      const items = [...part('happenings').children];
      const index = items.findIndex((item) => item.contains(from));
      changeEvents(history.present.setup.events.filter((_, other) => other !== index));
      showTools();
      speaker.say(eventWords.removed);
      const left = findAll(part('happenings'), HTMLButtonElement, 'button');
      (left[Math.min(index, left.length - 1)] ?? button('happen')).focus();
    },
    hint: () => {
      missionPanel.nextHint();
    },
    leave: () => {
      open(starts[0]);
    },
    cancel: () => {
      giveUp(work.canceled);
      playButton.focus();
    },
    'export-config': () => {
      const file = part('config-file').textContent;
      giveFile(file, ({ save }) => {
        save(file, new Blob([configText()], { type: 'text/plain' }));
      });
    },
    'export-log': () => {
      const suffixes = played.length > 1 ? ['-a', '-b'] : [''];
      giveFile('requests.csv', ({ save, requestsCsv }) => {
        played.forEach(({ trace }, index) => {
          const name = `requests${suffixes[index] ?? ''}.csv`;
          save(name, new Blob([requestsCsv(trace)], { type: 'text/csv' }));
        });
      });
    },
    'export-svg': () => {
      giveFile('simulator.svg', ({ save, pictureOf }) => {
        save('simulator.svg', new Blob([pictureOf(...picture())], { type: 'image/svg+xml' }));
      });
    },
    'export-png': () => {
      giveFile('simulator.png', async ({ save, pictureOf, pngOf }) => {
        save('simulator.png', await pngOf(pictureOf(...picture())));
      });
    },
  };

  root.addEventListener(
    'click',
    guard((event: MouseEvent) => {
      const target = event.target instanceof Element ? event.target : undefined;
      const link = target?.closest<HTMLElement>('[data-open]');
      const start = startNamed(link?.dataset['open']);
      const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
      if (start && isPlain) {
        event.preventDefault();
        open(start);
        return;
      }
      const from = target?.closest<HTMLElement>('[data-act]');
      if (from) acts[from.dataset['act'] ?? '']?.(from);
    }),
    { signal },
  );
  // Enter in a field is no wish to leave the page.
  part('panel').addEventListener(
    'submit',
    (event) => {
      event.preventDefault();
    },
    { signal },
  );
  part('editing').onchange = guard(() => {
    showSettings();
    showConfiguration();
  });
  choice('start').onchange = guard(() => {
    const start = startNamed(choice('start').value);
    if (!start) return;
    begin(startState(start));
    window.history.pushState(null, '', address());
  });
  scrubber.oninput = guard(() => {
    goTo(Number(scrubber.value) * 1000);
  });
  for (const details of findAll(root, HTMLDetailsElement, '.more details')) {
    details.ontoggle = guard(() => {
      if (details.matches('[data-numbers-box]') && details.open) showNumbers(root, played);
      show();
    });
  }
  const showMotion = guard(() => {
    if (lessMotion.matches) playback.pause();
    root.classList.toggle('is-stepping', lessMotion.matches);
    show();
  });
  lessMotion.addEventListener('change', showMotion, { signal });
  addEventListener(
    'popstate',
    guard(() => {
      clearTimeout(addressTimer);
      begin(parseParams(location.search, starts));
    }),
    { signal },
  );
  const resized = new ResizeObserver(
    guard(() => {
      marksWidth = part('marks').clientWidth;
      layOutMarks();
    }),
  );
  signal.addEventListener('abort', () => {
    resized.disconnect();
    clearTimeout(addressTimer);
  });

  return () => {
    begin(parseParams(location.search, starts));
    showSettings();
    showMotion();
    resized.observe(part('marks'));
  };
}

function removeButton(): HTMLButtonElement {
  const remove = document.createElement('button');
  remove.type = 'button';
  remove.className = 'quiet';
  remove.dataset['act'] = 'remove-event';
  remove.textContent = '✕';
  return remove;
}

function serverName(id: string): string {
  return id.replace('web', 'web ');
}
