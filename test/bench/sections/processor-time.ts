import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import * as z from 'zod';
import { bundleOptions } from '../../../infra/bundles/options.ts';
import { makeRunFolder } from '../../../infra/laptop/run-folder.ts';
import type { FunctionDescription } from '../../../infra/local/lambda/function-description.ts';
import { functionEnvironment } from '../../../infra/local/lambda/environment.ts';
import type { Lab } from '../lab/lab.ts';
import { Observations } from '../measurement.ts';
import { pivot } from '../report/table.ts';
import { median } from '../statistics.ts';
import type { Section } from './section.ts';

const probe = fileURLToPath(new URL('../lab/worker-probe.ts', import.meta.url));
const bareUpdates = fileURLToPath(new URL('../lab/bare-updates.ts', import.meta.url));
const standIn = fileURLToPath(new URL('../../simulate/measure/stand-in.ts', import.meta.url));
const Rounds = z.array(z.object({ bare: z.number(), worker: z.number() })).min(1);

/** What the worker's bundle adds to the requests that it makes. On AWS, this is time that is paid for. */
export const processorTime: Section = {
  title: "Processor time of the worker's bundle, against a stand-in of the table",

  async measure(lab, { runs }) {
    const observations = new Observations('processor-time');
    const folder = makeRunFolder();
    const bareBundle = join(folder, 'bare-updates.mjs');
    const child = fork(standIn, { stdio: 'inherit' });
    try {
      await build({ ...bundleOptions, entryPoints: [bareUpdates], outfile: bareBundle });
      const [port] = await once(child, 'message');
      for (let run = 0; run < runs; run++) {
        const rounds = await probed(lab, bareBundle, `http://127.0.0.1:${String(port)}`);
        const ofAll = (value: (round: (typeof rounds)[number]) => number) => median(rounds.map(value));
        observations.add(
          'bare update',
          'ms per member',
          {},
          ofAll(({ bare }) => bare),
        );
        observations.add(
          'worker',
          'ms per member',
          {},
          ofAll(({ worker }) => worker),
        );
        const ratio = ofAll(({ bare, worker }) => worker / bare);
        observations.add('worker, in bare updates', 'times', {}, ratio);
      }
    } finally {
      child.disconnect();
      rmSync(folder, { recursive: true, force: true });
    }
    return observations.medians();
  },

  describe: (measurements) =>
    `${pivot(measurements, { title: 'per member', row: ({ metric }) => metric, column: () => 'median' })}

The bare update is the request that the worker makes for a member, ready-made, by the same client in a bundle of its
own. The worker makes eleven requests for ten members, because it counts once per batch. The rest is its own: the
message, the condition, the log, the metrics. Both run alternately in one process, ten at a time.`,
};

async function probed(lab: Lab, bareBundle: string, endpoint: string): Promise<z.infer<typeof Rounds>> {
  const worker = lab.model.functions.find(isWorker);
  if (worker === undefined) throw new Error('The assembly has no worker of members.');
  const environment = functionEnvironment(worker, endpoint);
  const child = spawn(process.execPath, [probe, worker.bundle, bareBundle], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const answer = await text(child.stdout);
  return Rounds.parse(JSON.parse(answer));
}

const isWorker = ({ logicalId }: FunctionDescription): boolean => /propagatecontactFunction/i.test(logicalId);
