import { Skeleton, Stack, Text } from '@mantine/core';
import { IconCheck, IconHourglass } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DryRunReassignmentAnswer } from '../../../../shared/http/contract/reassignment-shapes.ts';
import { MoreButton, type MoreButtonProps } from '../../components/more-button.tsx';
import { NicText } from '../../components/nic-text.tsx';
import { PreviewRow, targetKey, Targets } from '../../components/target-row.tsx';
import { currentLanguage } from '../../texts/language.ts';
import { formatCount, formatTime } from '../../values/times.ts';

interface PreviewPage {
  readonly items: DryRunReassignmentAnswer['preview']['items'];
  readonly answer: DryRunReassignmentAnswer;
}

export interface PreviewProps {
  /** What the request would do, if it may be made. */
  readonly preview:
    | (MoreButtonProps['list'] & { readonly data?: { readonly pages: readonly PreviewPage[] } | undefined })
    | undefined;
  readonly isChecking: boolean;
  /** How many rules the request fails. */
  readonly problems: number;
  /** Between the summary and the targets. */
  readonly children: ReactNode;
}

/** What a request would do, before it is made: how much, whose consent it takes, and every target. */
export function Preview({ preview, isChecking, problems, children }: PreviewProps) {
  const { t } = useTranslation();
  const pages = preview?.data?.pages;
  const first = pages?.[0]?.answer;
  const items = pages?.flatMap((page) => page.items) ?? [];
  return (
    <Stack>
      <Text role="status" size="sm" c="dimmed" mih={22}>
        {isChecking ? t('request.checking') : problems > 0 && t('request.toFix', { count: problems })}
      </Text>
      {first === undefined && isChecking && <Skeleton height={96} />}
      {first !== undefined && <Summary answer={first} items={items} />}
      {children}
      {first === undefined && isChecking && <Skeleton height={240} />}
      {items.length > 0 && preview !== undefined && (
        <>
          <Targets label={t('replace.targets')}>
            {items.map((item) => (
              <PreviewRow key={targetKey(item)} item={item} isSeen isOwn />
            ))}
          </Targets>
          <MoreButton list={preview} />
        </>
      )}
    </Stack>
  );
}

function Summary({
  answer,
  items,
}: {
  readonly answer: DryRunReassignmentAnswer;
  readonly items: PreviewPage['items'];
}) {
  const { t } = useTranslation();
  const language = currentLanguage();
  const { targets, isExact } = answer.preview.total;
  const skipped = items.filter(({ state }) => state === 'skipped').length;
  const isWhole = items.length >= targets && isExact;
  const { consent, runAt } = answer;
  const isPending = consent.decision === 'pending';
  return (
    <Stack gap={6}>
      <Text fw={650}>
        {t(isExact ? 'replace.total' : 'replace.totalAtLeast', {
          count: targets,
          targets: formatCount(targets, language),
        })}
      </Text>
      {isWhole ? (
        <Text>
          {t('replace.split', {
            changed: t('replace.changed', { count: targets - skipped }),
            left: t('replace.left', { count: skipped }),
          })}
        </Text>
      ) : (
        <Text>{t('replace.reasonsBelow')}</Text>
      )}
      <div>
        {isPending ? (
          <IconHourglass size={16} aria-hidden style={{ verticalAlign: '-0.15em' }} />
        ) : (
          <IconCheck size={16} aria-hidden style={{ verticalAlign: '-0.15em' }} />
        )}{' '}
        <NicText nic={consent.nic} />
        <Text size="sm" c="dimmed">
          {t(isPending ? 'request.toAccept' : consent.via === 'code' ? 'request.byCode' : 'request.byItself')}
        </Text>
      </div>
      {runAt !== undefined && (
        <Text>{t('replace.runsAt', { at: formatTime(runAt, language, 'zoned') })}</Text>
      )}
      <Text size="sm" c="dimmed">
        {t('replace.mayDiffer')}
      </Text>
    </Stack>
  );
}
