import { QueryClientProvider } from '@tanstack/react-query';
import type { User } from 'oidc-client-ts';
import { useState } from 'react';
import { AuthProvider } from 'react-oidc-context';
import { ApiContext, createApi } from '../api/client.ts';
import { createQueryClient } from '../api/query-client.ts';
import { Gate } from '../auth/gate.tsx';
import { Session } from '../auth/session.ts';
import { SessionContext } from '../auth/session-context.ts';
import { SignInAgain } from '../auth/sign-in-again.tsx';
import { createUserManager, isSignInState } from '../auth/user-manager.ts';
import { basePath, type ConsoleConfig } from '../config.ts';
import { Routes } from './routes.tsx';
import { ThemeProvider } from './theme-provider.tsx';

/** The console, for the deployment that `config` describes. */
export function App({ config }: { readonly config: ConsoleConfig }) {
  const [{ users, session, api, queries }] = useState(() => composed(config));
  return (
    <ThemeProvider>
      <AuthProvider userManager={users} onSigninCallback={returnToPage}>
        <SessionContext value={session}>
          <ApiContext value={api}>
            <QueryClientProvider client={queries}>
              <Gate>
                <Routes />
              </Gate>
              <SignInAgain />
            </QueryClientProvider>
          </ApiContext>
        </SessionContext>
      </AuthProvider>
    </ThemeProvider>
  );
}

function composed(config: ConsoleConfig) {
  const users = createUserManager(config);
  const session = new Session(users);
  return { users, session, api: createApi(session), queries: createQueryClient() };
}

/** Puts the page that the person came for into the address, before the routes read it. */
function returnToPage(user: User | undefined): void {
  const returnTo = isSignInState(user?.state) ? user.state.returnTo : basePath;
  const isOwn = returnTo.startsWith(`${basePath}/`);
  history.replaceState({}, '', isOwn ? returnTo : `${basePath}/`);
}
