/* imap: reads a mailbox as its owner's mail program does. */
import net from 'node:net';

/** Every mail of the INBOX, oldest first, a character for each byte. */
export async function readInbox(port, user, password) {
    const socket = net.connect(port, '127.0.0.1');
    socket.setEncoding('latin1');
    let text = '';
    let wake = () => {};
    socket.on('data', (chunk) => {
        text += chunk;
        wake();
    });
    let failed = null;
    socket.setTimeout(30_000, () => socket.destroy(new Error('imap: no answer in 30 s')));
    socket.on('error', (error) => {
        failed = error;
        wake();
    });
    const answered = async (tag) => {
        const done = new RegExp(`^${tag.replace('*', '\\*')} (OK|NO|BAD)[^\r]*\r\n`, 'm');
        while (!done.test(text)) {
            if (failed) throw failed;
            await new Promise((resolve) => (wake = resolve));
        }
        const said = text;
        text = '';
        if (done.exec(said)[1] !== 'OK') throw new Error(`imap: ${said.slice(-200)}`);
        return said;
    };
    const ask = (tag, line) => {
        socket.write(`${tag} ${line}\r\n`);
        return answered(tag);
    };
    try {
        await answered('*');
        await ask('a1', `LOGIN ${user} ${password}`);
        const box = await ask('a2', 'SELECT INBOX');
        if (/^\* 0 EXISTS/m.test(box)) return [];
        return literals(await ask('a3', 'FETCH 1:* (BODY.PEEK[])'));
    } finally {
        socket.destroy();
    }
}

function literals(said) {
    const mails = [];
    const head = /\{(\d+)\}\r\n/g;
    for (let match = head.exec(said); match; match = head.exec(said)) {
        const size = Number(match[1]);
        mails.push(said.slice(head.lastIndex, head.lastIndex + size));
        head.lastIndex += size;
    }
    return mails;
}

/** The value of a header, unfolded; '' if there is none. */
export function header(mail, name) {
    const head = mail.split('\r\n\r\n')[0].replace(/\r\n[ \t]+/g, ' ');
    return new RegExp(`^${name}: *(.*)$`, 'im').exec(head)?.[1].trim() ?? '';
}

/** The text of a mail's plain part, decoded. */
export function plainText(mail) {
    const parts = mail.split(/\r\n--[^\r\n]+(?:\r\n|--)/);
    const part = parts.find((one) => /content-type: *text\/plain/i.test(one.split('\r\n\r\n')[0]) && !/^content-type: *multipart/im.test(one.split('\r\n\r\n')[0])) ?? mail;
    const [head, ...body] = part.split('\r\n\r\n');
    const charset = /charset="?([\w-]+)/i.exec(head)?.[1] ?? 'utf-8';
    return new TextDecoder(charset).decode(decoded(body.join('\r\n\r\n'), /transfer-encoding: *([\w-]+)/i.exec(head)?.[1] ?? '7bit'));
}

function decoded(text, encoding) {
    if (/base64/i.test(encoding)) return Buffer.from(text, 'base64');
    const quoted = /quoted-printable/i.test(encoding);
    const plain = quoted ? text.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16))) : text;
    return Buffer.from(plain, 'latin1');
}
