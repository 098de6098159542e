import { Card, Stack, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSearchInput } from '../../components/use-search-input.ts';
import { formatServiceId } from '../../../lib/values/phone-numbers.ts';
import { FoundById, FoundByPrefix, FoundGroup, FoundNic, FoundService } from './found.tsx';
import { understand, type Understood } from './understand.ts';

/** One field for an account, a group, a service, a change or a reassignment. It says what it made of the text. */
export function Find() {
  const { t } = useTranslation();
  const search = useSearchInput(['q']);
  const typed = understand(search.input('q'));
  return (
    <Card component="search">
      <Stack gap="sm">
        <TextInput
          type="search"
          size="lg"
          label={t('operator.find')}
          description={t('operator.findHint')}
          leftSection={<IconSearch size={20} aria-hidden />}
          autoCapitalize="off"
          autoComplete="off"
          spellCheck={false}
          classNames={{ input: 'id' }}
          value={search.input('q')}
          onChange={({ currentTarget }) => search.set('q', currentTarget.value)}
        />
        <Text size="sm" role="status" mih={22} c="dimmed">
          <Sentence understood={typed} />
        </Text>
        {search.isSettled && <Found understood={typed} />}
      </Stack>
    </Card>
  );
}

/** What the text is taken for, or what is wrong with it. */
function Sentence({ understood }: { readonly understood: Understood }) {
  const { t } = useTranslation();
  switch (understood.kind) {
    case 'empty':
      break;
    case 'unknown':
      return t('operator.understood.unknown');
    case 'wrong-number':
      return t(`operator.number.${understood.problem}`);
    case 'service': {
      const { value } = understood;
      return t('operator.understood.service', { number: formatServiceId(value), value });
    }
    case 'id':
    case 'group':
    case 'nic':
    case 'prefix':
      return t(`operator.understood.${understood.kind}`, { value: understood.value });
  }
  return null;
}

function Found({ understood }: { readonly understood: Understood }) {
  switch (understood.kind) {
    case 'id':
      return <FoundById id={understood.value} />;
    case 'group':
      return <FoundGroup groupId={understood.value} />;
    case 'nic':
      return <FoundNic nic={understood.value} />;
    case 'service':
      return <FoundService serviceId={understood.value} />;
    case 'prefix':
      return <FoundByPrefix prefix={understood.value} />;
    case 'empty':
    case 'unknown':
    case 'wrong-number':
      break;
  }
  return null;
}
