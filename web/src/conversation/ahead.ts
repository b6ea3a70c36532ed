/* A conversation is asked for while a hand still moves towards it: when the pointer or the keyboard has come to
 * rest on its row, or a finger touches it. The click then finds it here, however far the server is. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, type FocusEvent, type PointerEvent } from 'react';
import { askAhead } from './data';

const REST_MS = 60; /* shorter: the pointer only crosses the row */

const rowOf = (target: EventTarget) => (target as Element).closest<HTMLElement>('[data-conversation]')?.dataset.conversation;

/* What the list gives to the element that holds its rows. */
export function useAhead() {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const over = useRef<string>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const rest = ({ target }: PointerEvent | FocusEvent) => {
    const id = rowOf(target);
    if (id === over.current) return;
    over.current = id;
    clearTimeout(timer.current);
    if (id) timer.current = setTimeout(() => askAhead(client, id), REST_MS);
  };
  const touch = ({ target }: PointerEvent) => {
    const id = rowOf(target);
    if (id) askAhead(client, id);
  };
  return { onPointerOver: rest, onFocus: rest, onPointerDown: touch };
}
