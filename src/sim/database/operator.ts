/** What somebody does to a database by hand. */
import type { Network } from '../network.ts';
import type { Action, RunEvent } from '../run.ts';
import { middle, type Peers, type Server } from './peers.ts';
import { follow } from './promotion.ts';
import { threadOfWord } from '../replica-threads.ts';

export interface Operator {
  act(action: Action, value: RunEvent['value']): void;
  /** A former primary that can be reached again is to follow the one that was promoted in its place. */
  rejoin(): void;
}

export function createOperator(network: Network, peers: Peers, server: Server): Operator {
  const { recorder, run } = network;
  const { component, io, applier } = server;

  function moveTo(side: string) {
    peers.moveTo(component, side);
    recorder.event('partition', component, -1, side === middle ? 0 : 1);
    peers.reconsider();
  }

  function rejoin() {
    const successor = peers.successorOf(component);
    if (successor === undefined || io.source === successor) return;
    follow(server, successor);
    // A source that does not know what this server had last does not serve it: then it stays what it was.
    if (typeof io.state !== 'number') server.setReadOnly(true, 'rejoined');
  }

  function start(word: string) {
    const isFollowing = io.source !== undefined;
    if (isFollowing && threadOfWord[word] !== 'sql') io.start();
    if (isFollowing && threadOfWord[word] === 'sql') applier.start();
  }

  function stop(word: string) {
    if (io.source === undefined) return;
    if (threadOfWord[word] === 'sql') applier.stop();
    else io.stop();
  }

  return {
    rejoin,
    act(action, value) {
      switch (action) {
        case 'partition':
          moveTo(String(value ?? run.components[component]?.id));
          break;
        case 'heal':
          moveTo(middle);
          rejoin();
          break;
        case 'fence':
          server.setReadOnly(true, 'fenced');
          break;
        case 'unfence':
          server.setReadOnly(false, 'unfenced');
          break;
        default:
          // The others are statements, which a process that is not there does not execute.
          if (peers.isAlive(component)) execute(action, String(value));
      }
    },
  };

  function execute(action: Action, word: string) {
    if (action === 'promote') server.promote();
    else if (action === 'replication-stop') stop(word);
    else if (action === 'replication-start') start(word);
  }
}
