import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { interactionPolicy, Provider, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import MemoryAdapter from 'oidc-provider/lib/adapters/memory_adapter.js';
import { signedInPath, signedOutPath } from '../../../clients/console/config.ts';
import { Nic } from '../../../shared/domain/identifiers.ts';
import { readSettings } from '../../environments.ts';
import type { LocalIssuer } from '../issuer.ts';
import type { Person } from '../sample/people.ts';
import { failurePage, languageOf, signInPage, signOutPage, signedOutPage } from './pages.ts';

/** Where the provider is, below the console's origin. The settings of the local environment name its endpoints. */
export const signInPath = '/oidc';

/** The API as a resource: a resource indicator is a URI, whatever the audience of its tokens. */
const resource = 'urn:voip-contacts:api';
const day = 24 * 3600;
/** The names of this machine in the address of the console. */
const hosts = ['127.0.0.1', 'localhost'];

export interface SignInOptions {
  readonly issuer: LocalIssuer;
  /** Whom the page offers. Only these may be operators; any other nic may sign in too. */
  readonly people: readonly Person[];
  /** The life of an access token. Default 3600. */
  readonly tokenSeconds?: number | undefined;
}

/**
 * An OIDC provider of the checkout's issuer, for people at a browser. Its tokens are those of `npm run token`; instead
 * of a password it asks who one is. Whoever comes to it below `signInPath` has that path in the request's URL.
 */
export function signInProvider({ issuer, people, tokenSeconds = 3600 }: SignInOptions): RequestListener {
  const { nicClaim, contactsScope, operatorScope, console: client } = readSettings('local');
  if (client === undefined) throw new Error('The local environment has no console.');
  const operators = new Set<string>(people.filter(({ operator }) => operator).map(({ nic }) => nic));
  const scopesOf = (nic: string): string =>
    operators.has(nic) ? `${contactsScope} ${operatorScope}` : contactsScope;

  async function grantOf({ oidc }: KoaContextWithOIDC) {
    const { session } = oidc;
    if (oidc.client === undefined || session?.accountId === undefined) return undefined;
    const grant = new oidc.provider.Grant({
      clientId: oidc.client.clientId,
      accountId: session.accountId,
    });
    grant.addOIDCScope('openid offline_access');
    grant.addResourceScope(resource, scopesOf(session.accountId));
    // What is neither granted nor rejected would be asked for on a page of consent.
    if (!operators.has(session.accountId)) grant.rejectResourceScope(resource, operatorScope);
    await grant.save();
    return grant;
  }

  const configuration: Configuration = {
    // As a factory: the class itself brings a warning about production at every start.
    adapter: (model) => new MemoryAdapter(model),
    jwks: { keys: [issuer.signingKey] },
    clients: [
      {
        client_id: client.clientId,
        token_endpoint_auth_method: 'none',
        // A native client may come back to any port of this machine (RFC 8252).
        application_type: 'native',
        redirect_uris: hosts.map((host) => `http://${host}${signedInPath}`),
        post_logout_redirect_uris: hosts.map((host) => `http://${host}${signedOutPath}`),
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
      },
    ],
    responseTypes: ['code'],
    pkce: { required: () => true },
    // A page of whatever port of this machine redeems its code.
    clientBasedCORS: () => true,
    scopes: ['openid', 'offline_access'],
    claims: { openid: ['sub', nicClaim] },
    findAccount: (_context, nic) => ({ accountId: nic, claims: () => ({ sub: nic, [nicClaim]: nic }) }),
    loadExistingGrant: grantOf,
    extraTokenClaims: (_context, token) =>
      token.kind === 'AccessToken' ? { [nicClaim]: token.accountId } : undefined,
    issueRefreshToken: () => true,
    interactions: { policy: policy(), url: (_context, { uid }) => `${signInPath}/sign-in/${uid}` },
    cookies: { keys: [issuer.keyId] },
    ttl: {
      AccessToken: tokenSeconds,
      IdToken: tokenSeconds,
      Session: day,
      Grant: day,
      RefreshToken: day,
      Interaction: day,
    },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resource,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: `${contactsScope} ${operatorScope}`,
          audience: issuer.audience,
          accessTokenFormat: 'jwt',
          accessTokenTTL: tokenSeconds,
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context, form) => void (context.body = signOutPage(form)),
        postLogoutSuccessSource: (context) => void (context.body = signedOutPage()),
      },
    },
    renderError: (context, out) => {
      context.type = 'html';
      context.body = failurePage(out.error_description ?? out.error);
    },
  };
  const provider = new Provider(issuer.url, configuration);
  const answer = provider.callback();

  async function ask(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { params } = await provider.interactionDetails(request, response);
    const { searchParams } = new URL(request.url ?? '/', issuer.url);
    const language = languageOf(searchParams.get('lang') ?? params['ui_locales']);
    if (request.method !== 'POST') {
      send(response, 200, signInPage(people, language));
      return;
    }
    const typed = new URLSearchParams(await text(request)).get('nic') ?? '';
    const nic = Nic.safeParse(typed.trim().toLowerCase());
    if (nic.success)
      await provider.interactionFinished(request, response, { login: { accountId: nic.data } });
    else send(response, 422, signInPage(people, language, true));
  }

  return (request, response) => {
    const { url = '/' } = request;
    // The provider finds the path that it is below by comparing the two.
    Object.assign(request, { originalUrl: url, url: url.slice(signInPath.length) || '/' });
    if (!request.url?.startsWith('/sign-in/')) {
      void answer(request, response);
      return;
    }
    ask(request, response).catch((error: unknown) => {
      send(response, 400, failurePage(error instanceof Error ? error.message : String(error)));
    });
  };
}

/** Asks for nothing but who one is; without this, a native client would ask for consent every time. */
function policy() {
  const prompts = interactionPolicy.base();
  prompts.get('consent')?.checks.remove('native_client_prompt');
  return prompts;
}

function send(response: ServerResponse, status: number, page: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  response.end(page);
}
