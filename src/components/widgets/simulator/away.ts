/** Plays long runs in a worker. */
import type { Setup } from '#sim/setup.ts';
import type { FromWorker, Played } from './play.ts';

/** @param signal Ends the worker, and the promise is never settled. */
export function playAway(
  setups: readonly Setup[],
  progress: (part: number) => void,
  signal: AbortSignal,
): Promise<Played[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    const end = () => {
      worker.terminate();
    };
    signal.addEventListener('abort', end);
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if ('part' in data) {
        progress(data.part);
        return;
      }
      end();
      resolve(data.played.map(({ trace, series }) => ({ trace: { ...trace, hash: '' }, series })));
    };
    worker.onerror = (event) => {
      end();
      reject(new Error(event.message));
    };
    worker.postMessage(setups);
  });
}
