/* All that can be done here, and where one can go: a few letters and Enter. Opened by Ctrl+K. */
import { Modal } from '@mantine/core';
import { Fragment, useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { useBoundActions, type BoundAction } from '#/lib/actions';
import { useCannedTarget } from '#/conversation/canned-target';
import { rankCanned, useCanned } from '#/conversation/chooser';
import { IconText } from '#/lib/icons';
import { nameOf } from '#/lib/names';
import { useLanguage, useWords } from '#/lib/words';
import { useFound } from '#/search/found';
import { addressOfHit, HitSign } from '#/search/hit';
import { KeyCaps } from './KeysHelp';
import styles from './Palette.module.css';
import { words } from './words';

interface Choice {
  id: string;
  group: string;
  label: string;
  hint?: ReactNode;
  sign?: ReactNode;
  run: () => void;
}

const CANNED_SHOWN = 6;
const GROUPS = ['thread', 'writing', 'list', 'everywhere'] as const;

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[’']/g, ' ').toLowerCase();

/* Every word typed begins a word of the label. */
function matches(label: string, typed: string): boolean {
  const own = fold(label).split(/[^\p{L}\p{N}]+/u);
  return fold(typed).split(/\s+/).filter(Boolean).every((word) => own.some((one) => one.startsWith(word)));
}

export function Palette({ onClose: close }: { onClose: () => void }) {
  const say = useWords(words);
  const list = useId();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  /* What can be done is what could be when it was opened: the palette itself binds nothing. */
  const actions = useActionChoices(text);
  const { found, fresh } = useFoundChoices(text);
  const canned = useCannedChoices(text);
  const choices = [...actions, ...canned, ...found];
  const chosen = choices[Math.min(at, choices.length - 1)];
  const settled = fresh || (chosen !== undefined && [...actions, ...canned].includes(chosen));
  useEffect(() => {
    setAt(0);
    setEager(false);
  }, [text]);
  const rows = useRef<HTMLUListElement>(null);
  useEffect(() => {
    rows.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [at, text]);

  /* The focus goes back where it was, unless what is run takes it elsewhere. */
  const [before] = useState(() => document.activeElement);
  const onClose = () => {
    close();
    requestAnimationFrame(() => before instanceof HTMLElement && before.focus());
  };
  const run = (choice: Choice | undefined) => {
    if (!choice) return;
    onClose();
    requestAnimationFrame(choice.run);
  };
  /* Enter before what was typed has been looked for: done once it has. */
  const [eager, setEager] = useState(false);
  useEffect(() => {
    if (eager && settled) run(chosen);
  }, [eager, settled]);
  const press = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) setAt((choices.length + Math.min(at, choices.length - 1) + by) % Math.max(1, choices.length));
    else if (event.key === 'Enter') setEager(true);
    else return;
    event.preventDefault();
  };

  return (
    <Modal.Root opened onClose={onClose} size="lg" padding={0} yOffset="12dvh" returnFocus={false} transitionProps={{ duration: 0 }}>
      <Modal.Overlay />
      <Modal.Content aria-label={say.keys.palette} aria-labelledby={undefined}>
        <input className={styles.field} autoFocus data-autofocus role="combobox" aria-expanded aria-controls={list} aria-autocomplete="list" aria-label={say.paletteLabel} placeholder={say.palettePlaceholder}
          aria-activedescendant={chosen ? `${list}-${chosen.id}` : undefined} maxLength={200} autoComplete="off" value={text} onChange={(event) => setText(event.currentTarget.value)} onKeyDown={press} />
        <ul ref={rows} id={list} role="listbox" aria-label={say.keys.palette} className={styles.rows}>
          {choices.map((choice, index) => (
            <Fragment key={choice.id}>
              {choice.group !== choices[index - 1]?.group && <li role="presentation" className={styles.group}>{choice.group}</li>}
              <li id={`${list}-${choice.id}`} role="option" aria-selected={choice === chosen} className={styles.row}
                onMouseMove={() => at !== index && setAt(index)} onMouseDown={(event) => event.preventDefault()} onClick={() => run(choice)}>
                <span className={styles.sign}>{choice.sign}</span>
                <span className={styles.label}>{choice.label}</span>
                {choice.hint && <span className={styles.hint}>{choice.hint}</span>}
              </li>
            </Fragment>
          ))}
        </ul>
        {choices.length === 0 && <p className={styles.nothing} role="status">{say.paletteEmpty}</p>}
      </Modal.Content>
    </Modal.Root>
  );
}

function useActionChoices(text: string): Choice[] {
  const say = useWords(words);
  const language = useLanguage();
  const bound = useBoundActions();
  return useMemo(() => {
    const hint = (action: BoundAction) => (action.keys?.[0] ? <KeyCaps name={action.keys[0]} /> : undefined);
    return GROUPS.flatMap((group) =>
      bound
        .filter((action) => action.group === group && !action.quiet)
        .map((action) => ({ id: action.id.replace(/\W/g, '-'), group: say.keyGroups[group], label: action.label(language), hint: hint(action), run: action.run }))
        .filter((choice) => matches(choice.label, text)),
    );
  }, [bound, language, say, text]);
}

/* Canned replies for what is being written. */
function useCannedChoices(text: string): Choice[] {
  const say = useWords(words);
  const insert = useCannedTarget();
  const wanted = insert !== null && text.trim() !== '';
  const all = useCanned(wanted).data?.items;
  if (!insert || !wanted || !all) return [];
  return rankCanned(all, text.trim()).slice(0, CANNED_SHOWN).map((one) => ({
    id: `canned-${one.id}`, group: say.paletteCanned, label: one.name, hint: one.shortcut ? `/${one.shortcut}` : undefined, sign: <IconText size={16} />, run: () => insert(one.id),
  }));
}

/* Conversations and persons that hold the words. */
function useFoundChoices(text: string): { found: Choice[]; fresh: boolean } {
  const say = useWords(words);
  const navigate = useNavigate();
  const { hits, fresh } = useFound(text);
  const found = hits.map((hit) => ({
    id: `${hit.kind}-${hit.id}`,
    group: say.paletteFound,
    label: hit.kind === 'person' ? nameOf(hit.person) : (hit.conversation?.subject ?? ''),
    hint: hit.kind === 'person' ? hit.person?.address : nameOf(hit.person),
    sign: <HitSign hit={hit} />,
    run: () => void navigate(addressOfHit(hit)),
  }));
  return { found, fresh };
}
