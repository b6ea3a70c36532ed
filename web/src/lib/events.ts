/* What happens, as it happens. One stream for all tabs of the browser: a browser opens six connections
 * to a server, and a stream in each of six tabs would leave none to work with. The tab that holds the
 * lock reads GET /api/events and tells the others; when it closes, the next one takes the lock and goes
 * on after the last fact it was told of, so nothing is missed.
 *
 * Locks need a secure page (https or this machine); without them each tab reads for itself. */
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { StreamReader, type StreamEvent } from './sse';

/* A line of the journal, or something that passes ("presence": id null). */
export interface Fact {
  id: string | null;
  name: string;
  actor: string | null;
  person: string | null;
  conversation: string | null;
  subject: string | null;
  data: Record<string, unknown>;
}

type Signal =
  | { kind: 'fact'; fact: Fact }
  | { kind: 'place'; id: string } /* how far the stream has come */
  | { kind: 'live'; live: boolean }
  | { kind: 'resync'; before: number } /* what was read before this time may be stale */
  | { kind: 'ask' }; /* a new tab asks whether the stream is up */

const SILENCE_MS = 50_000; /* the server says something every 20 s */
const RETRY_MIN_MS = 500;
const RETRY_MAX_MS = 15_000;

const handlers = new Set<(fact: Fact) => void>();
const resyncs = new Set<(before: number) => void>();
const watchers = new Set<() => void>();
let live = true;
let leading = false;
let lastId: string | null = null;
let running: AbortController | null = null;
let channel: BroadcastChannel | null = null;

function receive(signal: Signal): void {
  if (signal.kind === 'fact') {
    if (signal.fact.id) lastId = signal.fact.id;
    for (const handle of handlers) handle(signal.fact);
  } else if (signal.kind === 'place') {
    lastId = signal.id;
  } else if (signal.kind === 'live') {
    live = signal.live;
    for (const watch of watchers) watch();
  } else if (signal.kind === 'resync') {
    for (const resync of resyncs) resync(signal.before);
  } else if (leading) {
    channel?.postMessage({ kind: 'live', live } satisfies Signal);
  }
}

function tell(signal: Signal): void {
  channel?.postMessage(signal);
  receive(signal);
}

function factOf(event: StreamEvent): Fact {
  const body = JSON.parse(event.data || '{}') as Record<string, unknown>;
  const word = (name: string) => (body[name] === null || body[name] === undefined ? null : String(body[name]));
  /* A passing event has no envelope: its data is the whole body. */
  const data = event.id === null ? body : ((body.data as Record<string, unknown> | null) ?? {});
  return {
    id: event.id,
    name: event.name,
    actor: word('actor'),
    person: word('person'),
    conversation: word('conversation'),
    subject: word('subject'),
    data,
  };
}

/* Reads until the stream ends; throws when it breaks. */
async function readOnce(signal: AbortSignal): Promise<void> {
  const cut = new AbortController();
  const stop = () => cut.abort();
  signal.addEventListener('abort', stop);
  let silence = setTimeout(stop, SILENCE_MS);
  try {
    const response = await fetch('/api/events', {
      headers: { Accept: 'text/event-stream', ...(lastId ? { 'Last-Event-ID': lastId } : {}) },
      credentials: 'same-origin',
      cache: 'no-store',
      signal: cut.signal,
    });
    if (!response.ok || !response.body) throw new Error(`events: ${response.status}`);
    tell({ kind: 'live', live: true });

    const reader = new StreamReader((event) => {
      if (event.name === 'reload') {
        if (event.id) tell({ kind: 'place', id: event.id });
        tell({ kind: 'resync', before: Date.now() });
      } else if (event.name) tell({ kind: 'fact', fact: factOf(event) });
      else if (event.id) tell({ kind: 'place', id: event.id });
    });
    const decoder = new TextDecoder();
    const source = response.body.getReader();
    for (;;) {
      const { done, value } = await source.read();
      if (done) return;
      clearTimeout(silence);
      silence = setTimeout(stop, SILENCE_MS);
      reader.push(decoder.decode(value, { stream: true }));
    }
  } finally {
    clearTimeout(silence);
    signal.removeEventListener('abort', stop);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(end);
      resolve();
    });
  });
}

async function lead(signal: AbortSignal): Promise<void> {
  leading = true;
  let wait = RETRY_MIN_MS;
  while (!signal.aborted) {
    const began = Date.now();
    try {
      await readOnce(signal);
    } catch {
      /* Told below: the stream is down. */
    }
    if (signal.aborted) break;
    if (Date.now() - began > RETRY_MAX_MS) wait = RETRY_MIN_MS;
    else tell({ kind: 'live', live: false });
    await pause(wait * (0.75 + Math.random() / 2), signal);
    wait = Math.min(wait * 2, RETRY_MAX_MS);
  }
  leading = false;
}

/* Signed in: begin to listen, from the position that the session told before anything else was read. */
export function startEvents(position: string): void {
  if (running) return;
  lastId = position;
  const abort = new AbortController();
  running = abort;
  channel = new BroadcastChannel('lien.events');
  channel.onmessage = (message: MessageEvent<Signal>) => receive(message.data);
  channel.postMessage({ kind: 'ask' } satisfies Signal);
  if (!('locks' in navigator)) void lead(abort.signal);
  else {
    navigator.locks.request('lien.events', { signal: abort.signal }, () => lead(abort.signal)).catch(() => {
      /* Stopped while waiting for its turn. */
    });
  }
}

export function stopEvents(): void {
  running?.abort();
  running = null;
  channel?.close();
  channel = null;
  lastId = null;
}

/* ---- For screens ---- */

export function onFact(handle: (fact: Fact) => void): () => void {
  handlers.add(handle);
  return () => handlers.delete(handle);
}

export function onResync(resync: (before: number) => void): () => void {
  resyncs.add(resync);
  return () => resyncs.delete(resync);
}

/* The server answers again after a silence. */
export function onReturn(back: () => void): () => void {
  let was = live;
  const watch = () => {
    if (live && !was) back();
    was = live;
  };
  watchers.add(watch);
  return () => watchers.delete(watch);
}

export function useFacts(handle: (fact: Fact) => void): void {
  const latest = useRef(handle);
  latest.current = handle;
  useEffect(() => onFact((fact) => latest.current(fact)), []);
}

/* False while the stream is cut: what is shown may be old. */
export function useLive(): boolean {
  return useSyncExternalStore(
    (watch) => {
      watchers.add(watch);
      return () => watchers.delete(watch);
    },
    () => live,
  );
}
