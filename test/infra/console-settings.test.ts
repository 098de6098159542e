import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { readConsoleConfig } from '../../clients/console/config.ts';
import type { Settings } from '../../infra/settings.ts';
import { stacksOf, templatesOf } from '../support/stacks.ts';

describe('The settings of the console', () => {
  const console: NonNullable<Settings['console']> = { clientId: 'c', scopes: 'openid contacts' };
  const certificateArn = 'arn:aws:acm:us-east-1:210987654321:certificate/a1';
  const webAclArn = 'arn:aws:wafv2:us-east-1:210987654321:global/webacl/guard/a1';

  it('name its own domain', () => {
    const name = 'contacts.voip-operator.net';
    const { edge } = templatesOf(
      stacksOf('production', { console: { ...console, domain: { name, certificateArn } } }),
    );
    edge.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        Aliases: [name],
        ViewerCertificate: {
          AcmCertificateArn: certificateArn,
          MinimumProtocolVersion: 'TLSv1.2_2021',
          SslSupportMethod: 'sni-only',
        },
      },
    });
    edge.hasOutput('ConsoleUrl', { Value: `https://${name}/console/` });
  });

  it('name a web ACL, which nothing goes around by API Gateway’s address', () => {
    const domain = {
      name: 'api.voip-operator.net',
      certificateArn: certificateArn.replace('us-east-1', 'eu-west-1'),
    };
    const { edge } = templatesOf(stacksOf('production', { domain, console: { ...console, webAclArn } }));
    edge.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        WebACLId: webAclArn,
        Origins: Match.arrayWith([Match.objectLike({ DomainName: domain.name })]),
      },
    });
    edge.hasResourceProperties('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: true });
    const { edge: open } = templatesOf(stacksOf('production', { domain, console }));
    open.hasResourceProperties('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: Match.absent() });
  });

  it('may be absent: then there is no distribution', () => {
    const { edge } = templatesOf(stacksOf('production', { console: undefined }));
    expect(JSON.stringify(edge.toJSON())).not.toMatch(/CloudFront|S3::Bucket|Console/);
  });
});

it('Endpoints in config.json may be paths at the console’s origin', () => {
  const metadata = {
    authorization_endpoint: '/oidc/auth',
    token_endpoint: 'https://issuer.example.com/token',
  };
  const config = { issuer: 'https://issuer.example.com', clientId: 'c', scopes: 'openid', metadata };
  expect(readConsoleConfig(config, 'http://127.0.0.1:3100')).toEqual({
    ...config,
    metadata: { ...metadata, authorization_endpoint: 'http://127.0.0.1:3100/oidc/auth' },
  });
});
