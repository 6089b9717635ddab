/** What is kept on the reader's device. The only code of the widgets and pages that touches localStorage; nothing here ever throws. */

export interface Slot<T> {
  /** Without the prefix. */
  readonly key: string;
  /** Of the form that `parse` reads; each value is stored with it. */
  readonly version: number;
  /** The value from what was stored, whatever that is; `undefined` when it cannot be used. */
  readonly parse: (stored: Readonly<Record<string, unknown>>) => T | undefined;
  /** Turns what an older version stored into the next one. By the older version's number. */
  readonly migrations?: Readonly<Record<number, (stored: Stored) => Stored>>;
}

type Stored = Readonly<Record<string, unknown>>;

const prefix = 'upstream.';

// Where the storage is blocked or full, values last as long as the page.
const kept = new Map<string, string>();

/** The stored value; `undefined` when there is none that can be read. */
export function read<T>(slot: Slot<T>): T | undefined {
  return decode(slot, rawOf(slot.key));
}

/** @returns whether the value will outlive the page. */
export function write<T extends object>({ key, version }: Slot<T>, value: T): boolean {
  const text = JSON.stringify({ ...value, version });
  try {
    localStorage.setItem(prefix + key, text);
    kept.delete(key);
    return true;
  } catch {
    kept.set(key, text);
    return false;
  }
}

export function remove({ key }: Pick<Slot<unknown>, 'key'>): void {
  kept.delete(key);
  try {
    localStorage.removeItem(prefix + key);
  } catch {
    // What is blocked was never stored.
  }
}

/** Calls back when another window has changed the value. */
export function onChange({ key }: Pick<Slot<unknown>, 'key'>, then: () => void): void {
  addEventListener('storage', (event) => {
    // The key is null when everything was cleared.
    if (event.key === prefix + key || event.key === null) then();
  });
}

/** Reads a text as the slot's value, through its migrations. */
export function decode<T>({ version, parse, migrations }: Slot<T>, text: string | null) {
  if (text === null) return undefined;
  try {
    let stored: unknown = JSON.parse(text);
    while (isObject(stored)) {
      if (stored['version'] === version) return parse(stored);
      const migrate = migrations?.[Number(stored['version'])];
      if (!migrate) return undefined;
      stored = migrate(stored);
    }
  } catch {
    // What another program left there, or half a value.
  }
  return undefined;
}

export function isObject(value: unknown): value is Stored {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function rawOf(key: string): string | null {
  const own = kept.get(key);
  if (own !== undefined) return own;
  try {
    return localStorage.getItem(prefix + key);
  } catch {
    return null;
  }
}
