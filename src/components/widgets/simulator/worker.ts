/** Plays long runs away from the page. */
import type { Setup } from '#sim/setup.ts';
import { play, type FromWorker } from './play.ts';

const columnsOf = (table: object): unknown[] => Object.values(table);

interface Scope {
  onmessage: ((event: MessageEvent<readonly Setup[]>) => void) | null;
  postMessage(message: FromWorker, transfer?: Transferable[]): void;
}

const scope = self as unknown as Scope;

scope.onmessage = ({ data: setups }) => {
  const played = play(setups, (part) => {
    scope.postMessage({ part });
  });
  const message = played.map(({ trace: { run, endUs, requests, events }, series }) => ({
    trace: { run, endUs, requests, events },
    series,
  }));
  const columns = message.flatMap(({ trace: { requests, events } }) =>
    [...columnsOf(requests), ...columnsOf(events)].filter(
      (column): column is Float64Array<ArrayBuffer> => ArrayBuffer.isView(column),
    ),
  );
  scope.postMessage(
    { played: message },
    columns.map(({ buffer }) => buffer),
  );
};
