/**
 * The process of a stage: what ends it (a request that crashes it, the host's out-of-memory killer, a deploy, an operator)
 * and how it comes back. A process that has ended refuses connections; its supervisor starts it again after
 * `restart_ms`, unless somebody does something else to the component in the meantime.
 */
import type { Network, WiredLink } from './network.ts';
import type { Action, Fault, RunEvent } from './run.ts';
import { resolveSettings } from './settings.ts';

export interface Process {
  /** The version of the code that runs. */
  version(): number;
  /** This request ends it. */
  crash(request: number): void;
  /** So many requests hold a worker now. */
  hold(requests: number): void;
  /** Has to be told of every change of the component's fault. */
  faulted(fault: Fault): void;
  readonly acted: (action: Action, value: RunEvent['value']) => void;
}

export interface ProcessSettings {
  readonly restart_ms: number;
  readonly memory_mb: number;
  readonly request_memory_mb: number;
  readonly version?: number;
}

/** A start that fails is tried again no sooner than this: systemd's `RestartSec`. */
const leastPauseUs = 100_000;

export function createProcess(
  network: Network,
  component: number,
  settings: ProcessSettings,
): Process {
  const { agenda, recorder, faults } = network;
  const [files] = network.linksThat('files', { from: component });
  const restartUs = settings.restart_ms * 1000;
  let version = versionAtStart(network, files, settings);
  /** Counts what has happened to the process, so that a start that has been overtaken does not take place. */
  let changes = 0;
  let isOwnDoing = false;
  let isDown = false;
  /** What is to be the case once it runs: a machine stays out of reach while its process is restarted. */
  let afterwards: Fault = 'up';
  const use = network.machines[component]?.memory?.join((usedMb, ownMb) => {
    recorder.event('oom-kill', component, -1, usedMb, ownMb);
    end();
  });
  use?.(settings.memory_mb);

  function become(fault: Fault) {
    isOwnDoing = true;
    network.act(component, fault);
    isOwnDoing = false;
  }

  function end() {
    afterwards = faults[component] === 'drop' ? 'drop' : 'up';
    become('refuse');
    startAfter(restartUs);
  }

  function startAfter(delayUs: number) {
    changes += 1;
    const mine = changes;
    agenda.after(delayUs, () => {
      if (mine === changes) start();
    });
  }

  function start() {
    if (!read()) {
      startAfter(Math.max(restartUs, leastPauseUs));
      return;
    }
    recorder.event('started', component, -1, version);
    become(afterwards);
  }

  /** Reads the code, if it is in files. */
  function read(): boolean {
    if (!files) return true;
    if (faults[files.toIndex] !== 'up') {
      recorder.event('start-failed', component, -1, files.toIndex);
      return false;
    }
    version = network.nodeOf(files.toIndex).version?.() ?? version;
    return true;
  }

  return {
    version: () => version,
    crash(request) {
      recorder.event('crash', component, request, version);
      end();
    },
    hold(requests) {
      if (!isDown) use?.(settings.memory_mb + requests * settings.request_memory_mb);
    },
    faulted(fault) {
      const wasDown = isDown;
      isDown = fault === 'refuse';
      if (isDown) use?.(0);
      else if (wasDown) use?.(settings.memory_mb);
      if (isOwnDoing) return;
      changes += 1;
      if (!files || !wasDown || isDown) return;
      // Somebody has started it: it needs its files all the same.
      if (read()) recorder.event('started', component, -1, version);
      else end();
    },
    acted(action, value) {
      // Nobody reaches a machine whose packets are lost.
      if (faults[component] === 'drop') return;
      if (action === 'restart') {
        recorder.event('restart', component, -1);
        end();
      } else if (action === 'deploy' && settings.version !== undefined) {
        recorder.event('deploy', component, -1, Number(value));
        if (files) network.act(files.toIndex, 'deploy', value);
        else version = Number(value);
        end();
      }
    },
  };
}

function versionAtStart(
  { run }: Network,
  files: WiredLink | undefined,
  { version = 0 }: ProcessSettings,
): number {
  if (!files) return version;
  return resolveSettings('files', run.components[files.toIndex]?.settings).version;
}
