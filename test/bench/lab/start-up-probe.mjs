// Loads a bundle in a fresh process and, where an event is given, runs its handler once. JavaScript, so that no type
// stripper is among what is measured.
import { pathToFileURL } from 'node:url';

const [bundle, handler, event] = process.argv.slice(2);
const context = { awsRequestId: 'bench', functionName: 'bench', getRemainingTimeInMillis: () => 5_000 };

// A function's own log goes nowhere: standard output is for the figures.
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = () => true;
const started = performance.now();
const module = await import(pathToFileURL(bundle).href);
const imported = performance.now();
if (event !== undefined) await module[handler](JSON.parse(event), context);
const answered = performance.now();
write(
  `${JSON.stringify({ importMilliseconds: imported - started, answerMilliseconds: answered - started })}\n`,
  () => process.exit(0),
);
