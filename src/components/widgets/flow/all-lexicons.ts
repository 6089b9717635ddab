/** Every lexicon, for where bytes do not matter: the build and tests. */
import { weights } from './haproxy.ts';
import { learn, type Lexicon } from './lexicon.ts';
import { replication } from './database.ts';
import { lookups } from './dns.ts';
import { firewalls } from './firewall.ts';
import { measuring } from './monitoring.ts';
import { operations } from './operations.ts';
import { connections } from './tls.ts';
import { vrrp } from './vrrp.ts';

const lexicons: readonly Lexicon[] = [
  connections,
  firewalls,
  lookups,
  measuring,
  operations,
  replication,
  vrrp,
  weights,
];

for (const lexicon of lexicons) learn(lexicon);
