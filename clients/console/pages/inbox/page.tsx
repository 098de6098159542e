import { Alert, Anchor, Button, Stack, Text } from '@mantine/core';
import { IconCheck, IconMoodSmile } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { InboxItem } from '../../../../shared/http/contract/me-operations.ts';
import { useApi } from '../../api/client.ts';
import { inboxQuery } from '../../api/queries.ts';
import { paths } from '../../app/paths.ts';
import type { Verdict } from '../../components/decision.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { Rows } from '../../components/page-skeleton.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { ConsentCodes } from './consent-codes.tsx';
import { WaitingChange } from './waiting-change.tsx';
import { WaitingReassignment } from './waiting-reassignment.tsx';

interface Decided {
  readonly verdict: Verdict;
  readonly to: string;
}

const pathOf = (item: InboxItem): string =>
  item.kind === 'contact-change'
    ? paths.change(item.contactChange.changeId)
    : paths.reassignment(item.reassignment.reassignmentId);

/** What waits for the person's decision, and its consent codes. */
export function Component() {
  const { t } = useTranslation();
  const [decided, setDecided] = useState<Decided>();
  const list = useInfiniteQuery(inboxQuery(useApi()));
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = list;
  const items = data?.pages.flatMap((page) => page.items);
  return (
    <Page title={t('inbox.title')} subtitle={t('inbox.subtitle')}>
      <Stack gap="xl">
        <Stack gap="md">
          <div role="status">
            {decided !== undefined && (
              <Alert color="leaf" icon={<IconCheck aria-hidden />}>
                {t(`inbox.${decided.verdict}`)}{' '}
                <Anchor component={Link} to={decided.to} inherit>
                  {t('inbox.seeChange')}
                </Anchor>
              </Alert>
            )}
          </div>
          {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
          {items === undefined && error === null && <Rows count={2} height={230} />}
          {items?.length === 0 && (
            <EmptyState title={t('inbox.empty')} icon={IconMoodSmile}>
              <Text>{t('inbox.emptyDetail')}</Text>
            </EmptyState>
          )}
          {items?.map((item) => {
            const to = pathOf(item);
            const onDecided = (verdict: Verdict): void => setDecided({ verdict, to });
            return item.kind === 'contact-change' ? (
              <WaitingChange
                key={to}
                change={item.contactChange}
                expiresAt={item.expiresAt}
                onDecided={onDecided}
              />
            ) : (
              <WaitingReassignment
                key={to}
                reassignment={item.reassignment}
                expiresAt={item.expiresAt}
                onDecided={onDecided}
              />
            );
          })}
          {hasNextPage && (
            <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {t('shell.page.more')}
            </Button>
          )}
        </Stack>
        <ConsentCodes />
      </Stack>
    </Page>
  );
}
