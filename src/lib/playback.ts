/** Time for everything that moves on a page: one animation frame for all, none while nothing plays. */

export interface Playback {
  readonly playing: boolean;
  play(): void;
  pause(): void;
}

interface Player {
  readonly tick: (elapsedMs: number) => void;
}

/** A longer pause between two frames is the browser's, not the reader's. */
const longestFrameMs = 100;

const players = new Set<Player>();
let requested = 0;
let lastMs: number | undefined;

/**
 * Calls `tick` with the milliseconds that have passed, once a frame, while playing. Pauses by itself when `element` is
 * out of view or the tab is hidden.
 * @param changed Called whenever it begins or ends to play.
 */
export function createPlayback(
  element: Element,
  tick: (elapsedMs: number) => void,
  changed: (playing: boolean) => void,
  signal: AbortSignal,
): Playback {
  const player: Player = { tick };
  const playback: Playback = {
    get playing() {
      return players.has(player);
    },
    play() {
      if (players.has(player) || signal.aborted) return;
      players.add(player);
      schedule();
      changed(true);
    },
    pause() {
      if (!players.delete(player)) return;
      changed(false);
    },
  };
  const pauseUnseen = new IntersectionObserver((entries) => {
    if (entries.at(-1)?.isIntersecting === false) playback.pause();
  });
  pauseUnseen.observe(element);
  document.addEventListener(
    'visibilitychange',
    () => {
      if (document.hidden) playback.pause();
    },
    { signal },
  );
  signal.addEventListener('abort', () => {
    pauseUnseen.disconnect();
    players.delete(player);
  });
  return playback;
}

function schedule() {
  if (requested === 0) requested = requestAnimationFrame(frame);
}

function frame(nowMs: number) {
  requested = 0;
  const elapsedMs = Math.min(nowMs - (lastMs ?? nowMs), longestFrameMs);
  lastMs = nowMs;
  for (const { tick } of [...players]) tick(elapsedMs);
  if (players.size > 0) schedule();
  else lastMs = undefined;
}
