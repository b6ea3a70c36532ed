/* visitor: somebody on a site, with the chat's widget (widget/src) or a form. Each from an address of its own: what one
 * address may ask is measured (http/throttle.h). */
import { randomUUID } from 'node:crypto';
import { Chance } from './chance.mjs';
import { Line } from './line.mjs';

const SITE = 'https://www.shop.example';

/* 127.1.0.0 and on: all of 127/8 is this machine. */
const addressOf = (number) => `127.${1 + (number >> 16)}.${(number >> 8) & 255}.${number & 255 || 254}`;

class Visitor {
    constructor(times, { port, number, words, pause, origin = SITE }) {
        this.line = new Line(times, { port, headers: { origin }, address: addressOf(number + 256) });
        this.chance = new Chance(10_000 + number);
        this.words = words;
        this.pause = pause;
        this.heard = 0;
    }

    stop() {
        this.line.close();
    }
}

export class Talker extends Visitor {
    constructor(times, { widget, ...more }) {
        super(times, more);
        this.at = `/api/chat/${widget}`;
    }

    post = (kind, what, body) => this.line.json(kind, 'POST', this.at + what, body);

    async run() {
        await this.line.json('chat: welcome', 'GET', `${this.at}?language=fr`);
        const begun = await this.post('chat: begin', '/visitors', { language: 'fr', page: `${SITE}/panier` });
        if (!begun) return;
        this.line.headers.authorization = `Bearer ${begun.secret}`;
        await this.say();
        this.line.stream(`${this.at}/stream?answers=true`, (event, data) => this.hear(event, data));
        while (!this.line.over) {
            await this.pause(this.chance.between(60_000, 180_000));
            if (!this.line.over) await this.say();
        }
    }

    async say() {
        await this.post('chat: typing', '/typing', { typing: true });
        await this.pause(this.chance.between(2000, 6000));
        if (!this.line.over) await this.post('chat: say', '/messages', { key: randomUUID(), text: this.chance.text(this.words, 3, 20) });
    }

    hear(event, data) {
        if (event === 'beat') void this.post('chat: here', '/here', { stream: JSON.parse(data).stream });
        if (event !== 'message') return;
        const { from, position } = JSON.parse(data);
        if (from !== 'staff') return;
        this.heard++;
        void this.post('chat: mark', '/mark', { received: position, read: position });
    }
}

export class Writer extends Visitor {
    /* The form is a page of the server itself. */
    constructor(times, more) {
        super(times, { ...more, origin: `http://127.0.0.1:${more.port}` });
    }

    async run() {
        while (!this.line.over) {
            const { status, text } = await this.line.ask('form: page', 'GET', '/f/contact');
            await this.pause(this.chance.between(10_000, 60_000));
            if (this.line.over || status !== 200) continue;
            const fields = new FormData();
            fields.append('token', /name="token" value="(\w+)"/.exec(text)[1]);
            fields.append('f.email', `visiteur.${this.chance.next().toString(36).slice(2)}@example.org`);
            fields.append('f.message', this.chance.text(this.words, 10, 60));
            const sent = new Response(fields);
            await this.line.ask('form: send', 'POST', '/f/contact', Buffer.from(await sent.arrayBuffer()), { 'content-type': sent.headers.get('content-type') });
            await this.pause(this.chance.between(30_000, 120_000));
        }
    }
}
