import { Modal } from '@mantine/core';
import { Fragment } from 'react';
import { common } from '#/lib/common';
import { useWords } from '#/lib/words';
import styles from './Shell.module.css';
import { words } from './words';

export function KeysHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const say = useWords(words);
  const sayCommon = useWords(common);
  const groups: [string, [string[], string][]][] = [
    [say.keysEverywhere, [[['/'], say.keys.search], [['c'], say.keys.create], [['?'], say.keys.help]]],
    [say.keysList, [[['j', '↓'], say.keys.next], [['k', '↑'], say.keys.previous], [['↵'], say.keys.open]]],
    [say.keysThread, [
      [['r'], say.keys.reply], [['n'], say.keys.note], [['Ctrl ↵'], say.keys.send], [['Ctrl ⇧ ↵'], say.keys.sendClose],
      [['Esc'], say.keys.leave], [['e'], say.keys.close], [['a'], say.keys.assign],
    ]],
  ];
  return (
    <Modal opened={opened} onClose={onClose} title={say.help} size="lg" closeButtonProps={{ 'aria-label': sayCommon.close }}>
      <div className={styles.keys}>
        {groups.map(([title, keys]) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {keys.map(([names, what]) => (
                <div key={what}>
                  <dt>{what}</dt>
                  <dd>{names.map((name, index) => <Fragment key={name}>{index > 0 && ` ${say.or} `}<kbd>{name}</kbd></Fragment>)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
