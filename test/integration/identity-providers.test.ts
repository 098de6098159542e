import { generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { describe, expect, it } from 'vitest';
import { authorize } from '../../infra/local/api-gateway/authorizer.ts';
import { apiHandler } from '../../shared/http/api-handler.ts';
import { operations } from '../../shared/http/contract/operations.ts';
import { httpEvent, lambdaContext } from '../support/invocation.ts';
import { recipes, type Recipe } from '../support/recipes.ts';
import { RecordedLog } from '../support/recorded-log.ts';
import { RecordedMetrics } from '../support/recorded-metrics.ts';

const { publicKey, privateKey } = await generateKeyPair('RS256');

/** Sends a token with these claims through the authorizer to an operation; gives its status and its caller. */
async function called({ settings }: Recipe, claims: JWTPayload, operation = operations.getAccount) {
  const now = Math.floor(Date.now() / 1_000);
  const token = await new SignJWT({ ...claims, iat: now, exp: now + 60 })
    .setProtectedHeader({ alg: 'RS256', kid: 'key' })
    .sign(privateKey);
  const scopes = settings.rolesAsScopes ? [] : [settings.contactsScope, settings.operatorScope];
  const rule = { issuer: settings.issuer, audiences: [settings.audience].flat(), scopes };
  const issuer = { url: settings.issuer, keyId: 'key', publicKey };
  const authorization = await authorize(rule, issuer, `Bearer ${token}`);
  if (!authorization.allowed) return { status: authorization.status };
  const { identity } = authorization;
  let caller: unknown;
  const handler = apiHandler(
    { ...operation, access: 'caller' as const },
    (input) => {
      caller = input.caller;
      const body = { nic: input.params.nic, voipValidated: true, balanceCents: 0, status: 'open' as const };
      return Promise.resolve({ body });
    },
    { tokens: settings, log: new RecordedLog(), metrics: new RecordedMetrics() },
  );
  const event = httpEvent({
    claims: { ...identity.claims },
    scopes: identity.scopes && [...identity.scopes],
    pathParameters: { nic: 'ab12345-ovh' },
  });
  return { status: (await handler(event, lambdaContext('one'))).statusCode, caller };
}

/** The claims with other scopes, wherever the provider writes them. */
const withScopes = (claims: JWTPayload, scopes: unknown): JWTPayload =>
  Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [
      name,
      ['scope', 'scp', 'roles', 'permissions'].includes(name) ? scopes : value,
    ]),
  );

it('There is a recipe for each of five providers', () => {
  const providers = recipes().map(({ provider }) => provider);
  expect(providers).toEqual(['Cognito', 'Entra ID', 'Okta', 'Auth0', 'Keycloak']);
});

describe.each(recipes())('With the settings for $provider', (recipe) => {
  const { settings, caller, operator } = recipe;

  it('a token of a caller and one of an operator are what they say', async () => {
    expect(await called(recipe, caller)).toEqual({
      status: 200,
      caller: { nic: 'ab12345-ovh', isOperator: false },
    });
    expect(await called(recipe, operator)).toEqual({
      status: 200,
      caller: { nic: 'op1-ovh', isOperator: true },
    });
  });

  it('the scopes count as text and as a list', async () => {
    const { contactsScope, operatorScope } = settings;
    const both = { nic: 'ab12345-ovh', isOperator: true };
    for (const scopes of [
      `openid ${contactsScope} ${operatorScope}`,
      ['openid', contactsScope, operatorScope],
    ]) {
      expect(await called(recipe, withScopes(caller, scopes))).toEqual({ status: 200, caller: both });
    }
  });

  it('a token without a scope is forbidden, one without a nic unauthorized', async () => {
    for (const scopes of ['', 'openid', [], ['openid'], `x${settings.contactsScope}`]) {
      expect(await called(recipe, withScopes(caller, scopes))).toEqual({ status: 403, caller: undefined });
    }
    const nameless = { ...caller, [settings.nicClaim]: undefined };
    expect(await called(recipe, nameless)).toEqual({ status: 401, caller: undefined });
  });
});

const readByGateway = recipes().filter(({ settings }) => !settings.rolesAsScopes);

it.each(readByGateway)(
  'With the settings for $provider, an entry with a blank makes nobody an operator',
  async (recipe) => {
    const { contactsScope, operatorScope } = recipe.settings;
    const sly = withScopes(recipe.caller, [contactsScope, `x ${operatorScope}`, `${operatorScope} x`]);
    expect(await called(recipe, sly)).toEqual({
      status: 200,
      caller: { nic: 'ab12345-ovh', isOperator: false },
    });
  },
);
