import { Card, Group, NativeSelect, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TargetState } from '../../../../shared/domain/reassignment-target.ts';
import type { ReassignmentAnswer } from '../../../../shared/http/contract/reassignment-shapes.ts';
import { useApi } from '../../api/client.ts';
import {
  allOutcomes,
  outcomesQuery,
  previewQuery,
  reassignmentInterval,
} from '../../api/reassignment-queries.ts';
import { CsvButton } from '../../components/csv-button.tsx';
import { MoreButton } from '../../components/more-button.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { OutcomeRow, PreviewRow, targetKey, Targets } from '../../components/target-row.tsx';
import { Time } from '../../components/time.tsx';
import { outcomeHeader, outcomeLine } from './csv.ts';

export interface TargetsProps {
  readonly reassignment: ReassignmentAnswer;
}

/** What a reassignment that has not started would do if it ran now. */
export function Preview({
  reassignment,
  isSeen,
  isOwn,
}: TargetsProps & { readonly isSeen: boolean; readonly isOwn: boolean }) {
  const { t } = useTranslation();
  const list = useInfiniteQuery(previewQuery(useApi(), reassignment.reassignmentId));
  const { data, error, refetch } = list;
  const items = data?.pages.flatMap((page) => page.items);
  const readAt = data?.pages[0]?.readAt;
  return (
    <Card component="section">
      <Stack>
        <div>
          <Title order={2}>{t('reassignment.preview')}</Title>
          <Text size="sm" c="dimmed" mih={22}>
            {readAt !== undefined && (
              <>
                {t('reassignment.readAt')} <Time at={readAt} />. {t('replace.mayDiffer')}
              </>
            )}
          </Text>
        </div>
        {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {items === undefined && error === null && <Skeleton height={200} />}
        {items?.length === 0 && <Text c="dimmed">{t('reassignment.noTargets')}</Text>}
        {items !== undefined && items.length > 0 && (
          <Targets label={t('replace.targets')}>
            {items.map((item) => (
              <PreviewRow key={targetKey(item)} item={item} isSeen={isSeen} isOwn={isOwn} />
            ))}
          </Targets>
        )}
        <MoreButton list={list} />
      </Stack>
    </Card>
  );
}

/** What became of each target, of those in a state. */
export function Outcomes({ reassignment }: TargetsProps) {
  const { t } = useTranslation();
  const api = useApi();
  const { reassignmentId, state, progress, from, to } = reassignment;
  const [shown, setShown] = useState<TargetState>();
  const list = useInfiniteQuery({
    ...outcomesQuery(api, reassignmentId, shown),
    refetchInterval: reassignmentInterval(state),
  });
  const { data, error, refetch } = list;
  const items = data?.pages.flatMap((page) => page.items);
  const isHidden = items?.length === 0 && shown === undefined && progress.targets > 0;
  return (
    <Card component="section">
      <Stack>
        <Group justify="space-between" align="flex-end">
          <Title order={2}>{t('reassignment.outcomes')}</Title>
          <NativeSelect
            label={t('change.members.state')}
            value={shown ?? ''}
            onChange={({ currentTarget }) => setShown(TargetState.safeParse(currentTarget.value).data)}
            data={[
              { value: '', label: t('reassignment.everyOutcome') },
              ...TargetState.options.map((value) => ({ value, label: t(`words.targetState.${value}`) })),
            ]}
          />
        </Group>
        {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {items === undefined && error === null && <Skeleton height={200} />}
        {items?.length === 0 && (
          <Text c="dimmed">
            {t(
              isHidden
                ? 'reassignment.hidden'
                : shown === undefined
                  ? 'reassignment.noTargets'
                  : 'reassignment.noneInState',
            )}
          </Text>
        )}
        {items !== undefined && items.length > 0 && (
          <>
            <Targets label={t('reassignment.outcomes')}>
              {items.map((outcome) => (
                <OutcomeRow key={targetKey(outcome)} outcome={outcome} />
              ))}
            </Targets>
            <MoreButton list={list} />
            <CsvButton
              fileName={t('reassignment.csv.fileName', { from, to })}
              header={outcomeHeader(t)}
              items={(signal) => allOutcomes(api, reassignmentId, shown, signal)}
              linesOf={(outcome) => [outcomeLine(reassignment, outcome, t)]}
            />
          </>
        )}
      </Stack>
    </Card>
  );
}
