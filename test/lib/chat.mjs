/* chat: a visitor of a site, by the API that the widget speaks. */
import { createHmac, randomUUID } from 'node:crypto';
import { Client } from './server.mjs';
import { openEvents } from './events.mjs';

export const SITE = 'https://www.shop.example';

/** Makes a widget that SITE may show. */
export async function makeWidget(admin, change = {}) {
    const made = await admin.post('/api/chat/widgets', { name: `Boutique ${randomUUID()}`, origins: [SITE], ...change });
    if (made.status !== 201) throw new Error(`widget: ${made.status} ${JSON.stringify(made.body)}`);
    return made.body;
}

export class Visitor extends Client {
    constructor(server, widget, origin = SITE) {
        super(`${server.url}/api/chat/${widget.key}`, { origin });
    }

    async begin(more = {}) {
        const begun = await this.post('/visitors', { language: 'fr', page: `${SITE}/panier`, ...more });
        if (begun.status !== 201) throw new Error(`visitor: ${begun.status} ${JSON.stringify(begun.body)}`);
        this.headers.authorization = `Bearer ${begun.body.secret}`;
        return this;
    }

    say(text, more = {}) {
        return this.post('/messages', { key: randomUUID(), text, ...more });
    }

    async messages() {
        return (await this.get('/messages')).body.items;
    }

    /** Its stream: events {event, id, data}. */
    stream(since, path = '/stream') {
        return openEvents({ url: this.url, headers: this.headers }, since, path);
    }

    /** What a page says as it closes, when no header can be sent any more. */
    leave(fields) {
        return fetch(`${this.url}/leave`, { method: 'POST', headers: { origin: SITE }, body: new URLSearchParams(fields) });
    }

    get secret() {
        return this.headers.authorization.replace('Bearer ', '');
    }
}

/** What a site's server does for a customer who is signed in. */
export const sign = (secret, identity) => {
    const text = JSON.stringify(identity);
    return { identity: text, signature: createHmac('sha256', secret).update(text).digest('hex') };
};
