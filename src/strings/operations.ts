// Words for what happens to processes and hosts: crashes, restarts, deploys.

export const texts = {
  crash: (request: number, at: string, version: number) =>
    `Request ${request} crashes ${at}${version > 0 ? `, version ${version}` : ''}.`,
  oomKill: (at: string, used: number, own: number) =>
    `The host’s memory is full (${used} MiB): the kernel kills ${at}, which uses ${own} MiB.`,
  deploy: (at: string, version: number) => `Version ${version} is deployed to ${at}.`,
  started: (at: string, version: number) =>
    version > 0 ? `${at} has started, version ${version}.` : `${at} has started.`,
  startFailed: (at: string, files: string) =>
    `${at} cannot start: ${files} cannot be read. It is tried again.`,
  restart: (at: string) => `${at} is restarted.`,
  disk: (request: number, at: string, wait: string, length: string) =>
    `${at} writes for request ${request} in ${length}, ${wait} from now.`,
} as const;

export const marks = {
  crash: (at: string) => `${at} crashes`,
  oomKill: (at: string) => `${at} killed`,
  deploy: (at: string, version: number) => `${at} v${version}`,
  started: (at: string) => `${at} starts`,
  startFailed: (at: string) => `${at} cannot start`,
} as const;

export const actions = {
  deploy: { state: 'gets a new version', button: 'deploy', short: 'deploy' },
  restart: { state: 'is restarted', button: 'restart', short: 'restart' },
} as const;

export const badges = {
  version: (version: number) => `v${version}`,
  starting: 'starts',
  jobs: (jobs: number, cores: number) => `${jobs} on ${cores} ${cores === 1 ? 'core' : 'cores'}`,
} as const;

export const onDisk = (version: number) => `version ${version}`;
