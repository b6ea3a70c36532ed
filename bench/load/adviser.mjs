/* adviser: somebody at the desk, whose screen asks what the desk's own does: the list and the counts, a conversation with
 * all that stands beside it, search as one types, drafts as one writes; and again, gathered, when a fact tells of news
 * (web/src/conversation/follow.ts). */
import { Chance } from './chance.mjs';
import { Line } from './line.mjs';

const GATHER = 150; /* ms; as the desk's */
const REST = 2000; /* ms between two readings while much happens; as the desk's */
const ONE_BY_ONE = 5;
const BEAT = 10_000;
const KEY = 150; /* ms between two letters */

const views = ['status=active', 'status=open', 'status=active&assignee=me', 'status=active&assignee=none', 'status=active&sort=waiting', 'status=active&unread=me', 'status=closed', 'status=open&channel=chat'];
const acts = { open: 40, list: 15, search: 10, reply: 22, note: 5, settle: 8 };

export class Adviser {
    constructor(times, { port, token, number, words, pause }) {
        this.line = new Line(times, { port, headers: { authorization: `Bearer ${token}` }, address: `127.0.1.${number + 1}` });
        this.chance = new Chance(number + 1);
        this.words = words;
        this.view = views[0];
        this.shown = []; /* ids of the list */
        this.open = null;
        this.changed = new Set();
        this.readAt = 0;
        this.pause = pause;
    }

    async run() {
        await this.pause(this.chance.between(0, 5000));
        await this.list();
        this.line.stream('/api/events', (event, data) => this.news(event, data));
        this.beat = setInterval(() => this.open && this.line.json('presence', 'POST', `/api/conversations/${this.open}/presence`, { typing: false }), BEAT);
        while (!this.line.over) {
            await this.pause(this.chance.between(3000, 9000));
            if (!this.line.over) await this[this.chance.among(acts)]();
        }
    }

    stop() {
        clearInterval(this.beat);
        clearTimeout(this.timer);
        this.line.close();
    }

    get = (kind, target) => this.line.json(kind, 'GET', target);

    /* ---- What the screen does by itself ---- */

    news(event, data) {
        if (!/^(conversation|message)\./.test(event)) return;
        const id = /"conversation":"(\d+)"/.exec(data)?.[1];
        if (!id) return;
        this.changed.add(id);
        this.timer ??= setTimeout(() => this.refresh(), Math.max(GATHER, this.readAt + REST - performance.now()));
    }

    async refresh() {
        const ids = [...this.changed];
        this.changed.clear();
        this.timer = null;
        this.readAt = performance.now();
        if (ids.length > ONE_BY_ONE) await Promise.all([this.page(), this.counts(), this.open && this.one(this.open)]);
        else await Promise.all([...ids.map((id) => this.one(id)), this.counts()]);
    }

    one = (id) => this.get('conversation', `/api/conversations/${id}`);
    counts = () => this.get('counts', '/api/conversations/counts');

    async page() {
        const page = await this.get('list', `/api/conversations?${this.view}&limit=50`);
        if (page?.items.length) this.shown = page.items.map((item) => item.id);
    }

    /* ---- What a person does ---- */

    async list() {
        this.view = this.chance.of(views);
        await Promise.all([this.page(), this.counts()]);
    }

    async openOne() {
        const id = this.chance.of(this.shown);
        if (!id) return;
        this.open = id;
        const [conversation, thread] = await Promise.all([
            this.one(id), this.get('thread', `/api/conversations/${id}/messages?order=newest&limit=50`),
            this.get('draft', `/api/conversations/${id}/draft?kind=reply`),
            this.line.json('presence', 'POST', `/api/conversations/${id}/presence`, { typing: false }),
        ]);
        const last = thread?.items[0]?.id;
        await Promise.all([
            last && this.line.json('read', 'PUT', `/api/conversations/${id}/read`, { message: last }),
            conversation && this.get('of the person', `/api/conversations?person=${conversation.person.id}&status=all&limit=12`),
        ]);
    }

    async search() {
        const word = this.chance.of(this.words);
        for (let n = 2; n <= Math.min(word.length, 6); n++) {
            await Promise.all([this.get('suggestions', `/api/search/suggestions?q=${encodeURIComponent(word.slice(0, n))}`), this.pause(KEY)]);
        }
        await this.get('search', `/api/search?q=${encodeURIComponent(word)}`);
    }

    async write(kind) {
        await this.openOne();
        if (!this.open) return;
        const id = this.open;
        const text = this.chance.text(this.words, 10, 60);
        await this.get('reply form', `/api/conversations/${id}/reply?mode=all`);
        await this.line.json('presence', 'POST', `/api/conversations/${id}/presence`, { typing: true });
        await this.pause(this.chance.between(3000, 8000));
        if (!this.line.over) await this.line.json(kind, 'POST', `/api/conversations/${id}/messages`, { kind, text });
    }

    reply = () => this.write('reply');
    note = () => this.write('note');

    async settle() {
        if (!this.shown.length) return;
        const change = this.chance.of([{ status: 'waiting' }, { status: 'closed' }, { priority: 'high' }, { assignee: 'me' }]);
        await this.line.json('change', 'PATCH', `/api/conversations/${this.chance.of(this.shown)}`, change.assignee ? { status: 'open' } : change);
    }
}

/* `open` names what is open; the act has another name inside. */
acts.openOne = acts.open;
delete acts.open;
