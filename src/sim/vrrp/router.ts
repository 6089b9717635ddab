/**
 * keepalived on one load balancer: a router of VRRP that shares a virtual address with others. RFC 3768, section 6.4,
 * keepalived 2.2's `vrrp.c`, and recorded runs.
 */
import type { Agenda } from '../agenda.ts';
import { masterDownUs, skewUs, type Instance } from './instance.ts';

/** `stopped`: keepalived does not run. `fault`: it runs, but its network interface is down. */
export type RouterState = 'stopped' | 'backup' | 'master' | 'fault';

/** keepalived needs so long before its timers run: 20 to 60 ms were recorded. */
const startUs = 40_000;

/** What a router does to its network. */
export interface Lan {
  /** Advertises; priority 0 says that the router leaves. */
  advertise(priority: number): void;
  /** Gratuitous ARP: everybody sends to this router from now on. */
  announce(): void;
  entered(state: Exclude<RouterState, 'stopped'>): void;
}

export interface Router {
  readonly instance: Instance;
  readonly state: () => RouterState;
  /** Whether packets for the virtual address that reach it are for it. */
  readonly answers: () => boolean;
  /** Begins as what it has long been. */
  begin(state: 'master' | 'backup'): void;
  /** @param isHigherAddress Whether the sender's own address is higher: it decides between equal priorities. */
  hear(priority: number, isHigherAddress: boolean): void;
  /** keepalived starts; nothing when it runs. */
  start(): void;
  /** SIGTERM: it says goodbye. */
  stop(): void;
  /** SIGKILL: the process is gone, and what it has set up stays. */
  kill(): void;
  /** The whole machine is switched off, or on again; keepalived starts with it. */
  setPower(isOn: boolean): void;
  /** The carrier of its network interface goes or comes. */
  setLink(isUp: boolean): void;
  /** Whether advertisements of others reach it. */
  setDeaf(isDeaf: boolean): void;
}

export function createRouter(agenda: Agenda, instance: Instance, lan: Lan): Router {
  const { priority, advertUs, preempts, preemptDelayUs, garpDelayUs } = instance;
  let state: RouterState = 'stopped';
  let hasAddress = false;
  let isOn = true;
  let isLinked = true;
  let isDeaf = false;
  /** Until when a master of lower priority is let be; none while there is none. */
  let preemptAtUs: number | undefined;
  /** Counts settings of the timer and changes of state, so that a timer set earlier knows that it is stale. */
  let step = 0;

  function arm(delayUs: number, action: () => void) {
    step += 1;
    const mine = step;
    agenda.after(delayUs, () => {
      if (step === mine) action();
    });
  }

  function advertise() {
    lan.advertise(priority);
    arm(advertUs, advertise);
  }

  /** keepalived sends its ARPs twice, in case somebody has missed the first ones. */
  function announce() {
    lan.announce();
    if (garpDelayUs === 0) return;
    agenda.after(garpDelayUs, () => {
      if (state === 'master') lan.announce();
    });
  }

  function becomeMaster() {
    state = 'master';
    hasAddress = true;
    lan.entered('master');
    advertise();
    announce();
  }

  function becomeBackup() {
    state = 'backup';
    hasAddress = false;
    preemptAtUs = undefined;
    lan.entered('backup');
    arm(masterDownUs(instance), becomeMaster);
  }

  function becomeFaulty() {
    step += 1;
    state = 'fault';
    hasAddress = false;
    lan.entered('fault');
  }

  function end() {
    step += 1;
    state = 'stopped';
  }

  function start() {
    if (state !== 'stopped' || !isOn) return;
    arm(startUs, () => {
      if (isLinked) becomeBackup();
      else becomeFaulty();
    });
  }

  /** Whether a master of this lower priority is let be. */
  function yields(): boolean {
    if (!preempts) return true;
    if (preemptDelayUs === 0) return false;
    preemptAtUs ??= agenda.nowUs + preemptDelayUs;
    return preemptAtUs > agenda.nowUs;
  }

  function hearAsBackup(other: number) {
    if (other === 0) {
      arm(skewUs(instance), becomeMaster);
      return;
    }
    if (other >= priority) preemptAtUs = undefined;
    else if (!yields()) return;
    arm(masterDownUs(instance), becomeMaster);
  }

  function hearAsMaster(other: number, isHigherAddress: boolean) {
    if (other === 0) {
      advertise();
    } else if (other > priority || (other === priority && isHigherAddress)) {
      becomeBackup();
    } else {
      // "Forcing new election": the other one is to hear it, and everybody who has followed its ARP is called back.
      advertise();
      announce();
    }
  }

  return {
    instance,
    state: () => state,
    answers: () => hasAddress && isLinked,
    begin(first) {
      state = first;
      hasAddress = first === 'master';
      if (first === 'master') arm(0, advertise);
      else arm(masterDownUs(instance), becomeMaster);
    },
    hear(other, isHigherAddress) {
      if (!isOn || !isLinked || isDeaf) return;
      if (state === 'backup') hearAsBackup(other);
      else if (state === 'master') hearAsMaster(other, isHigherAddress);
    },
    start,
    stop() {
      if (state === 'master') lan.advertise(0);
      hasAddress = false;
      end();
    },
    kill: end,
    setPower(now) {
      if (now === isOn) return;
      isOn = now;
      if (isOn) {
        start();
      } else {
        hasAddress = false;
        end();
      }
    },
    setLink(now) {
      if (now === isLinked) return;
      isLinked = now;
      if (state === 'stopped') return;
      if (isLinked) becomeBackup();
      else becomeFaulty();
    },
    setDeaf(now) {
      isDeaf = now;
    },
  };
}
