import { expect, test } from 'vitest';
import * as z from 'zod';
import { folderIssuer } from '../../infra/local/api-gateway/issuer.ts';
import { startLocalStack } from '../../infra/local/stack.ts';
import { temporaryFolder, writeAssembly, type Change } from './support/assembly.ts';
import { withSite } from './support/site.ts';

const refusals: [string, string, (properties: Record<string, unknown>) => void, RegExp][] = [
  [
    'error pages',
    'Distribution',
    (properties) => Object.assign(Object(properties['DistributionConfig']), { CustomErrorResponses: [] }),
    /CustomErrorResponses/,
  ],
  [
    'an origin that is elsewhere',
    'Distribution',
    (properties) => {
      const config = z
        .looseObject({ Origins: z.array(z.looseObject({})) })
        .parse(properties['DistributionConfig']);
      Object.assign(config.Origins[0] ?? {}, { DomainName: 'elsewhere.example.com' });
      properties['DistributionConfig'] = config;
    },
    /elsewhere\.example\.com is not on this machine/,
  ],
  [
    'a public bucket',
    'Site',
    (properties) => delete properties['PublicAccessBlockConfiguration'],
    /PublicAccessBlockConfiguration/,
  ],
  [
    'an unknown cache policy',
    'Distribution',
    (properties) => {
      const config = z
        .looseObject({ DefaultCacheBehavior: z.looseObject({}) })
        .parse(properties['DistributionConfig']);
      config.DefaultCacheBehavior['CachePolicyId'] = 'another';
      properties['DistributionConfig'] = config;
    },
    /cache policy another/,
  ],
  [
    'a deployment of an asset that is not there',
    'Pages',
    (properties) => (properties['SourceObjectKeys'] = ['none.zip']),
    /no asset none\.zip/,
  ],
];

test.each(refusals)('%s is refused', async (_what, logicalId, edit, message) => {
  const folder = temporaryFolder();
  const issuer = await folderIssuer(folder, 'voip-contacts');
  const change: Change = (stacks) => {
    withSite(stacks);
    edit(stacks.service.Resources[logicalId]?.Properties ?? {});
  };
  const options = { assembly: writeAssembly(folder, issuer.url, change), port: 0, issuer, log: () => {} };
  await expect(startLocalStack(options)).rejects.toThrow(message);
});
