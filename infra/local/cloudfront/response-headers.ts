import * as z from 'zod';
import type { Resource } from '../cloudformation/resolved-stacks.ts';
import { ignored, ofType, readProperties } from '../cloudformation/read-properties.ts';

export interface AddedHeader {
  readonly name: string;
  readonly value: string;
  /** Whether it takes the place of the origin's. */
  readonly overrides: boolean;
}

const Override = z.boolean();

/** CORS, removed headers and server timing are refused. */
const properties = z.strictObject({
  ResponseHeadersPolicyConfig: z.strictObject({
    Name: z.string(),
    Comment: ignored,
    CustomHeadersConfig: z
      .strictObject({
        Items: z.array(z.strictObject({ Header: z.string(), Value: z.string(), Override })),
      })
      .optional(),
    SecurityHeadersConfig: z
      .strictObject({
        ContentSecurityPolicy: z.strictObject({ ContentSecurityPolicy: z.string(), Override }).optional(),
        ContentTypeOptions: z.strictObject({ Override }).optional(),
        FrameOptions: z.strictObject({ FrameOption: z.enum(['DENY', 'SAMEORIGIN']), Override }).optional(),
        ReferrerPolicy: z.strictObject({ ReferrerPolicy: z.string(), Override }).optional(),
        StrictTransportSecurity: z
          .strictObject({
            AccessControlMaxAgeSec: z.int(),
            IncludeSubdomains: z.boolean().default(false),
            Preload: z.boolean().default(false),
            Override,
          })
          .optional(),
      })
      .default({}),
  }),
});

/** Reads what each response headers policy adds, by its id. */
export const readResponseHeaders = (resources: readonly Resource[]): Record<string, AddedHeader[]> =>
  Object.fromEntries(
    ofType(resources, 'AWS::CloudFront::ResponseHeadersPolicy').map((resource) => {
      const { ResponseHeadersPolicyConfig: config } = readProperties(resource, properties);
      return [resource.identity.reference, addedBy(config)];
    }),
  );

function addedBy({
  SecurityHeadersConfig: security,
  CustomHeadersConfig: custom,
}: z.infer<typeof properties>['ResponseHeadersPolicyConfig']): AddedHeader[] {
  const {
    ContentSecurityPolicy: csp,
    ContentTypeOptions: type,
    FrameOptions: frame,
    ReferrerPolicy: referrer,
    StrictTransportSecurity: transport,
  } = security;
  const transportValue = [
    `max-age=${transport?.AccessControlMaxAgeSec}`,
    ...(transport?.IncludeSubdomains === true ? ['includeSubDomains'] : []),
    ...(transport?.Preload === true ? ['preload'] : []),
  ].join('; ');
  return [
    ...header('content-security-policy', csp?.ContentSecurityPolicy, csp),
    ...header('x-content-type-options', 'nosniff', type),
    ...header('x-frame-options', frame?.FrameOption, frame),
    ...header('referrer-policy', referrer?.ReferrerPolicy, referrer),
    ...header('strict-transport-security', transportValue, transport),
    ...(custom?.Items ?? []).flatMap((item) => header(item.Header.toLowerCase(), item.Value, item)),
  ];
}

const header = (
  name: string,
  value: string | undefined,
  given: { readonly Override: boolean } | undefined,
): AddedHeader[] =>
  given === undefined || value === undefined ? [] : [{ name, value, overrides: given.Override }];
