import { Group, NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ChangeState } from '../../../../shared/domain/contact-change.ts';
import { roles } from '../../../../shared/domain/roles.ts';
import { NicInput } from '../../components/nic-input.tsx';
import type { FilterName } from './use-filter.ts';
import classes from './page.module.css';

export interface FiltersProps {
  readonly input: (name: FilterName) => string;
  readonly set: (name: FilterName, value: string) => void;
}

/** Narrows the history: by role, state, period and contact. */
export function Filters({ input, set }: FiltersProps) {
  const { t } = useTranslation();
  return (
    <Group component="search" align="flex-start" gap="md" className={classes['filters'] ?? ''}>
      <NativeSelect
        label={t('history.filter.role')}
        value={input('role')}
        onChange={({ currentTarget }) => set('role', currentTarget.value)}
        data={[
          { value: '', label: t('history.filter.everyRole') },
          ...roles.map((value) => ({ value, label: t(`words.role.${value}`) })),
        ]}
      />
      <NativeSelect
        label={t('history.filter.state')}
        value={input('state')}
        onChange={({ currentTarget }) => set('state', currentTarget.value)}
        data={[
          { value: '', label: t('history.filter.everyState') },
          ...ChangeState.options.map((value) => ({ value, label: t(`words.changeState.${value}`) })),
        ]}
      />
      <TextInput
        type="date"
        label={t('history.filter.from')}
        value={input('from')}
        max={input('to')}
        onChange={({ currentTarget }) => set('from', currentTarget.value)}
      />
      <TextInput
        type="date"
        label={t('history.filter.to')}
        value={input('to')}
        min={input('from')}
        onChange={({ currentTarget }) => set('to', currentTarget.value)}
      />
      <NicInput
        className={classes['contact']}
        label={t('history.filter.contact')}
        value={input('contact')}
        onChange={(value) => set('contact', value)}
      />
    </Group>
  );
}
