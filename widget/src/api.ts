/* The calls of a visitor. The secret travels in a header, never in an address. */
import type { Language } from './words';

export interface Welcome {
  organisation: string;
  language: Language;
  colour: string;
  position: 'right' | 'left';
  greeting: string;
  away: string;
  open: boolean;
  here: boolean;
  opens_at: string | null;
  phone: string | null;
  patience: number;
  files: boolean;
  file_max: number;
  text_max: number;
}

export interface TalkFile {
  id: string;
  name: string;
  type: string;
  size: number;
}

export interface TalkMessage {
  position: string;
  key: string | null;
  from: 'visitor' | 'staff' | 'program';
  name: string | null;
  text: string;
  at: string;
  files: TalkFile[];
}

export interface Visitor {
  name: string | null;
  email: string | null;
  identified: boolean;
}

/* An answer that is no success; status 0: there was none. */
export class Refusal extends Error {
  /* field: which of what was given is wrong. */
  constructor(readonly status: number, readonly wait: number, readonly field?: string) {
    super(`status ${status}`);
  }
}

const fieldOf = async (answer: Response): Promise<string | undefined> => {
  try {
    return ((await answer.json()) as { field?: string }).field;
  } catch {
    return undefined;
  }
};

export class Api {
  secret: string | null = null;
  readonly base: string;

  constructor(server: string, widget: string) {
    this.base = `${server}/api/chat/${widget}`;
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.secret) headers.set('Authorization', `Bearer ${this.secret}`);
    let answer: Response;
    try {
      answer = await fetch(this.base + path, { ...init, headers, credentials: 'omit', cache: 'no-store' });
    } catch (error) {
      if ((error as Error).name === 'AbortError') throw error;
      throw new Refusal(0, 0);
    }
    if (!answer.ok) throw new Refusal(answer.status, Number(answer.headers.get('Retry-After') ?? 0), await fieldOf(answer));
    return answer;
  }

  async get<T>(path: string, init?: RequestInit): Promise<T> {
    return (await this.fetch(path, init)).json() as Promise<T>;
  }

  async post<T>(path: string, body: unknown): Promise<T | null> {
    const answer = await this.fetch(path, { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } });
    return answer.status === 204 ? null : ((await answer.json()) as T);
  }

  async upload(file: File): Promise<TalkFile> {
    const answer = await this.fetch(`/files?name=${encodeURIComponent(file.name.slice(0, 80))}`, {
      method: 'POST',
      body: file,
      headers: { 'Content-Type': 'application/octet-stream' },
    });
    return answer.json() as Promise<TalkFile>;
  }
}
