/**
 * A virtual address: requests go to the load balancer whose gratuitous ARP the neighbors have heard last, whether or not
 * it still has the address. All neighbors are one switch away and hear the same. keepalived does not look at the program
 * beside it: a load balancer that refuses connections keeps the address.
 */
import type { NodeFactory } from '../modules.ts';
import type { WiredLink } from '../network.ts';
import { actions, vrrpCommands, type Action } from '../run.ts';
import { createWayBack } from '../way-back.ts';
import { firstMaster, membersOf, type Member } from './lan.ts';
import { createRouter, type Router, type RouterState } from './router.ts';

interface Neighbor extends Member {
  readonly link: WiredLink;
  readonly router: Router;
}

const eventOfState = {
  master: 'vrrp-master',
  backup: 'vrrp-backup',
  fault: 'vrrp-fault',
} as const satisfies Record<Exclude<RouterState, 'stopped'>, string>;

export const virtualAddress: NodeFactory = (network, component) => {
  const { agenda, recorder, run, links } = network;
  const members = membersOf(run, component);
  const neighbors: readonly Neighbor[] = members.map((member, position) => ({
    ...member,
    link: network
      .linksFrom(component)
      .find(({ toIndex }) => toIndex === member.component) as WiredLink,
    router: createRouter(agenda, member.instance, {
      advertise(priority) {
        recorder.event('vrrp-advert', member.component, -1, component, priority);
        agenda.after(0, () => {
          neighbors.forEach(({ router }, other) => {
            // Addresses are given in order of declaration.
            if (other !== position) router.hear(priority, position > other);
          });
        });
      },
      announce() {
        if (owner?.component === member.component) return;
        owner = neighbors[position];
        recorder.event('arp', member.component, -1, component);
      },
      entered(state) {
        recorder.event(eventOfState[state], member.component, -1, component);
      },
    }),
  }));
  const first = firstMaster(members);
  /** To whom the neighbors send. */
  let owner = neighbors.find((each) => each.component === first?.component);
  const back = createWayBack(network);
  for (const each of neighbors) each.router.begin(each === owner ? 'master' : 'backup');

  function lose(request: number, { index, toIndex, latencyUs }: WiredLink) {
    recorder.event('send', component, request, index, latencyUs);
    agenda.after(latencyUs, () => {
      recorder.event('lost', toIndex, request, index);
    });
  }

  /** A load balancer with several addresses has one keepalived: the first address tells of what happens to it. */
  const tellsOf = (balancer: number) =>
    links.find(
      ({ fromIndex, toIndex }) =>
        toIndex === balancer && run.components[fromIndex]?.kind === 'virtual-address',
    )?.fromIndex === component;

  function command(router: Router, action: Action): boolean {
    switch (action) {
      case 'vrrp-stop':
        router.stop();
        return true;
      case 'vrrp-kill':
        router.kill();
        return true;
      case 'vrrp-start':
        router.start();
        return true;
      case 'vrrp-block':
      case 'vrrp-unblock':
        router.setDeaf(action === 'vrrp-block');
        return true;
      case 'link-down':
      case 'link-up':
        router.setLink(action === 'link-up');
        return true;
      default:
        return false;
    }
  }

  return {
    through: () => (owner?.router.answers() ? owner.link.index : 'drop'),
    receive(request, via) {
      if (!owner) return;
      back.came(request, via);
      if (owner.router.answers()) network.send(request, owner.link.index);
      else lose(request, owner.link);
    },
    answered: back.answered,
    failed: back.failed,
    // Without the address as its own, the kernel has no way to send what its connections hold.
    isCutOff: (via) => !neighbors.find(({ link }) => link.index === via)?.router.answers(),
    neighborActed(balancer, action) {
      const each = neighbors.find((neighbor) => neighbor.component === balancer);
      if (!each) return;
      if (isCommand(action) && tellsOf(balancer)) {
        recorder.event('vrrp-command', balancer, -1, component, actions.indexOf(action));
      }
      if (!command(each.router, action)) each.router.setPower(network.faults[balancer] !== 'drop');
    },
  };
};

const isCommand = (action: Action): boolean => (vrrpCommands as readonly Action[]).includes(action);
