/* Search, from anywhere: '/' comes here, results come as one types, Enter shows them all. */
import { Fragment, useEffect, useId, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { useNavigate } from 'react-router';
import { useActions } from '#/lib/actions';
import { Excerpt } from '#/lib/excerpt';
import { IconSearch } from '#/lib/icons';
import { nameOf } from '#/lib/names';
import { useWords } from '#/lib/words';
import { actions } from './actions';
import { useFound } from './found';
import { addressOfHit, HitSign } from './hit';
import styles from './SearchBox.module.css';
import { words } from './words';

export function SearchBox() {
  const say = useWords(words);
  const navigate = useNavigate();
  const list = useId();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(-1);
  useActions(actions, { search: () => field.current?.select() });

  const { hits, fresh } = useFound(text, open);
  const shown = open && text.trim().length >= 2;
  useEffect(() => setChosen(-1), [text]);

  const leave = () => {
    setOpen(false);
    field.current?.blur();
  };
  const go = (to: string) => {
    leave();
    void navigate(to);
  };
  const all = () => go(`/search?q=${encodeURIComponent(text.trim())}`);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const hit = hits[chosen];
    if (shown && hit && fresh) go(addressOfHit(hit));
    else if (text.trim()) all();
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return leave();
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    setOpen(true);
    setChosen(Math.max(-1, Math.min(hits.length - 1, chosen + (event.key === 'ArrowDown' ? 1 : -1))));
  };

  return (
    <form role="search" className={styles.search} onSubmit={submit}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setOpen(false)}>
      <IconSearch size={16} className={styles.icon} />
      <input ref={field} type="search" role="combobox" aria-label={say.box} placeholder={say.placeholder} maxLength={200} autoComplete="off"
        aria-expanded={shown} aria-controls={list} aria-autocomplete="list" aria-activedescendant={chosen >= 0 ? `${list}-${chosen}` : undefined}
        value={text} onChange={(event) => { setText(event.currentTarget.value); setOpen(true); }} onFocus={() => setOpen(true)} onKeyDown={press} />
      <kbd aria-hidden="true">/</kbd>
      <div className={styles.found} hidden={!shown}>
        <ul id={list} role="listbox" aria-label={say.title}>
          {hits.map((hit, index) => (
            <Fragment key={`${hit.kind}-${hit.id}`}>
            {hit.kind !== hits[index - 1]?.kind && <li role="presentation" className={styles.group}>{say.kinds[hit.kind]}</li>}
            <li id={`${list}-${index}`} role="option" aria-selected={index === chosen}
              onMouseDown={(event) => event.preventDefault()} onClick={() => go(addressOfHit(hit))}>
              <HitSign hit={hit} />
              <span className={styles.title}>{hit.kind === 'person' ? nameOf(hit.person) : hit.conversation?.subject}</span>
              <span className={styles.excerpt}>{hit.kind !== 'person' && hit.person && <b>{nameOf(hit.person)} — </b>}<Excerpt text={hit.excerpt} /></span>
            </li>
            </Fragment>
          ))}
        </ul>
        <button type="button" className={styles.all} onMouseDown={(event) => event.preventDefault()} onClick={all}>{say.seeAll(text.trim())}</button>
      </div>
    </form>
  );
}
