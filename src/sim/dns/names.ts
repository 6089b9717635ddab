/** How clients come from a name to a connection: their own cache, their resolver, and one of the addresses. */
import type { Network } from '../network.ts';
import { resolveSettings } from '../settings.ts';
import { openTcp, race, type OpenConnection } from './happy-eyeballs.ts';
import { dnsResults } from './records.ts';
import { answerSources, createResolver, holds, type HeldAnswer } from './resolver.ts';
import { addressOfComponent } from '../firewall/sources.ts';

/** Of a client component: to whom its requests go. */
export interface Names {
  /**
   * Finds out where the site is and opens a connection there.
   * @param open How connections are made, when it takes more than TCP.
   * @param done Told the link over which it is open; none when there is no address, or every one refuses.
   */
  reach(
    request: number,
    isWanted: () => boolean,
    open: OpenConnection | undefined,
    done: (link: number | undefined) => void,
  ): void;
}

/** What a workload's clients ask for unless it says otherwise. */
export const usualName = 'www.foobar.com';

/** `undefined` for a client without a link to a name server. */
export type NamesFactory = (network: Network, component: number) => Names | undefined;

export const createNames: NamesFactory = (network, component) => {
  const { run, agenda, recorder } = network;
  if (network.linksThat('queries', { from: component }).length === 0) return undefined;
  const settings = resolveSettings('client', run.components[component]?.settings);
  const name = run.workload.name ?? usualName;
  const resolver = createResolver(network, component, settings);
  const resolverUs = settings.resolver_ms * 1000;
  const delayUs = settings.connection_attempt_delay_ms * 1000;
  const links = new Map(
    network
      .linksFrom(component)
      .map(({ index, toIndex }) => [addressOfComponent(run, toIndex), index]),
  );
  /** What each client, by its address, has in its own cache. */
  const held = new Map<number, HeldAnswer>();

  return {
    reach(request, isWanted, open, done) {
      const client = recorder.addressOf(request);
      const known = held.get(client);
      if (known && known.untilUs > agenda.nowUs) {
        connect(known);
        return;
      }
      recorder.event('dns-query', component, request, -1, resolverUs);
      agenda.after(resolverUs, () => {
        resolver.resolve(request, name, (answer, source) => {
          agenda.after(resolverUs, () => {
            if (settings.dns_cache && answer.untilUs > agenda.nowUs) {
              held.set(client, answer);
              holds(network, component, request, answer);
            }
            const [result, from] = [
              dnsResults.indexOf(answer.result),
              answerSources.indexOf(source),
            ];
            recorder.event('dns-answer', component, request, result, from);
            if (isWanted()) connect(answer);
          });
        });
      });

      function connect({ addresses }: HeldAnswer) {
        if (addresses.length === 0) {
          done(undefined);
          return;
        }
        race(network, {
          request,
          component,
          links: addresses.map((address) => links.get(address)),
          delayUs,
          open: open ?? openTcp(network, component, request),
          isWanted,
          done: (link) => {
            const end = link === undefined ? -1 : (network.links[link]?.toIndex ?? -1);
            // A load balancer tells itself whom it has tried.
            if (run.components[end]?.kind === 'web') recorder.tried(request, end);
            done(link);
          },
        });
      }
    },
  };
};
