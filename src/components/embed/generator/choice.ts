/** What a reader asks of the generator, and how its address says it: a plain query, as every other address of the book. */
import type { Background, Controls, Motion, Theme, WidgetName } from '../messages.ts';
import { joinQuery, shownValues } from '../shown.ts';

export type Loading = 'lazy' | 'eager' | 'click';
export type CodeKind = 'iframe' | 'element';

export interface Choice {
  readonly widget: WidgetName;
  /** The scenario or the quiz; empty for the simulator. */
  readonly id: string;
  /** The widget's own query, such as `lb.balance=leastconn&t=4600ms`; empty where nothing differs from the start. */
  readonly state: string;
  readonly theme: Theme;
  readonly background: Background;
  readonly motion: Motion;
  readonly controls: Controls;
  /** CSS pixels; `undefined` is as high as the widget needs. */
  readonly height: number | undefined;
  /** CSS pixels; `undefined` is as wide as its column. */
  readonly width: number | undefined;
  /** `click` is for the element only: a frame by itself has no such thing. */
  readonly loading: Loading;
  readonly code: CodeKind;
}

/** What there is to embed; the first of each is meant when a query names none. */
export interface Catalog {
  readonly scenarios: readonly string[];
  readonly quizzes: readonly string[];
}

/** CSS pixels. */
export const sizes = { height: { min: 100, max: 5000 }, width: { min: 200, max: 3000 } } as const;

const widgets = ['flow', 'simulator', 'quiz'] as const;
const loadings = ['lazy', 'eager', 'click'] as const;
const codes = ['iframe', 'element'] as const;
/** Words of the generator's address that are nobody's state; `scenario` is the simulator's own. */
const ownWords = new Set([
  ...['v', 'fig', 'widget', 'quiz', 'height', 'width', 'loading', 'code'],
  ...Object.keys(shownValues),
]);
const mostWords = 100;

/** Reads a query. Whatever is unknown or malformed is left as it is at the start, each value by itself; never throws. */
export function parseChoice(query: string, catalog: Catalog): Choice {
  const search = new URLSearchParams(query);
  const widget = oneOf(widgets, search.get('widget'));
  const code = oneOf(codes, search.get('code'));
  const loading = oneOf(loadings, search.get('loading'));
  return {
    widget,
    id:
      widget === 'simulator'
        ? ''
        : widget === 'quiz'
          ? oneOf(catalog.quizzes, search.get('quiz'))
          : oneOf(catalog.scenarios, search.get('scenario')),
    state: stateFrom(search, widget),
    theme: oneOf(shownValues.theme, search.get('theme')),
    background: oneOf(shownValues.background, search.get('background')),
    motion: oneOf(shownValues.motion, search.get('motion')),
    controls: oneOf(shownValues.controls, search.get('controls')),
    height: parseSize(search.get('height'), sizes.height),
    width: parseSize(search.get('width'), sizes.width),
    loading: loading === 'click' && code === 'iframe' ? 'lazy' : loading,
    code,
  };
}

/** The query that `parseChoice` reads back; it always names the widget. */
export function formatChoice(choice: Choice): string {
  const { widget, id, state, height, width, loading, code } = choice;
  const words = [`widget=${widget}`];
  if (widget !== 'simulator') {
    words.push(`${widget === 'quiz' ? 'quiz' : 'scenario'}=${encodeURIComponent(id)}`);
  }
  if (state !== '') words.push(state);
  words.push(...shownWords(choice));
  if (height !== undefined) words.push(`height=${height}`);
  if (width !== undefined) words.push(`width=${width}`);
  if (loading !== loadings[0]) words.push(`loading=${loading}`);
  if (code !== codes[0]) words.push(`code=${code}`);
  return words.join('&');
}

/** The address of the embed itself, below the site's root. */
export function embedPath(choice: Choice): string {
  const { widget, id, state } = choice;
  const folder = widget === 'simulator' ? widget : `${widget}/${encodeURIComponent(id)}`;
  return `embed/${folder}/${joinQuery(state, shownWords(choice).join('&'))}`;
}

/** A state as it is written everywhere: of a query, only the words that this widget can have. */
export function parseState(query: string, widget: WidgetName): string {
  return stateFrom(new URLSearchParams(query), widget);
}

/** How the widget is shown, where that differs from how it is shown anyway. */
export function shownIn(choice: Choice): readonly (readonly [name: string, value: string])[] {
  return (['theme', 'background', 'motion', 'controls'] as const)
    .filter((word) => choice[word] !== shownValues[word][0])
    .map((word) => [word, choice[word]]);
}

function shownWords(choice: Choice): string[] {
  return shownIn(choice).map(([name, value]) => `${name}=${value}`);
}

function stateFrom(search: URLSearchParams, widget: WidgetName): string {
  return (
    [...search]
      .filter(([name, value]) => isStateWord(name, widget) && /^[!-~]{1,100}$/.test(value))
      .slice(0, mostWords)
      // Colons need no escape in a query, and the state stays readable.
      .map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll('%3A', ':')}`)
      .join('&')
  );
}

/** Whether a word looks like the widget's: which values it takes is for the widget itself to say. */
function isStateWord(name: string, widget: WidgetName): boolean {
  if (ownWords.has(name) || !/^[a-z][a-z0-9_-]*(\.[a-z0-9_-]+){0,3}$/.test(name)) return false;
  if (widget === 'quiz') return name === 'seed';
  return widget === 'simulator' || name.includes('.') || /^(at|seed|t|request)$/.test(name);
}

function parseSize(text: string | null, { min, max }: { min: number; max: number }) {
  if (text === null || !/^\d{1,5}$/.test(text)) return undefined;
  const size = Number(text);
  return size >= min && size <= max ? size : undefined;
}

function oneOf<T extends string>(values: readonly T[], text: string | null): T {
  const [first] = values;
  if (first === undefined) throw new Error('There is nothing to choose from.');
  return values.find((value) => value === text) ?? first;
}
