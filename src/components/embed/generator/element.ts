import { copy } from '#lib/copy.ts';
import { find, findAll, setText } from '#lib/dom.ts';
import { live as words } from '#strings/embed.ts';
import type { FrameMessage } from '../messages.ts';
import {
  embedPath,
  formatChoice,
  parseChoice,
  parseState,
  type Catalog,
  type Choice,
} from './choice.ts';
import { elementCode, iframeCode, type Subject } from './code.ts';
import { readLink } from './link.ts';

const previewAfterMs = 300;

/** Brings the markup of `Generator.astro` to life. */
class GeneratorElement extends HTMLElement {
  #living = new AbortController();

  connectedCallback() {
    this.#living = new AbortController();
    start(this, this.#living.signal);
  }

  disconnectedCallback() {
    this.#living.abort();
  }
}

function start(root: HTMLElement, signal: AbortSignal) {
  const form = find(root, HTMLFormElement, 'form');
  const stateField = find(root, HTMLInputElement, '[name=state]');
  const note = find(root, HTMLElement, '[data-note]');
  const take = find(root, HTMLButtonElement, '[data-act=take]');
  const heightField = find(root, HTMLInputElement, '[name=height]');
  const clickOption = find(root, HTMLOptionElement, '[name=loading] [value=click]');
  const codeText = find(root, HTMLElement, '[data-code]');
  const byHand = find(root, HTMLElement, '[data-by-hand]');
  const addressField = find(root, HTMLInputElement, '[data-address]');
  const frame = find(root, HTMLIFrameElement, 'iframe');
  const { root: site = '', base = '/' } = root.dataset;
  const catalog: Catalog = { scenarios: valuesOf('scenario'), quizzes: valuesOf('quiz') };

  let choice = parseChoice(location.search, catalog);
  /** What the frame shows, below the site's root; its height, and its state, once it has told them. */
  let previewed = '';
  let previewHeight: number | undefined;
  let previewState: string | undefined;
  /** Whether the frame has it by now; what comes before is of the page that it replaces. */
  let isPreviewed = false;
  let previewTimer: ReturnType<typeof setTimeout> | undefined;

  function valuesOf(name: string): string[] {
    return findAll(root, HTMLOptionElement, `[name=${name}] option`).map(({ value }) => value);
  }

  /** Makes the fields say what is chosen. */
  function fill() {
    const { id, ...values } = choice;
    const named = values.widget === 'simulator' ? {} : { [nameOfId(choice)]: id };
    for (const [name, value] of Object.entries({ ...values, ...named })) {
      const field = form.elements.namedItem(name);
      const text = String(value ?? '');
      if (field instanceof RadioNodeList) field.value = text;
      else if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) {
        field.value = text;
      }
    }
  }

  /** What the fields say. The words of the state are read after all others, which are the generator's. */
  function read(): Choice {
    const search = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (name !== 'state' && typeof value === 'string') search.append(name, value);
    }
    if (search.get('widget') === 'simulator') search.delete('scenario');
    return parseChoice(`${search}&${stateField.value.replace(/^[?&]+/, '')}`, catalog);
  }

  function changed(name: string) {
    const before = choice;
    choice = read();
    const isOther = choice.widget !== before.widget || choice.id !== before.id;
    if (name === 'state') noteState();
    else if (isOther) choice = { ...choice, state: '' };
    // A field that is being written in stays as it is.
    if (isOther) fill();
    show();
  }

  /** Takes a pasted link apart, and says what of a typed state is none. */
  function noteState() {
    const link = readLink(stateField.value, catalog);
    if (link) {
      choice = { ...choice, ...link };
      fill();
      setText(note, words.linkRead);
      return;
    }
    const count = (query: string) => query.split('&').filter(Boolean).length;
    const isLeftOut = count(stateField.value) > count(choice.state);
    setText(note, isLeftOut ? words.leftOut : '');
  }

  function subject(): Subject {
    const { title = '', page, figure } = chosen()?.dataset ?? {};
    return { title, page, figure };
  }

  function chosen(): HTMLElement | null {
    const { widget, id } = choice;
    return widget === 'simulator'
      ? root.querySelector('[name=widget][value=simulator]')
      : root.querySelector(`[name=${nameOfId(choice)}] [value="${CSS.escape(id)}"]`);
  }

  function show() {
    for (const part of findAll(root, HTMLElement, '[data-for]')) {
      part.hidden = part.dataset['for'] !== choice.widget;
    }
    clickOption.hidden = clickOption.disabled = choice.code === 'iframe';
    history.replaceState(history.state, '', `?${formatChoice(choice)}${location.hash}`);
    addressField.value = site + embedPath(choice);
    for (const link of findAll(root, HTMLAnchorElement, '[data-picture]')) {
      const { picture, ext } = link.dataset;
      link.href = `${base}${picture}/${choice.id}.${ext}`;
    }
    frame.title = words.previewTitle(subject().title);
    frame.style.maxInlineSize = choice.width === undefined ? '' : `${choice.width}px`;
    clearTimeout(previewTimer);
    previewTimer = setTimeout(preview, previewed === '' ? 0 : previewAfterMs);
    showSize();
    showTake();
  }

  /** What depends on what the preview has told. */
  function showSize() {
    const isFrame = choice.code === 'iframe';
    const height = choice.height ?? (isFrame ? previewHeight : undefined);
    const write = isFrame ? iframeCode : elementCode;
    setText(codeText, write({ ...choice, height }, subject(), site, words));
    heightField.placeholder = String(previewHeight ?? '');
    // The element takes the widget's own height, a frame by itself the one that is written.
    const shown = isFrame ? height : (previewHeight ?? height);
    if (shown !== undefined) frame.height = String(shown);
  }

  function showTake() {
    take.hidden = previewState === undefined || previewState === choice.state;
  }

  function preview() {
    const wanted = embedPath(choice);
    if (wanted === previewed) return;
    previewed = wanted;
    previewHeight = previewState = undefined;
    isPreviewed = false;
    showTake();
    // A new address in `src` would be a step of its own on the reader's way back.
    frame.contentWindow?.location.replace(base + wanted);
  }

  function hear({ source, data }: MessageEvent) {
    if (source !== frame.contentWindow) return;
    const message = data as Partial<FrameMessage> | null;
    if (typeof message !== 'object' || message?.ns !== 'upstream') return;
    if (message.type === 'ready') {
      isPreviewed = message.widget === choice.widget && (message.id === choice.id || !choice.id);
    }
    if (!isPreviewed) return;
    if (message.type === 'resize') {
      previewHeight = message.height;
      showSize();
    }
    if (message.type === 'state') {
      previewState = parseState(message.state ?? '', choice.widget);
      showTake();
    }
  }

  function takeState() {
    choice = { ...choice, state: previewState ?? '' };
    // The preview shows it already.
    previewed = embedPath(choice);
    fill();
    setText(note, '');
    show();
    stateField.focus();
  }

  root.addEventListener('input', ({ target }) => {
    const { name = '' } = target as Partial<HTMLInputElement>;
    if (name === 'preview-width') {
      const { value } = target as HTMLInputElement;
      find(root, HTMLElement, '.sheet').style.inlineSize = value === '' ? '' : `${value}px`;
    } else if (name !== '') changed(name);
  });
  stateField.onchange = () => {
    stateField.value = choice.state;
  };
  form.onsubmit = (event) => {
    event.preventDefault();
  };
  take.onclick = takeState;
  find(root, HTMLButtonElement, '[data-act=copy]').onclick = ({ currentTarget }) => {
    const select = () => {
      getSelection()?.selectAllChildren(codeText);
      setText(byHand, words.byHand);
    };
    copy(currentTarget as HTMLElement, codeText.textContent, words.copied, select, signal);
  };
  find(root, HTMLButtonElement, '[data-act=copy-address]').onclick = ({ currentTarget }) => {
    const select = () => {
      addressField.select();
    };
    copy(currentTarget as HTMLElement, addressField.value, words.copied, select, signal);
  };
  addEventListener('message', hear, { signal });
  addEventListener(
    'popstate',
    () => {
      choice = parseChoice(location.search, catalog);
      fill();
      show();
    },
    { signal },
  );
  signal.addEventListener('abort', () => {
    clearTimeout(previewTimer);
  });

  fill();
  show();
}

/** The word that names the scenario or the quiz. */
function nameOfId({ widget }: Choice): 'scenario' | 'quiz' {
  return widget === 'quiz' ? 'quiz' : 'scenario';
}

customElements.define('upstream-generator', GeneratorElement);
