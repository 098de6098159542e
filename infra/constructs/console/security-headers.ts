import { Duration } from 'aws-cdk-lib';
import {
  HeadersFrameOption,
  HeadersReferrerPolicy,
  ResponseHeadersPolicy,
  type ResponseSecurityHeadersBehavior,
} from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import type { ConsoleConfig } from '../../../clients/console/config.ts';

const everywhere: ResponseSecurityHeadersBehavior = {
  contentTypeOptions: { override: true },
  strictTransportSecurity: {
    accessControlMaxAge: Duration.days(730),
    includeSubdomains: false,
    override: true,
  },
};

/** Where the console's scripts may send requests: to the API beside it, and to the issuer's endpoints. */
function connectSources({ issuer, metadata }: ConsoleConfig): string {
  const addresses = [issuer, ...Object.values(metadata ?? {})].filter((address) => URL.canParse(address));
  return ["'self'", ...new Set(addresses.map((address) => new URL(address).origin))].join(' ');
}

/** No script and no style but the console's own files, and no frame around it. */
const contentSecurityPolicy = (config: ConsoleConfig): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${connectSources(config)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

export const consoleHeaders = (scope: Construct, config: ConsoleConfig): ResponseHeadersPolicy =>
  new ResponseHeadersPolicy(scope, 'PageHeaders', {
    securityHeadersBehavior: {
      ...everywhere,
      contentSecurityPolicy: { contentSecurityPolicy: contentSecurityPolicy(config), override: true },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
    },
    customHeadersBehavior: {
      customHeaders: [
        { header: 'permissions-policy', value: 'camera=(), geolocation=(), microphone=()', override: true },
      ],
    },
  });

export const apiHeaders = (scope: Construct): ResponseHeadersPolicy =>
  new ResponseHeadersPolicy(scope, 'ApiHeaders', { securityHeadersBehavior: everywhere });
