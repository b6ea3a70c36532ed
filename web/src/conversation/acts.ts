/* What one can do with a message of the thread from beside it; the thread does it. */
import { createContext, useContext } from 'react';
import type { Mode } from './reply';

export interface Acts {
  answer: (mode: Mode, message: string) => void;
  /* Messages being chosen to become a conversation of their own; null: none are. */
  picked: ReadonlySet<string> | null;
  pick: (message: string) => void;
}

export const ActsContext = createContext<Acts | null>(null);

/* null where nothing can be done: the outbox, a reader. */
export const useActs = () => useContext(ActsContext);
