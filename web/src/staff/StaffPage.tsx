import { Tabs } from '@mantine/core';
import { useNavigate, useParams } from 'react-router';
import { ScreenPage } from '#/lib/page';
import { useWords } from '#/lib/words';
import { useMay } from '#/session/session';
import { Accounts } from './Accounts';
import { Teams } from './Teams';
import { Tokens } from './Tokens';
import { words } from './words';

const ABOUT = { accounts: 'aboutAccounts', teams: 'aboutTeams', tokens: 'aboutTokens' } as const;
const TABS = ['accounts', 'teams', 'tokens'] as const;

export function Component() {
  const say = useWords(words);
  const navigate = useNavigate();
  const manages = useMay('staff.manage');
  const shown = TABS.filter((tab) => manages || tab === 'tokens');
  const wanted = useParams().tab;
  const tab = shown.find((one) => one === wanted) ?? shown[0] ?? 'tokens';
  return (
    <ScreenPage title={say.title} about={say[ABOUT[tab]]}>
      <Tabs value={tab} onChange={(next) => void navigate(`/staff/${next}`)} keepMounted={false}>
        <Tabs.List mb="md" aria-label={say.title}>{shown.map((one) => <Tabs.Tab key={one} value={one}>{say.tabs[one]}</Tabs.Tab>)}</Tabs.List>
        <Tabs.Panel value="accounts"><Accounts /></Tabs.Panel>
        <Tabs.Panel value="teams"><Teams /></Tabs.Panel>
        <Tabs.Panel value="tokens"><Tokens /></Tabs.Panel>
      </Tabs>
    </ScreenPage>
  );
}
