import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Outlet, ScrollRestoration, useLocation } from 'react-router';
import { PageSkeleton } from '../components/page-skeleton.tsx';
import { AccountTools } from './account-tools.tsx';
import { Busy } from './busy.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { Logo } from './logo.tsx';
import { Navigation } from './navigation.tsx';
import { paths } from './paths.ts';
import classes from './shell.module.css';

/** What surrounds every page: the bar with the navigation, the language and the account. */
export function Shell() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  return (
    <div className={classes['frame']}>
      <a className={classes['skip']} href="#content">
        {t('shell.skip')}
      </a>
      <header className={classes['bar']}>
        <div className={classes['barContent']}>
          <Link to={paths.inbox} className={classes['brand']}>
            <Logo />
            <span>{t('shell.title')}</span>
          </Link>
          <Navigation />
          <div className={classes['tools']}>
            <LanguageSwitch variant="subtle" className={classes['tool'] ?? ''} />
            <AccountTools />
          </div>
        </div>
      </header>
      <main id="content" className={classes['content']} tabIndex={-1}>
        <Suspense key={pathname} fallback={<PageSkeleton />}>
          <Outlet />
        </Suspense>
      </main>
      <Busy />
      <ScrollRestoration />
    </div>
  );
}
