import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import * as z from 'zod';
import type { Resource } from '../cloudformation/resolved-stacks.ts';
import { ignored, readProperties } from '../cloudformation/read-properties.ts';
import { wildcard } from '../iam/wildcard.ts';
import { Refusal } from '../lib/refusal.ts';
import type { Bucket } from './bucket.ts';
import { contentType } from './content-type.ts';

/** What happens to earlier deployments makes no difference to a bucket that starts empty. */
const deploymentProperties = z.strictObject({
  ServiceToken: z.string(),
  SourceBucketNames: z.array(z.string()),
  SourceObjectKeys: z.array(z.string()),
  // Texts to replace at deployment. None: then every source is deployed as it is.
  SourceMarkers: z.array(z.strictObject({})).optional(),
  SourceMarkersConfig: ignored,
  DestinationBucketName: z.string(),
  DestinationBucketKeyPrefix: z.string().optional(),
  Exclude: z.array(z.string()).default([]),
  Include: z.array(z.string()).default([]),
  SystemMetadata: z.strictObject({ 'cache-control': z.string().optional() }).default({}),
  Extract: z.literal(true).optional(),
  Prune: ignored,
  RetainOnDelete: ignored,
  OutputObjectKeys: ignored,
  WaitForDistributionInvalidation: ignored,
});

/** The ARNs of the functions that deploy files to buckets. The engine does their work, and does not run them. */
export const deployingFunctions = (resources: readonly Resource[]): Set<string> =>
  new Set(
    resources
      .filter(({ type }) => type === 'Custom::CDKBucketDeployment')
      .map((resource) => readProperties(resource, deploymentProperties).ServiceToken),
  );

/** Puts the files of a deployment into their bucket, as CDK's BucketDeployment does. */
export function deploy(resource: Resource, buckets: readonly Bucket[]): void {
  const given = readProperties(resource, deploymentProperties);
  const bucket = buckets.find(({ name }) => name === given.DestinationBucketName);
  if (bucket === undefined) throw new Refusal(`the assembly has no bucket ${given.DestinationBucketName}`);
  const [excluded, included] = [given.Exclude, given.Include].map((patterns) =>
    patterns.map((pattern) => wildcard(pattern)),
  );
  const isTaken = (file: string): boolean =>
    excluded?.some((pattern) => pattern.test(file)) !== true ||
    included?.some((pattern) => pattern.test(file)) === true;
  const prefix = given.DestinationBucketKeyPrefix === undefined ? '' : `${given.DestinationBucketKeyPrefix}/`;
  for (const key of given.SourceObjectKeys) {
    const folder = resource.assets.get(key);
    if (folder === undefined) throw new Refusal(`${resource.logicalId}: the assembly has no asset ${key}`);
    for (const file of filesIn(folder).filter(isTaken)) {
      const body = readFileSync(join(folder, file));
      bucket.put(prefix + file, {
        body,
        contentType: contentType(file),
        cacheControl: given.SystemMetadata['cache-control'],
        etag: `"${createHash('md5').update(body).digest('hex')}"`,
      });
    }
  }
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).replaceAll('\\', '/'));
