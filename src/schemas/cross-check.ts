import type { z } from 'astro/zod';

/** What a cross-check is given: the value, and what is wrong with it so far. */
export type Context<T> = z.core.$RefinementCtx<T>;

type Path = readonly PropertyKey[];

/** Lets a check of references run although something elsewhere in the value is wrong; it asks `isSound` of what it reads. */
export const always = { when: () => true };

/** Whether the part at `path` has the form that its schema demands, so that it can be read as such. */
export function isSound(context: Context<unknown>, ...path: Path): boolean {
  return !context.issues.some(
    (issue) =>
      issue.continue !== true &&
      [...path.entries()].every(([depth, key]) => {
        const step = issue.path?.[depth];
        return step === undefined || step === key;
      }),
  );
}

export function report(context: Context<unknown>, path: Path, message: string): void {
  context.addIssue({ code: 'custom', path: [...path], message });
}

/** Reports every id that an earlier one of the list has taken already. */
export function reportDuplicates(
  context: Context<unknown>,
  ids: readonly { readonly id: string; readonly path: Path }[],
): void {
  const seen = new Set<string>();
  for (const { id, path } of ids) {
    if (seen.has(id)) report(context, path, `“${id}” is taken already; ids must be unique`);
    seen.add(id);
  }
}
