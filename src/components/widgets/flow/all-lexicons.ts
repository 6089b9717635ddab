/** Every lexicon, for where bytes do not matter: the build and tests. */
import * as database from './database.ts';
import * as dns from './dns.ts';
import * as firewall from './firewall.ts';
import * as haproxy from './haproxy.ts';
import * as hops from './hops.ts';
import { learn } from './lexicon.ts';
import * as monitoring from './monitoring.ts';
import * as nginx from './nginx.ts';
import * as operations from './operations.ts';
import * as vrrp from './vrrp.ts';

const families = [firewall, dns, monitoring, operations, database, vrrp, haproxy, nginx, hops];

for (const { lexicon } of families) learn(lexicon);
