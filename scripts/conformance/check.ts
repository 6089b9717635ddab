/** Plays recordings through the engine and says whether they match. */
import { readFileSync } from 'node:fs';
import { allModules } from '#sim/all-modules.ts';
import { simulate } from '#sim/simulate.ts';
import { differences } from './compare.ts';
import { databaseDifferences, type DatabaseRecording } from './database.ts';
import { checkFirewall, type FirewallRecording } from './firewall.ts';
import { monitoringDifferences, type MonitoringRecording } from './monitoring.ts';
import type { Recording } from './recording.ts';
import { checkTls, type TlsRecording } from './tls.ts';
import { NotModelled, translate } from './translate.ts';
import { checkVrrp, type VrrpRecording } from './vrrp.ts';

/** What is wrong with the engine according to the recording in this file; nothing when it matches. */
export function checkRecording(file: string): string[] {
  const recording = JSON.parse(readFileSync(file, 'utf8')) as Recording;
  const check = checks[recording.family] ?? checkBalancer;
  try {
    return check(recording, file);
  } catch (error) {
    if (error instanceof NotModelled) return [`not modelled: ${error.message}`];
    throw error;
  }
}

/** Families that are not about a load balancer. */
const checks: Readonly<Record<string, (recording: Recording, file: string) => string[]>> = {
  K: (recording) => databaseDifferences(recording as unknown as DatabaseRecording),
  J: (recording) => checkVrrp(recording as unknown as VrrpRecording),
  L: (recording) => checkTls(recording as unknown as TlsRecording),
  M: (recording, file) =>
    monitoringDifferences(file, recording as unknown as MonitoringRecording),
  N: (recording) => checkFirewall(recording as unknown as FirewallRecording),
};

const checkBalancer = (recording: Recording): string[] =>
  differences(recording, simulate(translate(recording), allModules));
