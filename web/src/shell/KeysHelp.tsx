/* All keys, read from the tables that the keyboard itself obeys. */
import { Modal } from '@mantine/core';
import { Fragment } from 'react';
import { keyCaps, type ActionGroup, type ActionSpec } from '#/lib/actions';
import { common } from '#/lib/common';
import { useLanguage, useWords } from '#/lib/words';
import { useMayGo } from './going';
import { allActions, goActions } from './actions';
import styles from './Shell.module.css';
import { words } from './words';

const GROUPS: readonly ActionGroup[] = ['everywhere', 'list', 'thread', 'writing'];

export function KeysHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const mayGo = useMayGo();
  const specs = allActions.flatMap((table) => Object.entries(table).filter(([id, spec]) => spec.keys?.length && (table !== goActions || mayGo(id))).map(([, spec]) => spec));
  return (
    <Modal opened={opened} onClose={onClose} title={say.help} size="xl" closeButtonProps={{ 'aria-label': sayCommon.close }}>
      <div className={styles.keys}>
        {GROUPS.map((group) => (
          <section key={group}>
            <h3>{say.keyGroups[group]}</h3>
            <dl>{specs.filter((spec) => spec.group === group).map((spec, index) => <Line key={index} spec={spec} />)}</dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}

function Line({ spec }: { spec: ActionSpec }) {
  const say = useWords(words);
  const language = useLanguage();
  return (
    <div>
      <dt>{spec.label(language)}</dt>
      <dd>{spec.keys?.map((key, index) => <Fragment key={key}>{index > 0 && ` ${say.or} `}<KeyCaps name={key} /></Fragment>)}</dd>
    </div>
  );
}

export function KeyCaps({ name }: { name: string }) {
  const say = useWords(words);
  const follows = / (?=.)/.test(name);
  return <>{keyCaps(name).map((cap, index) => <Fragment key={cap + index}>{index > 0 && (follows ? ` ${say.then} ` : ' ')}<kbd>{cap}</kbd></Fragment>)}</>;
}
