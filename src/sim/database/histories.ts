/** What each client has written, in the order in which it was executed: what a read is measured by. */

export interface Histories {
  executed(client: number, request: number): void;
  /**
   * What a client sees of its own writes where only some are visible.
   * @param isAcknowledged Whether the client knew, when it asked, that this write had been done.
   */
  seen(
    client: number,
    isVisible: (request: number) => boolean,
    isAcknowledged: (request: number) => boolean,
  ): Sight;
}

export interface Sight {
  /** Its last write that is visible, counted from 1; 0 for none. */
  readonly version: number;
  /** How many later ones it misses although they had been acknowledged: the read is stale unless there are none. */
  readonly missed: number;
}

export function createHistories(): Histories {
  const byClient = new Map<number, number[]>();
  return {
    executed(client, request) {
      const writes = byClient.get(client);
      if (writes) writes.push(request);
      else byClient.set(client, [request]);
    },
    seen(client, isVisible, isAcknowledged) {
      const writes = byClient.get(client) ?? [];
      let missed = 0;
      for (let version = writes.length; version > 0; version--) {
        const request = writes[version - 1] ?? -1;
        if (isVisible(request)) return { version, missed };
        if (isAcknowledged(request)) missed += 1;
      }
      return { version: 0, missed };
    },
  };
}
