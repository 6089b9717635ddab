import { basePath, buildIfStale } from './build.ts';

process.exitCode = buildIfStale(basePath()) ? 0 : 1;
