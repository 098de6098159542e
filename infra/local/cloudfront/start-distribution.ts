import type { RequestListener } from 'node:http';
import type { Model } from '../cloudformation/model.ts';
import { Distribution } from './distribution.ts';

export interface StartDistributionOptions {
  readonly model: Model;
  readonly apiUrl: string;
  readonly distributionPort?: number | undefined;
  readonly beside?: Readonly<Record<string, RequestListener>> | undefined;
  readonly log: (line: string) => void;
}

/** Starts the assembly's distribution, if it has one. */
export async function startDistribution({
  model,
  apiUrl,
  distributionPort = 0,
  beside = {},
  log,
}: StartDistributionOptions) {
  const { distribution: description, buckets, api } = model;
  if (description === undefined) return undefined;
  const distribution = new Distribution({ description, buckets, apiId: api.id, apiUrl, beside, log });
  const port = await distribution.listen(distributionPort);
  return {
    url: `http://127.0.0.1:${port}`,
    stopListening: () => distribution.stopListening(),
    close: () => distribution.close(),
  };
}
