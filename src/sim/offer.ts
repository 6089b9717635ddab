/** What a reader may let happen, in one word: an action, and what it is about where it takes something (`weight:50%`). */
import { actions, type Action, type RunEvent } from './run.ts';

export type Offer = Action | `${Action}:${string}`;

const known: ReadonlySet<string> = new Set(actions);

/** `undefined` when there is no such action. A value that is a number becomes one. */
export function parseOffer(text: string): Pick<RunEvent, 'action' | 'value'> | undefined {
  const [action = '', ...rest] = text.split(':');
  if (!known.has(action)) return undefined;
  if (rest.length === 0) return { action: action as Action };
  const value = rest.join(':');
  return { action: action as Action, value: /^\d{1,9}$/.test(value) ? Number(value) : value };
}

export const formatOffer = ({ action, value }: Pick<RunEvent, 'action' | 'value'>): Offer =>
  value === undefined ? action : `${action}:${value}`;
