// Loads a bundle in a fresh process and, where an event is given, runs its handler once. JavaScript, so that no type
// stripper is among what is measured.
import { subscribe } from 'node:diagnostics_channel';
import { pathToFileURL } from 'node:url';

const [bundle, handler, event] = process.argv.slice(2);
const context = { awsRequestId: 'bench', functionName: 'bench', getRemainingTimeInMillis: () => 5_000 };

// Nothing but the database is at the address that the environment gives.
let databaseAnswers = 0;
subscribe('http.client.response.finish', () => void databaseAnswers++);
// A function's own log goes nowhere: standard output is for the figures.
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = () => true;
const started = performance.now();
const module = await import(pathToFileURL(bundle).href);
const imported = performance.now();
const answer = event === undefined ? undefined : await module[handler](JSON.parse(event), context);
const answered = performance.now();

const { statusCode: status, body, batchItemFailures } = answer ?? {};
const figures = {
  importMilliseconds: imported - started,
  answerMilliseconds: answered - started,
  answer: {
    status,
    code: status >= 400 ? JSON.parse(body).code : undefined,
    failures: batchItemFailures?.length,
    databaseAnswers,
  },
};
write(`${JSON.stringify(figures)}\n`, () => process.exit(0));
