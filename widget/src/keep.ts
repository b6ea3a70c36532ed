/* What this browser keeps of a talk: the secret, what is not sent yet, whether the panel was open. Where nothing
 * can be kept (a private window) it lives as long as the page. */
import type { TalkFile } from './api';

export interface Unsent {
  key: string;
  text: string;
  files: TalkFile[];
  human: boolean;
  at: string;
  refused?: boolean;
  badFile?: boolean; /* refused because of a file */
}

export interface Kept {
  secret: string | null;
  who: string | null; /* whom the site said was signed in */
  unsent: Unsent[];
  open: boolean;
  used: number; /* when something was last said, milliseconds */
  draft: string;
  read: string; /* position */
}

const nothing = (): Kept => ({ secret: null, who: null, unsent: [], open: false, used: 0, draft: '', read: '0' });

export class Keep {
  value: Kept;
  private readonly name: string;

  constructor(widget: string) {
    this.name = `lien-chat:${widget}`;
    this.value = this.load();
  }

  private load(): Kept {
    try {
      return { ...nothing(), ...(JSON.parse(localStorage.getItem(this.name) ?? '{}') as Partial<Kept>) };
    } catch {
      return nothing();
    }
  }

  /* Another tab may have begun, or said more. */
  refresh() {
    const theirs = this.load();
    this.value.secret = theirs.secret ?? this.value.secret;
  }

  change(change: Partial<Kept>) {
    Object.assign(this.value, change);
    try {
      localStorage.setItem(this.name, JSON.stringify(this.value));
    } catch {
      /* It is kept in memory. */
    }
  }

  forget() {
    this.change(nothing());
  }
}
