/** A reader's progress as a file, to be taken along to another device. */
import { answers, progressSlot } from './progress.ts';
import { decode, isObject, write } from './storage.ts';

/** What an import may be at most; far more than all questions of the book. */
const longestFile = 2_000_000;

/** The text of a file that `importProgress` reads. */
export function exportProgress(): string {
  return JSON.stringify(
    { upstream: 'progress', version: progressSlot.version, answers: answers() },
    null,
    2,
  );
}

export type ImportProblem = 'too-long' | 'no-json' | 'other-file' | 'newer' | 'damaged';

export type ImportResult =
  { readonly questions: number; readonly taken: number } | { readonly problem: ImportProblem };

/** Merges a file into what is kept: of each question the later answer stays. Changes nothing when the file is bad. */
export function importProgress(text: string): ImportResult {
  if (text.length > longestFile) return { problem: 'too-long' };
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return { problem: 'no-json' };
  }
  if (!isObject(file) || file['upstream'] !== 'progress') return { problem: 'other-file' };
  if (Number(file['version']) > progressSlot.version) return { problem: 'newer' };
  const given = decode(progressSlot, text);
  const entries = isObject(file['answers']) ? Object.keys(file['answers']).length : -1;
  if (!given || Object.keys(given.answers).length !== entries) return { problem: 'damaged' };
  const own = answers();
  const later = Object.entries(given.answers).filter(
    ([id, { at }]) => !Object.hasOwn(own, id) || (own[id]?.at ?? 0) < at,
  );
  if (later.length > 0) write(progressSlot, { answers: { ...own, ...Object.fromEntries(later) } });
  return { questions: entries, taken: later.length };
}
