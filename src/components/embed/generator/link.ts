/** What a link that was copied elsewhere in the book says about a widget. */
import type { WidgetName } from '../messages.ts';
import { parseChoice, parseState, type Catalog } from './choice.ts';

export interface Found {
  readonly widget: WidgetName;
  /** The scenario or the quiz; empty for the simulator. */
  readonly id: string;
  readonly state: string;
}

/**
 * Takes the widget and its state out of a link to a chapter's figure, a quiz, the simulator, an embed or the generator,
 * wherever the site is published. `undefined` where the text is no link, or one that names no widget.
 */
export function readLink(text: string, catalog: Catalog): Found | undefined {
  const link = text.trim();
  if (!/^(https?:\/)?\//.test(link) || !URL.canParse(link, 'https://upstream.example')) {
    return undefined;
  }
  const { pathname, search, searchParams, hash } = new URL(link, 'https://upstream.example');
  if (searchParams.has('widget')) {
    const { widget, id, state } = parseChoice(search, catalog);
    return { widget, id, state };
  }
  const [, folder, name = ''] = /\/(flow|quiz)\/([a-z0-9-]+)\/?$/.exec(pathname) ?? [];
  const scenario = folder === 'flow' ? name : (searchParams.get('fig') ?? hash.slice(1));
  if (catalog.scenarios.includes(scenario)) return found('flow', scenario);
  if (folder === 'quiz' && catalog.quizzes.includes(name)) return found('quiz', name);
  return /\/simulator\/?$/.test(pathname) ? found('simulator', '') : undefined;

  function found(widget: WidgetName, id: string): Found {
    return { widget, id, state: parseState(search, widget) };
  }
}
