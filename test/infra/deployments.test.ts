import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Template } from 'aws-cdk-lib/assertions';
import { Match } from 'aws-cdk-lib/assertions';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json' with { type: 'json' };
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { environmentNames } from '../../infra/environments.ts';
import type { Settings } from '../../infra/settings.ts';
import { tableKeys } from '../../shared/store/index-keys.ts';
import { stacksOf, templatesOf } from '../support/stacks.ts';

const memberEndpoint = 'https://members.example.com/provisioning';

const domain = {
  name: 'contacts.voip-operator.net',
  certificateArn: 'arn:aws:acm:eu-west-1:210987654321:certificate/11111111-2222-3333-4444-555555555555',
};

/** Every value below this key, wherever it is in the template. */
function valuesOf(key: string, json: unknown): unknown[] {
  if (Array.isArray(json)) return json.flatMap((item) => valuesOf(key, item));
  if (typeof json !== 'object' || json === null) return [];
  return Object.entries(json).flatMap(([name, value]) => (name === key ? [value] : valuesOf(key, value)));
}

const Outputs = z.record(z.string(), z.object({ Export: z.object({ Name: z.unknown() }).optional() }));

const exportsOf = (template: Template): unknown[] =>
  Object.values(Outputs.parse(template.findOutputs('*'))).flatMap(({ Export }) => Export?.Name ?? []);
const importsOf = (template: Template): unknown[] => valuesOf('Fn::ImportValue', template.toJSON());

/** The templates of production with these settings. */
const templates = memoized((settings: Partial<Settings>) => templatesOf(stacksOf('production', settings)));

function memoized<Argument, Result>(make: (argument: Argument) => Result): (argument: Argument) => Result {
  const made = new Map<string, Result>();
  return (argument) => {
    const result = made.get(JSON.stringify(argument)) ?? make(argument);
    made.set(JSON.stringify(argument), result);
    return result;
  };
}

/** What an environment's second deployment would fail on: exports that the deployed service stack still imports. */
function missingExports(before: Partial<Settings>, after: Partial<Settings>): unknown[] {
  const deployed = templates(before);
  const { storage, edge } = templates(after);
  const offered = new Set([...exportsOf(storage), ...exportsOf(edge)]);
  return importsOf(deployed.service).filter((name) => !offered.has(name));
}

describe('A deployment with another setting than the one before', () => {
  it.each([
    ['turns the member system on', {}, { memberEndpoint }],
    ['turns the member system off', { memberEndpoint }, {}],
    ['uses a restored table', {}, { tableName: 'voip-contacts-restored' }],
    ['has an own domain', {}, { domain }],
    ['has no own domain any more', { domain }, {}],
    ['uses the own table again', { tableName: 'voip-contacts-restored' }, {}],
  ])('%s without removing an export that is in use', (_what, before, after) => {
    expect(importsOf(templates(before).service).length).toBeGreaterThan(1);
    expect(missingExports(before, after)).toEqual([]);
  });

  it('keeps the secret of the member system, so that it need not be given a new one', () => {
    const [off, on] = [{}, { memberEndpoint }].map((settings) => templates(settings));
    expect(off?.storage.toJSON()).toEqual(on?.storage.toJSON());
  });
});

describe('A restored table', () => {
  it('is used by every function in place of the stack’s own, which stays', () => {
    const { service, storage } = templates({ tableName: 'voip-contacts-restored' });
    const names = new Set(valuesOf('TABLE_NAME', service.toJSON()));
    expect([...names]).toEqual(['voip-contacts-restored']);
    storage.resourceCountIs('AWS::DynamoDB::Table', 1);
    const resources = JSON.stringify(valuesOf('Resource', service.toJSON()));
    expect(resources).toContain(':table/voip-contacts-restored');
    expect(resources).not.toContain('ContactsTable');
  });
});

describe('A retention', () => {
  it('reaches every function that uses the table, and none where everything is kept', () => {
    const { service } = templates({ retentionDays: 400 });
    const retentions = valuesOf('RETENTION_DAYS', service.toJSON());
    expect(new Set(retentions)).toEqual(new Set(['400']));
    expect(retentions).toHaveLength(valuesOf('TABLE_NAME', service.toJSON()).length);
    expect(valuesOf('RETENTION_DAYS', templates({}).service.toJSON())).toEqual([]);
  });

  it('turns on nothing in the table: its time to live is on anyway', () => {
    const [without, withRetention] = [{}, { retentionDays: 400 }].map(
      (settings) => templates(settings).storage,
    );
    expect(withRetention?.toJSON()).toEqual(without?.toJSON());
    without?.hasResourceProperties('AWS::DynamoDB::Table', {
      TimeToLiveSpecification: { AttributeName: tableKeys.timeToLive, Enabled: true },
    });
  });
});

describe('The service stack', () => {
  it('may be made anew: address, access log, data and secret are in the others', () => {
    const { service, edge, storage } = templates({});
    for (const type of ['AWS::ApiGatewayV2::Api', 'AWS::DynamoDB::Table', 'AWS::SecretsManager::Secret'])
      service.resourceCountIs(type, 0);
    edge.resourceCountIs('AWS::ApiGatewayV2::Api', 1);
    storage.resourceCountIs('AWS::SecretsManager::Secret', 1);
    service.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      ApiId: { 'Fn::ImportValue': Match.stringLikeRegexp('^voip-contacts-production-edge:') },
    });
    expect(JSON.stringify(valuesOf('DestinationArn', service.toJSON()))).toContain(
      'voip-contacts-production-edge:',
    );
  });

  it('has no name of its own that a deleted log keeps', () => {
    const { service } = templates({});
    expect(valuesOf('LogGroupName', service.findResources('AWS::Logs::LogGroup'))).toEqual([]);
  });

  it('leaves its logs behind, unless the environment is disposable', () => {
    for (const [name, policy] of [
      ['production', 'Retain'],
      ['development', 'Delete'],
    ] as const) {
      const { service, edge } = templatesOf(stacksOf(name));
      const logs = [service, edge].flatMap((template) =>
        Object.values(template.findResources('AWS::Logs::LogGroup')),
      );
      expect(new Set(logs.flatMap((log) => valuesOf('DeletionPolicy', log)))).toEqual(new Set([policy]));
    }
  });

  it('is deployed after what it uses', () => {
    const { service, storage, edge } = stacksOf('production', { tableName: 'voip-contacts-restored' });
    const before = service.dependencies.map(({ stackName }) => stackName);
    expect(before.toSorted()).toEqual([edge.stackName, storage.stackName]);
  });
});

describe('The stacks', () => {
  it.each(environmentNames())('of %s are tagged, and what lasts is protected', (name) => {
    const { storage, edge, service } = stacksOf(name);
    const isProtected = name === 'production';
    for (const stack of [storage, edge, service])
      expect(stack.tags.tagValues()).toEqual({ application: 'voip-contacts', environment: name });
    expect([storage, edge, service].map(({ terminationProtection }) => terminationProtection)).toEqual([
      isProtected,
      isProtected,
      false,
    ]);
  });

  it('of production are for one account and one region', () => {
    const { storage, edge, service } = stacksOf('production', {
      account: '210987654321',
      region: 'eu-west-3',
    });
    for (const { account, region } of [storage, edge, service])
      expect([account, region]).toEqual(['210987654321', 'eu-west-3']);
  });
});

describe('The feature flags', () => {
  it('are those that CDK recommends, but for references between stacks', () => {
    const file: unknown = JSON.parse(readFileSync(join(import.meta.dirname, '../../cdk.json'), 'utf8'));
    // Weak references would let the storage stack be deleted while the service stack uses its table.
    const context = { ...recommendedFlags, '@aws-cdk/core:defaultCrossStackReferences': 'strong' };
    expect(z.object({ context: z.record(z.string(), z.unknown()) }).parse(file).context).toEqual(context);
  });
});

describe('An own domain', () => {
  it('belongs to the edge, and the service maps the API to it', () => {
    const { edge, service } = templates({ domain });
    edge.hasResourceProperties('AWS::ApiGatewayV2::DomainName', {
      DomainName: domain.name,
      DomainNameConfigurations: [{ CertificateArn: domain.certificateArn, EndpointType: 'REGIONAL' }],
    });
    edge.hasOutput('DomainTarget', {});
    service.hasResource('AWS::ApiGatewayV2::ApiMapping', {
      Properties: { DomainName: domain.name, Stage: '$default' },
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('Stage')]),
    });
    service.hasOutput('ApiUrl', { Value: `https://${domain.name}` });
  });

  it('is no part of an environment without the setting', () => {
    const { edge, service } = templates({});
    edge.resourceCountIs('AWS::ApiGatewayV2::DomainName', 0);
    service.resourceCountIs('AWS::ApiGatewayV2::ApiMapping', 0);
  });
});
