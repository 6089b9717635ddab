/** What was before, and what was undone. */

export interface History<T> {
  readonly present: T;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Something has changed. Changes of the same `kind` that follow each other at once are one. */
  change(next: T, kind: string, nowMs: number): void;
  /** Replaces the present, as if it had been so all the time. */
  replace(next: T): void;
  undo(): void;
  redo(): void;
}

const togetherMs = 800;
const longest = 100;

export function createHistory<T>(first: T): History<T> {
  let past: T[] = [];
  let present = first;
  let future: T[] = [];
  let last = { kind: '', atMs: -Infinity };

  return {
    get present() {
      return present;
    },
    get canUndo() {
      return past.length > 0;
    },
    get canRedo() {
      return future.length > 0;
    },
    change(next, kind, nowMs) {
      const isOne = kind !== '' && kind === last.kind && nowMs - last.atMs < togetherMs;
      if (!isOne) past = [...past, present].slice(-longest);
      present = next;
      future = [];
      last = { kind, atMs: nowMs };
    },
    replace(next) {
      present = next;
    },
    undo() {
      const before = past.pop();
      if (before === undefined) return;
      future = [present, ...future];
      present = before;
      last = { kind: '', atMs: -Infinity };
    },
    redo() {
      const [next, ...rest] = future;
      if (next === undefined) return;
      past = [...past, present];
      present = next;
      future = rest;
      last = { kind: '', atMs: -Infinity };
    },
  };
}
