/* mail-link: one connection to a mail server, in SMTP or LMTP: commands with their answers, and a mail handed over whole. */
import net from 'node:net';

export class MailLink {
    /** greeting: 'EHLO' speaks SMTP, 'LHLO' LMTP. */
    static async open(port, greeting = 'LHLO', host = '127.0.0.1') {
        const link = new MailLink();
        link.lmtp = greeting === 'LHLO';
        link.socket = net.connect(port, host);
        link.lines = [];
        link.waiting = [];
        link.rest = '';
        link.socket.setNoDelay(true);
        link.socket.setEncoding('latin1');
        link.socket.on('data', (text) => link.#take(text));
        link.socket.on('error', (error) => link.#fail(error));
        link.socket.setTimeout(60_000, () => link.socket.destroy(new Error('no answer in a minute')));
        link.socket.on('close', () => link.#fail(new Error('the server closed the connection')));
        await link.reply();
        const hello = await link.command(`${greeting} client.example.org`);
        if (hello.code !== 250) throw new Error(`${greeting}: ${hello.text}`);
        return link;
    }

    #take(text) {
        const parts = (this.rest + text).split('\r\n');
        this.rest = parts.pop();
        for (const line of parts) {
            this.lines.push(line);
            if (line[3] === '-') continue;
            const reply = { code: Number(line.slice(0, 3)), text: this.lines.join('\n') };
            this.lines = [];
            const next = this.waiting.shift();
            if (next) next.resolve(reply);
            else (this.early ??= []).push(reply);
        }
    }

    #fail(error) {
        this.dead ??= error;
        for (const { reject } of this.waiting.splice(0)) reject(error);
    }

    /** The next answer: {code, text}. */
    reply() {
        if (this.early?.length) return Promise.resolve(this.early.shift());
        if (this.dead) return Promise.reject(this.dead);
        const answer = new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
        answer.catch(() => {});
        return answer;
    }

    write(bytes) {
        this.socket.write(bytes);
    }

    command(line) {
        this.write(`${line}\r\n`);
        return this.reply();
    }

    /** Hands a mail over; gives one answer for each recipient (SMTP: one for all). Throws when it is refused earlier. */
    async send(from, recipients, mail) {
        const envelope = [this.command(`MAIL FROM:<${from}>`)];
        for (const address of recipients) envelope.push(this.command(`RCPT TO:<${address}>`));
        for (const answer of await Promise.all(envelope)) {
            if (answer.code !== 250) {
                await this.command('RSET');
                return [answer];
            }
        }
        const go = await this.command('DATA');
        if (go.code !== 354) return [go];
        this.write(stuffed(mail));
        const answers = [];
        for (let left = this.lmtp ? recipients.length : 1; left > 0; left--) answers.push(await this.reply());
        return answers;
    }

    async quit() {
        await this.command('QUIT').catch(() => {});
        this.socket.destroy();
    }

    destroy() {
        this.socket.destroy();
    }
}

/** A mail as DATA wants it: CRLF, a dot doubled at the beginning of a line, the final dot. */
export function stuffed(mail) {
    const bytes = Buffer.isBuffer(mail) ? mail.toString('latin1') : Buffer.from(mail, 'utf8').toString('latin1');
    const text = bytes.replace(/\r?\n/g, '\r\n').replace(/^\./gm, '..');
    return Buffer.from(`${text}${text.endsWith('\r\n') ? '' : '\r\n'}.\r\n`, 'latin1');
}

/** A plain mail. Headers in extra ("In-Reply-To: …") come last. */
export function letter({ from, to, subject = 'Une question', text = 'Bonjour,\n\nUne question.\n', id, date = new Date(), extra = [] }) {
    const lines = [
        `From: ${from}`,
        `To: ${to}`,
        `Subject: ${word(subject)}`,
        `Date: ${date.toUTCString().replace('GMT', '+0000')}`,
        `Message-ID: <${id ?? `${crypto.randomUUID()}@example.org`}>`,
        'MIME-Version: 1.0',
        'Content-Type: text/plain; charset=utf-8',
        'Content-Transfer-Encoding: 8bit',
        ...extra,
        '',
        text,
    ];
    return lines.join('\r\n');
}

function word(text) {
    return /^[\x20-\x7e]*$/.test(text) ? text : `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;
}
