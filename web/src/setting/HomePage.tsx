/* Every page of settings, in groups, found by a word of its name or of what it is for. */
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { IconSearch } from '#/lib/icons';
import { SETTINGS_GROUPS, type SettingsEntry } from '#/lib/module';
import { ScreenPage } from '#/lib/page';
import { useLanguage, useWords, type Language } from '#/lib/words';
import { modules } from '#/modules';
import { useMe } from '#/session/session';
import styles from './Home.module.css';
import { otherSettings } from './others';
import { words } from './words';

/* As people type: without accents nor capitals. */
const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

function matches(entry: SettingsEntry, language: Language, sought: string): boolean {
  const text = fold(`${entry.label(language)} ${entry.about(language)}`);
  return fold(sought).split(/\s+/).every((word) => text.includes(word));
}

export function Component() {
  const say = useWords(words);
  const language = useLanguage();
  const { rights } = useMe();
  const [sought, setSought] = useState('');
  const entries = [...modules.flatMap((module) => module.settings ?? []), ...otherSettings(modules)]
    .filter((entry) => rights.includes(entry.right ?? 'setting.manage') && matches(entry, language, sought));

  return (
    <ScreenPage title={say.title} about={say.homeAbout}>
      <TextInput type="search" aria-label={say.search} placeholder={say.search} leftSection={<IconSearch size={16} />} maw={420} mb="md"
        value={sought} onChange={(event) => setSought(event.currentTarget.value)} />
      <p role="status" className={entries.length > 0 ? 'only-read' : 'quiet'}>{entries.length === 0 ? say.nothing : ''}</p>
      {SETTINGS_GROUPS.map((group) => {
        const own = entries.filter((entry) => entry.group === group);
        if (own.length === 0) return null;
        return (
          <section key={group} className={styles.group} aria-labelledby={`settings-${group}`}>
            <h2 id={`settings-${group}`}>{say.homeGroups[group]}</h2>
            <ul className={styles.pages}>
              {own.map((entry) => (
                <li key={entry.path}>
                  <Link to={entry.path} className={`card ${styles.entry}`}>
                    <b>{entry.label(language)}</b>
                    <span>{entry.about(language)}</span>
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </ScreenPage>
  );
}
