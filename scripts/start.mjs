import { runPrepared } from './setup.mjs';

await runPrepared('serve.ts');
