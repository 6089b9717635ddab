/** Wires a figure: what the reader does becomes a run, the run a trace, and the trace what is seen at a time. */
import { find, findAll, setText } from '#lib/dom.ts';
import { reducedMotion } from '#lib/motion.ts';
import { createPlayback } from '#lib/playback.ts';
import { tellState } from '#lib/tell.ts';
import { parseOffer } from '#sim/offer.ts';
import type { Action, RunEvent } from '#sim/run.ts';
import { simulate } from '#sim/simulate.ts';
import { rowsUpTo, stateAt, type SystemState } from '#sim/state.ts';
import type { Trace } from '#sim/trace.ts';
import {
  controls,
  drawing,
  failure,
  faults,
  halts as haltWords,
  moment,
  narration,
  table,
} from '#strings/flow.ts';
import { createConfiguration, shownText } from './configuration.ts';
import { createCopying } from './copying.ts';
import { describe } from './describe.ts';
import { frameAt } from './frame.ts';
import { haltsOf, type Halt } from './halts.ts';
import { createInputs } from './inputs.ts';
import { logBefore } from './log.ts';
import {
  createLabelWidth,
  setInline,
  showEvents,
  showInterventions,
  showLog,
  showMarks,
  showRows,
  showSums,
  startText,
} from './parts.ts';
import {
  formatParams,
  formatState,
  parseParams,
  runOf,
  untouched,
  type FlowState,
} from './params.ts';
import { createOpened } from './opened.ts';
import { createQuestions } from './questions.ts';
import { firstRows, rowsAt } from './rows.ts';
import type { FlowScenario } from './scenario.ts';
import { softwareText } from './software.ts';
import { loadSoftware } from './software-modules.ts';
import { createSpeaker } from './speaker.ts';
import { createStepRank } from './step-rank.ts';
import { marksOf, placeMarks, stepFrom, textAt, type TimeMark } from './timeline.ts';
import { createView } from './view.ts';

const tableRows = 8;
const logRows = 40;
/** The table and the log are read, not watched. */
const slowPartsMs = 120;

/** Brings the markup of `Flow.astro` to life until `signal` ends it. */
export async function startFigure(root: HTMLElement, signal: AbortSignal): Promise<void> {
  const stage = find(root, HTMLElement, '.stage');
  const asBuilt = [...stage.children].map((child) => child.cloneNode(true));
  let describeState = () => '';

  function fail(error: unknown) {
    reportError(error);
    stage.replaceChildren(...asBuilt);
    root.classList.remove('is-ready');
    root.classList.add('is-broken');
    const message = find(root, HTMLElement, '[data-failure]');
    message.hidden = false;
    const subject = failure.subject(root.dataset['figure'] ?? '');
    const body = failure.body(String(error), `${location.href}\n${describeState()}`);
    find(message, HTMLAnchorElement, '[data-report]').href =
      `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
  }

  try {
    const stop = new AbortController();
    signal.addEventListener('abort', () => {
      stop.abort();
    });
    const scenario = JSON.parse(find(root, HTMLScriptElement, 'script').text) as FlowScenario;
    const software = await loadSoftware(scenario);
    if (signal.aborted) return;
    const guard =
      <A extends readonly unknown[]>(act: (...values: A) => void) =>
      (...values: A) => {
        if (stop.signal.aborted) return;
        try {
          act(...values);
        } catch (error) {
          stop.abort();
          fail(error);
        }
      };
    describeState = run(root, scenario, software, guard, stop.signal);
    root.classList.add('is-ready');
  } catch (error) {
    fail(error);
  }
}

type Guard = <A extends readonly unknown[]>(act: (...values: A) => void) => (...values: A) => void;

/** @returns What describes the figure's state, for a report. */
function run(
  root: HTMLElement,
  scenario: FlowScenario,
  { modules, panels: panelMakers }: Awaited<ReturnType<typeof loadSoftware>>,
  guard: Guard,
  signal: AbortSignal,
): () => string {
  const { figure } = scenario;
  const figureId = root.dataset['figure'] ?? '';
  const endUs = scenario.run.duration_ms * 1000;
  const views = findAll(root, SVGSVGElement, '.stage svg').map((svg) => ({
    svg,
    draw: createView(svg, drawing),
    isSeen: true,
  }));
  const stage = find(root, HTMLElement, '.stage');
  const speaker = createSpeaker(find(root, HTMLElement, '[data-speaker]'), signal);
  const scrubber = find(root, HTMLInputElement, '[data-scrubber]');
  const clock = find(root, HTMLElement, '[data-clock]');
  const speed = find(root, HTMLSelectElement, '[data-speed]');
  const failedOnly = find(root, HTMLInputElement, '[data-failed-only]');
  const strip = find(root, HTMLElement, '[data-strip]');
  const stripTime = find(root, HTMLElement, '[data-strip-time]');
  const stripText = find(root, HTMLElement, '[data-strip-text]');
  const playButton = button('play');
  const lessMotion = matchMedia(reducedMotion());
  const labelWidth = createLabelWidth(root);
  const showConfiguration = createConfiguration(root, scenario.run);
  const panels = panelMakers.map(({ name, create }) =>
    create(find(root, HTMLElement, `[data-panel="${name}"]`), {
      say: (text) => {
        speaker.say(text);
      },
      goTo: guard(goTo),
    }),
  );

  let state: FlowState = untouched;
  let trace: Trace;
  let halts: readonly Halt[] = [];
  let marks: readonly TimeMark[] = [];
  let tUs = 0;
  /** The stop that the figure is at. */
  let halted: Halt | undefined;
  /** What a step has come to, in words. */
  let stepped = '';
  let lastSlowMs = 0;
  let toldMarks = -1;
  let lastTold = -1;

  const questions = createQuestions(
    root,
    figure.predictions ?? [],
    guard(() => {
      playButton.focus();
      if (!lessMotion.matches) playback.play();
      show();
    }),
    guard(({ at_ms }) => {
      goTo(at_ms * 1000);
    }),
  );
  const inputs = createInputs(
    root,
    scenario,
    guard((parameters) => {
      change({ ...state, parameters });
    }),
  );
  const copying = createCopying(root, signal);
  const stepRank = createStepRank(
    find(root, HTMLInputElement, '[data-hops]'),
    [button('back'), button('step')],
    signal,
  );
  const opened = createOpened(
    root,
    {
      goTo: guard(goTo),
      changed: guard((request) => {
        state = { ...state, request: request === undefined ? undefined : request + 1 };
        show();
      }),
      say: (text) => {
        speaker.say(text);
      },
    },
    signal,
  );
  const playback = createPlayback(
    root,
    guard(advance),
    guard(() => {
      show();
    }),
    signal,
  );

  function rerun() {
    trace = simulate(runOf(scenario.run, state), modules);
    halts = haltsOf(trace, figure);
    marks = marksOf(trace, halts);
    halted = undefined;
    stepped = '';
    lastTold = rowsUpTo(trace, tUs);
    showConfiguration(trace.run, isUntouched(state));
    showInterventions(root, state.interventions, trace.run);
    setText(find(root, HTMLElement, '.software'), softwareText(trace.run));
    layOutMarks();
    opened.renew(trace, state.request === undefined ? undefined : state.request - 1);
  }

  /** The run begins anew with what has changed, and goes on where it was. */
  function change(next: FlowState) {
    state = next;
    questions.reopen();
    rerun();
    show();
  }

  function layOutMarks() {
    const width = find(root, HTMLElement, '[data-marks]').clientWidth;
    const shown = tellableMarks();
    toldMarks = shown.length;
    showEvents(root, shown);
    showMarks(root, placeMarks(shown, endUs, width, 2, labelWidth));
  }

  /** All marks but those that would answer a question that is still open. */
  function tellableMarks(): readonly TimeMark[] {
    const secretUs = Math.max(questions.firstOpenUs(), tUs);
    return marks.filter((mark) => !mark.isOutcome || mark.tUs <= secretUs);
  }

  function advance(elapsedMs: number) {
    const next = Math.min(tUs + elapsedMs * 1000 * Number(speed.value), endUs);
    const halt = halts.find(
      (each) =>
        each.tUs > tUs && each.tUs <= next && (each.kind === 'stop' || questions.isOpen(each.id)),
    );
    tUs = halt?.tUs ?? next;
    stepped = '';
    halted = halt?.kind === 'stop' ? halt : undefined;
    if (halt || tUs === endUs) playback.pause();
    else show();
    if (halted) speaker.say(`${haltWords.stopAt(moment(tUs / 1000))}. ${plain(halted.text)}`);
    // Whoever pressed Play goes on from here; whoever is elsewhere on the page stays there.
    if (halt && root.contains(document.activeElement)) {
      if (halted) button('continue').focus({ preventScroll: true });
      else questions.focus(halt.id);
    }
    if (halt) return;
    if (tUs === endUs) {
      speaker.say(narration.end);
    }
  }

  function goTo(time: number) {
    playback.pause();
    tUs = Math.min(Math.max(time, 0), endUs);
    stepped = '';
    halted = stopHere();
    lastTold = rowsUpTo(trace, tUs);
    show();
  }

  function step(forth: boolean) {
    const rank = stepRank();
    goTo(stepFrom(trace, halts, tUs, rank, forth));
    stepped = textAt(trace, tUs, rank);
    show();
    speaker.say(`${moment(tUs / 1000, 2)}. ${halted ? plain(halted.text) : stepped}`);
  }

  function stopHere(): Halt | undefined {
    return halts.find(({ kind, tUs: at }) => kind === 'stop' && at === tUs);
  }

  /** The moment that a link or the scrubber means by a whole number of milliseconds: a stop within it, if there is one. */
  function meantBy(ms: number): number {
    const stop = halts.find(({ kind, tUs: at }) => kind === 'stop' && Math.round(at / 1000) === ms);
    return stop?.tUs ?? ms * 1000;
  }

  /** The question that waits for an answer at this moment. */
  function questionHere(): Halt | undefined {
    return halts.find(
      ({ kind, id, tUs: at }) => kind === 'prediction' && at === tUs && questions.isOpen(id),
    );
  }

  function play() {
    const question = questionHere();
    if (question) questions.focus(question.id);
    else if (lessMotion.matches) step(true);
    else if (playback.playing) playback.pause();
    else {
      if (tUs >= endUs) goTo(0);
      halted = undefined;
      playback.play();
    }
  }

  function show() {
    const frame = frameAt(trace, tUs, opened.request);
    for (const view of views) {
      if (view.isSeen) view.draw(trace.run, frame);
    }
    const { playing } = playback;
    const time = moment(tUs / 1000, 2);
    setText(clock, time);
    scrubber.value = String(Math.round(tUs / 1000));
    scrubber.style.setProperty('--done', `${(tUs / endUs) * 100}%`);
    setText(playButton, playLabel(playing));
    root.classList.toggle('is-playing', playing);
    showSums(root, frame.state);
    inputs.showFaults((id) => statesOf(id, frame.state));
    if (tellableMarks().length !== toldMarks) layOutMarks();
    const said = questions.show(trace, tUs);
    opened.move(frame.state, questions.firstOpenUs(tUs));
    if (said !== '') speaker.say(plain(said));
    narrate(playing);
    const nowMs = performance.now();
    if (playing && nowMs - lastSlowMs < slowPartsMs) return;
    lastSlowMs = nowMs;
    for (const panel of panels) panel.show(trace, tUs);
    const rows = rowsAt(trace, frame.state, tableRows, failedOnly.checked);
    const isEarly =
      rows.length === 0 && !failedOnly.checked && questions.firstOpenUs() === Infinity;
    // The row that a reader is about to choose stays where it is.
    const isHeld = playing && find(root, HTMLElement, '[data-rows]').matches(':focus-within');
    if (!isHeld) showRows(root, isEarly ? firstRows(trace, tableRows) : rows, true);
    setText(find(root, HTMLElement, '[data-rows-note]'), isEarly ? table.firstOnes : '');
    if (find(root, HTMLElement, '[data-log]').closest('details')?.open) {
      showLog(root, logBefore(trace, tUs, logRows), tUs / 1000);
    }
    const breakTitle = root.querySelector('[data-break-title]');
    if (breakTitle) setText(breakTitle, faults.title(moment(tUs / 1000)));
    scrubber.setAttribute('aria-valuetext', controls.timeText(time, moment(endUs / 1000)));
    if (playing) return;
    setText(find(root, HTMLElement, '[data-now]'), describe(trace.run, frame));
    tellState(root, formatState(stateNow()));
  }

  function narrate(playing: boolean) {
    button('continue').hidden = halted === undefined;
    strip.dataset['kind'] = halted ? 'stop' : 'narration';
    strip.hidden = questionHere() !== undefined;
    if (halted) {
      setText(stripTime, haltWords.stopAt(moment(tUs / 1000)));
      setInline(stripText, halted.text);
      return;
    }
    if (stepped !== '') {
      tell(tUs, stepped);
      return;
    }
    const [latest] = logBefore(trace, tUs, 1);
    if (tUs >= endUs) tell(tUs, narration.end);
    else if (latest) tell(latest.tUs, latest.text);
    else {
      setText(stripTime, '');
      setText(stripText, startText(tUs, lessMotion.matches));
    }
    if (!playing || !latest || latest.rank > 1) return;
    const row = rowsUpTo(trace, latest.tUs);
    if (row <= lastTold) return;
    lastTold = row;
    speaker.say(`${moment(latest.tUs / 1000)}. ${latest.text}`);
  }

  function tell(time: number, text: string) {
    setText(stripTime, moment(time / 1000, 2));
    setText(stripText, text);
  }

  function playLabel(playing: boolean): string {
    if (lessMotion.matches) return controls.nextStep;
    if (playing) return controls.pause;
    return tUs >= endUs ? controls.again : controls.play;
  }

  function statesOf(id: string, { components, beliefs }: SystemState): readonly Action[] {
    const component = trace.run.components.findIndex((each) => each.id === id || each.host === id);
    const belief = beliefs.find(({ server }) => server === component);
    return [components[component]?.fault ?? 'up', belief?.admin ?? 'ready'];
  }

  function intervene(component: string, offer: Pick<RunEvent, 'action' | 'value'>) {
    // Not before this moment, and at a moment that a link can name.
    const t_ms = Math.min(Math.ceil(tUs / 1000), scenario.run.duration_ms);
    const wasPlaying = playback.playing;
    if (!wasPlaying) tUs = t_ms * 1000;
    change({ ...state, interventions: [...state.interventions, { t_ms, component, ...offer }] });
    if (!wasPlaying) speaker.say(textAt(trace, tUs, 1));
  }

  const acts: Readonly<Record<string, (from: HTMLElement) => void>> = {
    play,
    continue: () => {
      const time = tUs;
      halted = undefined;
      if (lessMotion.matches) step(true);
      else playback.play();
      if (time === tUs) show();
      playButton.focus({ preventScroll: true });
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
    fault: (from) => {
      const component = from.closest<HTMLElement>('[data-faults]')?.dataset['faults'];
      const offer = parseOffer(from.dataset['action'] ?? '');
      if (component !== undefined && offer && from.ariaDisabled !== 'true') {
        intervene(component, offer);
      }
    },
    undo: () => {
      change({ ...state, interventions: state.interventions.slice(0, -1) });
      if (state.interventions.length === 0) playButton.focus();
    },
    go: (from) => {
      goTo(Number(from.dataset['t']));
      stepped = textAt(trace, tUs, 2);
      show();
    },
    describe: () => {
      speaker.say(describe(trace.run, frameAt(trace, tUs)));
      tell(tUs, describe(trace.run, frameAt(trace, tUs)));
    },
    request: (from) => {
      opened.open(Number(from.dataset['request']), from);
    },
    'open-request': (from) => {
      const { requests, arrived } = stateAt(trace, tUs);
      const [oldest] = requests.keys();
      opened.open(oldest ?? Math.max(arrived - 1, 0), from);
    },
    reset: () => {
      playback.pause();
      tUs = 0;
      inputs.set({});
      change(untouched);
      speaker.say(narration.start);
    },
    'copy-link': (from) => {
      copying.copyLink(from, link());
    },
    'copy-config': (from) => {
      const code = from.closest('[data-file]')?.querySelector('[data-config] code') ?? null;
      copying.copyText(from, code ? shownText(code) : '', code);
    },
  };

  function stateNow(): FlowState {
    return { ...state, tMs: Math.round(tUs / 1000) };
  }

  function link(): string {
    const query = formatParams(stateNow(), figureId);
    return `${location.origin}${location.pathname}?${query}#${figureId}`;
  }

  function button(act: string): HTMLButtonElement {
    return find(root, HTMLButtonElement, `[data-act="${act}"]`);
  }

  root.addEventListener(
    'click',
    guard((event: MouseEvent) => {
      const from = event.target instanceof Element ? event.target.closest('[data-act]') : null;
      if (from instanceof HTMLElement) acts[from.dataset['act'] ?? '']?.(from);
    }),
    { signal },
  );
  failedOnly.addEventListener('change', guard(show), { signal });
  scrubber.addEventListener(
    'input',
    guard(() => {
      goTo(meantBy(Number(scrubber.value)));
    }),
    { signal },
  );
  for (const details of findAll(root, HTMLDetailsElement, '.more details')) {
    details.addEventListener('toggle', guard(show), { signal });
  }
  const showMotion = guard(() => {
    if (lessMotion.matches) playback.pause();
    root.classList.toggle('is-stepping', lessMotion.matches);
    show();
  });
  lessMotion.addEventListener('change', showMotion, { signal });
  const resized = new ResizeObserver(
    guard(() => {
      // Asked here and not in every frame, because the answer costs a layout.
      for (const view of views) view.isSeen = view.svg.checkVisibility();
      // What can be moved about can be moved about with the keyboard.
      if (stage.scrollWidth > stage.clientWidth) stage.tabIndex = 0;
      else stage.removeAttribute('tabindex');
      layOutMarks();
      show();
    }),
  );
  const showAll = guard(() => {
    for (const view of views) view.isSeen = true;
    show();
  });
  window.addEventListener('beforeprint', showAll, { signal });
  signal.addEventListener('abort', () => {
    resized.disconnect();
  });

  const isAlone = document.querySelectorAll('upstream-flow').length === 1;
  if (isAlone || new URLSearchParams(location.search).has('fig')) {
    state = parseParams(location.search, figureId, scenario);
  }
  tUs = state.tMs * 1000;
  inputs.set(state.parameters);
  rerun();
  tUs = meantBy(state.tMs);
  halted = stopHere();
  showMotion();
  resized.observe(stage);
  if (root.dataset['autoplay'] === 'true' && !lessMotion.matches && tUs === 0) playWhenSeen();

  function playWhenSeen() {
    const seen = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting) || document.hidden) return;
        seen.disconnect();
        playback.play();
      },
      { threshold: 0.3 },
    );
    seen.observe(stage);
    signal.addEventListener('abort', () => {
      seen.disconnect();
    });
  }

  return () => link();
}

/** Whether the run is the scenario's own. */
const isUntouched = ({ parameters, interventions }: FlowState): boolean =>
  interventions.length === 0 && Object.keys(parameters).length === 0;

function plain(text: string): string {
  return text.replaceAll('`', '');
}
