/** Which missions a reader has done. Kept on the device and nowhere else. */
import { isObject, read, write, type Slot } from './storage.ts';

interface Missions {
  /** When each was done first, in milliseconds by the device's clock, by the mission's id. */
  readonly done: Readonly<Record<string, number>>;
}

export const missionsSlot: Slot<Missions> = {
  key: 'missions',
  version: 1,
  parse: ({ done }) => {
    if (!isObject(done)) return undefined;
    const sound = Object.entries(done).filter(
      (entry): entry is [string, number] =>
        /^[a-z][a-z0-9-]{0,99}$/.test(entry[0]) && Number.isSafeInteger(entry[1]),
    );
    return { done: Object.fromEntries(sound) };
  },
};

export function missionsDone(): ReadonlySet<string> {
  return new Set(Object.keys(read(missionsSlot)?.done ?? {}));
}

export function noteMission(id: string, now: number): void {
  const done = read(missionsSlot)?.done ?? {};
  if (!Object.hasOwn(done, id)) write(missionsSlot, { done: { ...done, [id]: now } });
}
