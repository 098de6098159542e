import { Checkbox, Group, Radio, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readNic } from '../../../lib/values/ids.ts';
import { useApi } from '../../api/client.ts';
import { contactRolesQuery } from '../../api/reassignment-queries.ts';
import { MoreButton } from '../../components/more-button.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import type { Draft } from './draft.ts';
import classes from './form.module.css';

/** From how many groups on they can be searched. */
const searchedFrom = 8;

export interface GroupsFieldProps {
  readonly draft: Draft;
  readonly onWhere: (where: Draft['where']) => void;
  readonly onGroups: (groupIds: readonly string[]) => void;
  readonly everywhere: string;
  readonly problem: ReactNode;
}

/** Everywhere, or in some of the groups in which the person to replace is a contact. */
export function GroupsField({ draft, onWhere, onGroups, everywhere, problem }: GroupsFieldProps) {
  const { t } = useTranslation();
  const from = readNic(draft.from);
  return (
    <Stack gap="sm">
      <Radio.Group
        label={t('replace.where')}
        value={draft.where}
        onChange={(where) => onWhere(where === 'some' ? 'some' : 'everywhere')}
        error={draft.where === 'everywhere' && problem}
      >
        <Stack gap="xs" mt={4}>
          <Radio value="everywhere" label={everywhere} />
          <Radio value="some" label={t('replace.someGroups')} />
        </Stack>
      </Radio.Group>
      {draft.where === 'some' &&
        (from.ok ? (
          <Choice nic={from.value} chosen={draft.groupIds} onChange={onGroups} problem={problem} />
        ) : (
          <Text c="dimmed">{t('replace.fromFirst')}</Text>
        ))}
    </Stack>
  );
}

interface ChoiceProps {
  readonly nic: string;
  readonly chosen: readonly string[];
  readonly onChange: (groupIds: readonly string[]) => void;
  readonly problem: ReactNode;
}

function Choice({ nic, chosen, onChange, problem }: ChoiceProps) {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const list = useInfiniteQuery(contactRolesQuery(useApi(), nic));
  const { data, error, refetch } = list;
  const all = data?.pages.flatMap(({ items }) => items) ?? [];
  const groupIds = [...new Set(all.map(({ groupId }) => groupId))];
  const shown = groupIds.filter((groupId) => groupId.includes(words.trim().toLowerCase()));
  const rolesIn = (groupId: string): string =>
    [...new Set(all.filter((one) => one.groupId === groupId).flatMap(({ roles }) => roles))]
      .map((role) => t(`words.role.${role}`))
      .join(', ');
  if (error !== null) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Skeleton height={120} />;
  if (groupIds.length === 0) return <Text c="dimmed">{t('replace.holdsNothing', { nic })}</Text>;
  return (
    <Stack gap="xs">
      {groupIds.length >= searchedFrom && (
        <TextInput
          type="search"
          label={t('groups.search')}
          value={words}
          onChange={({ currentTarget }) => setWords(currentTarget.value)}
        />
      )}
      <Checkbox.Group
        label={t('replace.whichGroups')}
        value={[...chosen]}
        onChange={onChange}
        error={problem}
      >
        <div className={classes['groups']}>
          {shown.map((groupId) => (
            <Checkbox
              key={groupId}
              value={groupId}
              label={<span className="id">{groupId}</span>}
              description={rolesIn(groupId)}
            />
          ))}
          <MoreButton list={list} />
        </div>
      </Checkbox.Group>
      <Group gap="xs">
        <Text size="sm" c="dimmed" role="status">
          {t('replace.chosen', { count: chosen.length })}
        </Text>
      </Group>
    </Stack>
  );
}
