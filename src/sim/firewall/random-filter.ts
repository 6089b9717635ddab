/** Random rules for property tests. Only tests import this. */
import fc from 'fast-check';
import type { Chain, Limit, Rule } from './rules.ts';

const port = fc.oneof(
  fc.constantFrom(80, 443, 3306, 22),
  fc.integer({ min: 1, max: 65_535 }),
  fc
    .tuple(fc.integer({ min: 1, max: 65_535 }), fc.integer({ min: 1, max: 65_535 }))
    .map((ends) => `${Math.min(...ends)}-${Math.max(...ends)}`),
);

const block = fc
  .tuple(
    fc.constantFrom(10, 198, 203),
    fc.nat(255),
    fc.nat(255),
    fc.nat(255),
    fc.integer({ min: 4, max: 32 }),
  )
  .map(([a, b, c, d, bits]) => `${a}.${b}.${c}.${d}${bits === 32 ? '' : `/${bits}`}`);

const limit: fc.Arbitrary<Limit> = fc
  .tuple(
    fc.constantFrom('per_second' as const, 'per_minute' as const, 'per_hour' as const),
    fc.integer({ min: 1, max: 40 }),
    fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
    fc.boolean(),
  )
  .map(([unit, rate, burst, over]) => ({ [unit]: rate, burst, over }));

/** @param ids Of components and hosts, which rules may name. */
export function randomRule(ids: readonly string[]): fc.Arbitrary<Rule> {
  const sources = fc.array(fc.oneof(fc.constantFrom(...ids), block), {
    minLength: 1,
    maxLength: 4,
  });
  return fc
    .record(
      {
        verdict: fc.constantFrom(
          'accept' as const,
          'accept' as const,
          'drop' as const,
          'reject' as const,
        ),
        reject_with: fc.constantFrom('icmp' as const, 'tcp-reset' as const),
        ports: fc.array(port, { minLength: 1, maxLength: 4 }),
        protocol: fc.constantFrom('tcp' as const, 'udp' as const, 'icmp' as const),
        from: sources,
        not_from: sources,
        state: fc.constantFrom('new' as const, 'established' as const),
        limit,
      },
      { requiredKeys: ['verdict'] },
    )
    .map(sound);
}

/** Leaves out what does not go together. */
function sound({ reject_with: how, ports, protocol, ...rule }: Rule): Rule {
  const isReset = how === 'tcp-reset' && (protocol ?? 'tcp') === 'tcp';
  return {
    ...rule,
    ...(protocol && { protocol }),
    ...(ports && protocol !== 'icmp' && { ports }),
    ...(rule.verdict === 'reject' && how && { reject_with: isReset ? how : 'icmp' }),
  };
}

export const randomFilter = (ids: readonly string[]): fc.Arbitrary<Chain[]> =>
  fc.array(
    fc.record({
      policy: fc.constantFrom('accept' as const, 'drop' as const),
      rules: fc.array(randomRule(ids), { maxLength: 5 }),
    }),
    { minLength: 1, maxLength: 3 },
  );
