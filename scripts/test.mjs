import { runPrepared } from './setup.mjs';

await runPrepared('test-all.ts');
