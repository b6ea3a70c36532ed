/* What surrounds every screen: where one can go on the left, search on top. On a narrow screen the left
 * side becomes a drawer. */
import { ActionIcon, Drawer, Menu, Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { NavLink, Outlet, useLocation, useNavigate } from 'react-router';
import { Taking, TakingItem } from '#/chat/Taking';
import { showBegunAgain, useBegunAgain } from '#/conversation/held';
import { NewConversation } from '#/conversation/NewConversation';
import { GuideLink } from '#/guide/GuideLink';
import { useActions } from '#/lib/actions';
import { Disc } from '#/lib/disc';
import { useLive } from '#/lib/events';
import { IconKeyboard, IconLeave, IconMenu, IconMoon, IconPerson, IconPlus, IconSun } from '#/lib/icons';
import type { NavEntry } from '#/lib/module';
import { useLanguage, useWords } from '#/lib/words';
import { modules } from '#/modules';
import { Bell } from '#/notice/Bell';
import { SearchBox } from '#/search/SearchBox';
import { useMay, useMe, useSignOut } from '#/session/session';
import { useOwnWords } from '#/wording/own';
import { goActions, shellActions } from './actions';
import { useMayGo } from './going';
import { KeysHelp } from './KeysHelp';
import { Palette } from './Palette';
import styles from './Shell.module.css';
import { words } from './words';

export function Shell() {
  useOwnWords();
  const say = useWords(words);
  const [menuOpen, menu] = useDisclosure(false);
  const [helpOpen, help] = useDisclosure(false);
  const [creating, create] = useDisclosure(false);
  const begunAgain = useBegunAgain();
  const place = useLocation();
  useEffect(menu.close, [place.pathname, place.search]);
  const mayWrite = useMay('conversation.write');
  const [seeking, palette] = useDisclosure(false);
  const scheme = useComputedColorScheme('light');
  const { setColorScheme } = useMantineColorScheme();
  const navigate = useNavigate();
  const mayGo = useMayGo();
  const signOut = useSignOut();
  useActions(shellActions, {
    palette: palette.open,
    create: mayWrite && create.open,
    help: help.open,
    scheme: () => setColorScheme(scheme === 'dark' ? 'light' : 'dark'),
    signOut: () => void signOut(),
  });
  useActions(goActions, Object.fromEntries(Object.keys(goActions).filter(mayGo).map((path) => [path, () => void navigate(path)])));

  return (
    <div className={styles.shell}>
      <a href="#main" className="skip">{say.skip}</a>
      <aside className={styles.side}><Navigation onCreate={mayWrite ? create.open : null} /></aside>
      <Drawer opened={menuOpen} onClose={menu.close} size={250} title={say.menu} closeButtonProps={{ 'aria-label': say.closeMenu }} classNames={{ content: styles.drawer, header: styles.drawer }}>
        <Navigation onCreate={mayWrite ? create.open : null} />
      </Drawer>
      <header className={styles.top}>
        <ActionIcon className={styles.burger} variant="subtle" color="gray" size="lg" aria-label={say.menu} onClick={menu.open}><IconMenu size={20} /></ActionIcon>
        <SearchBox />
        <Taking />
        <Bell />
        <Account onHelp={help.open} />
      </header>
      <Lost />
      <main id="main" className={styles.main} tabIndex={-1}>
        <Outlet />
        <div id="overlays" />
      </main>
      <KeysHelp opened={helpOpen} onClose={help.close} />
      {creating && <NewConversation onClose={create.close} />}
      {begunAgain && <NewConversation draft={begunAgain} onClose={() => showBegunAgain(null)} />}
      {seeking && <Palette onClose={palette.close} />}
    </div>
  );
}

function Navigation({ onCreate }: { onCreate: (() => void) | null }) {
  const say = useWords(words);
  const language = useLanguage();
  const { rights } = useMe();
  const entries = modules.flatMap((module) => module.nav ?? []).filter((entry) => !entry.right || rights.includes(entry.right));

  return (
    <nav aria-label={say.main} className={styles.nav}>
      <div className={styles.brand}>
        <img src="/favicon.svg" alt="" width={24} height={24} />
        <span>Lien</span>
        {onCreate && (
          <Tooltip label={say.keys.create}>
            <ActionIcon variant="default" size={28} ml="auto" aria-label={say.keys.create} onClick={onCreate}><IconPlus size={16} /></ActionIcon>
          </Tooltip>
        )}
      </div>
      {(['work', 'manage'] as const).map((group) => {
        const own = entries.filter((entry) => entry.place === group && !entry.under);
        if (own.length === 0) return null;
        return (
          <div key={group} className={styles.group}>
            {group === 'manage' && <h2>{say.manage}</h2>}
            <ul>
              {own.map((entry) => (
                <li key={entry.path}>
                  <NavLink to={entry.path} end={entries.some((one) => one.under === entry.path)} className={styles.entry} data-views={entry.below ? '' : undefined}>
                    <entry.icon size={17} />
                    <span>{entry.label(language)}</span>
                  </NavLink>
                  {entry.below && <entry.below />}
                  <Under entries={entries.filter((one) => one.under === entry.path)} />
                </li>
              ))}
            </ul>
          </div>
        );
      })}
      <GuideLink />
    </nav>
  );
}

function Under({ entries }: { entries: NavEntry[] }) {
  const language = useLanguage();
  if (entries.length === 0) return null;
  return (
    <ul className={styles.under}>
      {entries.map((entry) => (
        <li key={entry.path}>
          <NavLink to={entry.path} className={styles.entry}><span>{entry.label(language)}</span></NavLink>
        </li>
      ))}
    </ul>
  );
}

/* Says only when something is wrong, and not for a blink. */
function Lost() {
  const say = useWords(words);
  const live = useLive();
  const [lost, setLost] = useState(false);
  useEffect(() => {
    if (live) return setLost(false);
    const wait = setTimeout(() => setLost(true), 2500);
    return () => clearTimeout(wait);
  }, [live]);
  return (
    <div role="status" className={styles.lost}>
      {lost && <p><i aria-hidden="true" /><b>{say.lost}</b> {say.lostLong}</p>}
    </div>
  );
}

function Account({ onHelp }: { onHelp: () => void }) {
  const say = useWords(words);
  const me = useMe();
  const signOut = useSignOut();
  const navigate = useNavigate();
  const scheme = useComputedColorScheme('light');
  const { setColorScheme } = useMantineColorScheme();
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <button type="button" className={styles.account} aria-label={say.account(me.name)}>
          <Disc id={me.id} name={me.name} size={30} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me.name}</Menu.Label>
        <Menu.Item leftSection={<IconPerson size={16} />} onClick={() => void navigate('/profile')}>{say.profile}</Menu.Item>
        <TakingItem />
        <Menu.Item leftSection={scheme === 'dark' ? <IconSun size={16} /> : <IconMoon size={16} />} onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}>
          {scheme === 'dark' ? say.toLight : say.toDark}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} />} rightSection={<kbd>?</kbd>} onClick={onHelp}>{say.help}</Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLeave size={16} />} onClick={() => void signOut()}>{say.signOut}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
