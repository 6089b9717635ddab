/** Typed arrays that grow: what a table is written into while its length is not known. */

type NumberArray = Float64Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;

/** Column names and the array type of each. */
export type ColumnTypes = Readonly<Record<string, new (length: number) => NumberArray>>;

type Columns<T extends ColumnTypes> = { readonly [K in keyof T]: InstanceType<T[K]> };

export interface GrowingTable<T extends ColumnTypes> {
  /** The rows in use. */
  length: number;
  /** The arrays, longer than `length`. Read them anew after `add`. */
  columns: Columns<T>;
  /** Makes room for one more row of zeros; returns its index. */
  add(): number;
  /** The arrays cut to `length`. */
  finish(): Columns<T> & { readonly length: number };
}

export function createTable<T extends ColumnTypes>(types: T): GrowingTable<T> {
  const allocate = (length: number): Columns<T> =>
    Object.fromEntries(
      Object.entries(types).map(([name, type]) => [name, new type(length)]),
    ) as Columns<T>;
  let room = 1024;

  return {
    length: 0,
    columns: allocate(room),
    add() {
      if (this.length === room) {
        room *= 2;
        const larger = allocate(room);
        for (const name of Object.keys(types)) larger[name]?.set(this.columns[name] as NumberArray);
        this.columns = larger;
      }
      return this.length++;
    },
    finish() {
      const cut = Object.entries<NumberArray>(this.columns).map(([name, column]) => [
        name,
        column.slice(0, this.length),
      ]);
      return { ...(Object.fromEntries(cut) as Columns<T>), length: this.length };
    },
  };
}
