import * as z from 'zod';
import { ConsoleConfig } from '../clients/console/config.ts';
import type { MemberTiming } from '../shared/messages/timing.ts';

/** The base URL of the member system. Paths are appended to it, so it has no query and no fragment. */
const MemberEndpoint = z
  .url({ protocol: /^https?$/ })
  .transform((url) => url.replace(/\/+$/, ''))
  .refine((url) => {
    const { username, password, search, hash } = new URL(url);
    return username === '' && password === '' && search === '' && hash === '';
  }, 'must not contain a user, a query or a fragment');

const Scope = z.string().regex(/^[^\s[\]]+$/, 'must have no blank and no brackets');

/** A rate limit in requests per second, and its burst. */
const Rate = z.strictObject({ ratePerSecond: z.number().positive(), burst: z.int().positive() });

/** A name of the operator's own, and the certificate for it. */
const Domain = z.strictObject({
  name: z.hostname().max(253),
  certificateArn: z
    .string()
    .regex(
      /^arn:aws(-[a-z]+)*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/,
      'must be the ARN of a certificate',
    ),
});

/** The settings that differ between environments. Each environment has a file of them in `infra/environments`. */
export const Settings = z.strictObject({
  /** The AWS account, twelve digits. Without it, that of the credentials. */
  account: z
    .string()
    .regex(/^\d{12}$/, 'must be twelve digits')
    .optional(),
  /** The AWS region. Without it, that of the credentials. */
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be a region, for example eu-west-1')
    .optional(),
  /** The URL of the tokens' OIDC issuer, exactly as in the tokens. */
  issuer: z.url(),
  /** The audience that a token must have, or a list of which it must have one. */
  audience: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
  /** The claim of a token that holds the caller's nic. */
  nicClaim: z.string().min(1),
  /** The scope of callers. */
  contactsScope: Scope,
  /** The scope of the operator's own staff and systems. */
  operatorScope: Scope,
  /** Whether the claim `roles` counts as scopes too; then API Gateway checks no scopes, and the functions do. */
  rolesAsScopes: z.boolean(),
  /** Whether everything, including the data, is deleted with the stack. */
  disposable: z.boolean(),
  /** The rate limits of API Gateway: of the stage, of each open route and of each route that writes. */
  throttling: z.strictObject({ ...Rate.shape, open: Rate, writes: Rate }),
  /** Batches in flight at once. It limits the load on the table. */
  propagationConcurrency: z.int().min(2).max(1000),
  /** The times from which the life of a message to a member is derived, in whole seconds. */
  memberTiming: z.strictObject({
    longestPause: z.int().positive(),
    longestWait: z.int().positive(),
  }) satisfies z.ZodType<Omit<MemberTiming, 'notifiesMembers'>>,
  /** The API's own domain, and the certificate for it in the same region. Without it, API Gateway's address. */
  domain: Domain.optional(),
  /** A restored table that the service uses in place of the storage stack's own. */
  tableName: z
    .string()
    .regex(/^[\w.-]{3,255}$/, 'must be the name of a table')
    .optional(),
  /** What the table takes at once, in units per second. Without it, what DynamoDB gives a new table. */
  warmThroughput: z
    .strictObject({
      readUnitsPerSecond: z.int().min(12_000),
      writeUnitsPerSecond: z.int().min(4_000),
    })
    .optional(),
  /** For how many days ended changes and reassignments are kept. Without it, for good. */
  retentionDays: z.int().min(30).max(3_650).optional(),
  memberEndpoint: MemberEndpoint.optional(),
  /** The address that mail is sent from, and the console that its links lead to. Without it, no mail is sent. */
  mail: z.strictObject({ from: z.email().max(254), consoleUrl: z.url({ protocol: /^https?$/ }) }).optional(),
  /** The console's client at the issuer, and its address. Without it, there is no console. */
  console: z
    .strictObject({
      ...ConsoleConfig.omit({ issuer: true }).shape,
      /** The console's own domain, with a certificate in us-east-1. Without it, CloudFront's address. */
      domain: Domain.optional(),
      /** A web ACL of the scope CLOUDFRONT. It needs the API's own domain, because API Gateway's is switched off. */
      webAclArn: z
        .string()
        .regex(
          /^arn:aws:wafv2:us-east-1:\d{12}:global\/webacl\/[\w-]+\/[\w-]+$/,
          'must be the ARN of a web ACL for CloudFront, which is in us-east-1',
        )
        .optional(),
    })
    .optional(),
});
export type Settings = z.infer<typeof Settings>;

/** The domain of an address of mail. */
export const domainOf = (address: string): string => address.slice(address.indexOf('@') + 1);

/** The region in an ARN. */
export const regionOf = (arn: string): string | undefined => arn.split(':')[3];
