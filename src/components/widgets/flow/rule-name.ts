/** What a rule of a firewall is called. */
import { unpackRule } from '#sim/firewall/rules.ts';
import { ownerFor } from '#sim/firewall/rulesets.ts';
import type { Run } from '#sim/run.ts';
import { rule as words } from '#strings/firewall.ts';

/** @param packed As `packRule` says. @param component Where the packet was. */
export function ruleName(run: Run, component: number, packed: number): string {
  const { chain, rule } = unpackRule(packed);
  const name = rule < 0 ? words.policy : words.rule(rule + 1);
  const chains = ownerFor(run, component)?.filter.length ?? 1;
  return chains > 1 || chain > 0 ? words.ofChain(chain + 1, name) : name;
}
