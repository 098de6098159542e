import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { mail } from '../support/stacks.ts';
import { environmentNames, readSettings, settingsFrom } from '../../infra/environments.ts';

const folder = mkdtempSync(join(tmpdir(), 'environments-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ready = {
  ...readSettings('production'),
  account: '210987654321',
  issuer: 'https://login.voip-operator.net/',
};

/** The settings of an environment whose file has these beside valid ones. */
function read(inFile: Record<string, unknown>, context: Record<string, unknown> = {}) {
  writeFileSync(join(folder, 'production.json'), JSON.stringify({ ...ready, ...inFile }));
  return settingsFrom((name) => ({ environment: 'production', ...context })[name], folder).settings;
}

describe('The settings of an environment', () => {
  it('are in a file that names nothing but settings', () => {
    expect(environmentNames()).toEqual(['development', 'local', 'production']);
    expect(read({})).toEqual(ready);
    expect(() => read({ isuer: 'https://login.voip-operator.net/' })).toThrow('isuer');
    expect(() => read({ throttling: undefined })).toThrow('throttling');
  });

  it('need nothing but the name of the environment', () => {
    const { name, settings } = settingsFrom((key) => (key === 'environment' ? 'development' : undefined));
    expect([name, settings]).toEqual(['development', readSettings('development')]);
    expect(() => settingsFrom(() => 'staging')).toThrow('staging.json');
    expect(() => settingsFrom(() => '../production')).toThrow('environment');
  });

  it('of production have no placeholder, and name the account and the region', () => {
    expect(() => settingsFrom((key) => (key === 'environment' ? 'production' : undefined))).toThrow(
      /account is a placeholder: 0{12}\n- issuer is a placeholder/,
    );
    expect(() => read({ account: undefined })).toThrow('account is not set');
    expect(() => read({ account: '123456789012' })).toThrow('account is a placeholder: 123456789012');
    expect(() => read({ account: '12345' })).toThrow('twelve digits');
    expect(() => read({ region: undefined })).toThrow('region is not set');
    expect(() => read({ region: 'Ireland' })).toThrow('must be a region');
    expect(() => read({ issuer: 'https://login.example.com/' })).toThrow('issuer is a placeholder');
    expect(() => read({ memberEndpoint: 'https://members.example/' })).toThrow(
      'memberEndpoint is a placeholder',
    );
  });

  it('of an own domain have a certificate of the same region', () => {
    const name = 'contacts.voip-operator.net';
    const certificateIn = (region: string) => `arn:aws:acm:${region}:210987654321:certificate/11111111-2222`;
    const domain = { name, certificateArn: certificateIn('eu-west-1') };
    expect(read({ domain }).domain).toEqual(domain);
    expect(() => read({ domain: { name, certificateArn: certificateIn('us-east-1') } })).toThrow(
      'of another region',
    );
    expect(() => read({ domain: { ...domain, name: 'api.example.com' } })).toThrow(
      'domain.name is a placeholder',
    );
    expect(() => read({ domain: { ...domain, certificateArn: 'my certificate' } })).toThrow(
      'must be the ARN',
    );
    expect(() => read({ domain: { ...domain, name: 'https://voip-operator.net' } })).toThrow('domain');
  });

  it('of mail name a domain and a console of one’s own', () => {
    expect(read({ mail }).mail).toEqual(mail);
    expect(() => read({ mail: { ...mail, from: 'contacts@example.com' } })).toThrow(
      'mail.from is a placeholder',
    );
    expect(() => read({ mail: { ...mail, from: 'contacts' } })).toThrow('mail.from');
    const consoleUrl = 'https://console.example.com/';
    expect(() => read({ mail: { ...mail, consoleUrl } })).toThrow('mail.consoleUrl is a placeholder');
    expect(() => read({ mail: { ...mail, consoleUrl: 'http://console.voip-operator.net/' } })).toThrow(
      'must be an https URL',
    );
  });

  it('of the console have a certificate and a web ACL in us-east-1, and an own domain of the API with an ACL', () => {
    const client = { clientId: 'console', scopes: 'openid contacts' };
    const certificateIn = (region: string) => `arn:aws:acm:${region}:210987654321:certificate/11111111-2222`;
    const domain = { name: 'contacts.voip-operator.net', certificateArn: certificateIn('us-east-1') };
    const webAclArn = 'arn:aws:wafv2:us-east-1:210987654321:global/webacl/guard/a1';
    const own = { name: 'api.voip-operator.net', certificateArn: certificateIn('eu-west-1') };
    const accepted = { ...client, domain, webAclArn };
    expect(read({ console: accepted, domain: own }).console).toEqual(accepted);
    expect(() => read({ console: { ...client, webAclArn } })).toThrow('console.webAclArn needs domain');
    expect(() =>
      read({ console: { ...client, webAclArn: webAclArn.replace('us-east-1', 'eu-west-1') }, domain: own }),
    ).toThrow('must be the ARN of a web ACL for CloudFront');
    expect(() => read({ console: { ...client, domain: own } })).toThrow('must be of us-east-1');
    expect(() => read({ console: { ...client, domain: { ...domain, name: 'a.example.com' } } })).toThrow(
      'console.domain.name is a placeholder',
    );
    expect(() => read({ console: { clientId: '', scopes: 'openid' } })).toThrow('clientId');
  });

  it('of a laptop name the port of its console', () => {
    const consoleUrl = 'http://127.0.0.1:4100/console/';
    const local = settingsFrom((key) => ({ environment: 'local', consoleUrl })[key]);
    expect(local.settings.mail?.consoleUrl).toBe(consoleUrl);
    expect(read({ mail }, { consoleUrl: 'https://elsewhere.voip-operator.net/' }).mail).toEqual(mail);
  });

  it('of production are those of the file, whatever the command line says', () => {
    expect(() => read({}, { memberEndpoint: 'https://members.voip-operator.net' })).toThrow(
      'memberEndpoint differs from the file',
    );
    expect(() => read({}, { audience: 'other' })).toThrow('audience differs from the file');
    expect(read({}, { audience: ready.audience }).audience).toBe(ready.audience);
    expect(read({ disposable: true }, { audience: 'other' }).audience).toBe('other');
  });
});
