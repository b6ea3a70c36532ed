/* smtp-sink: a mail server that takes everything and keeps it, for tests that look at what left. recipient: called with each address
 * before it is answered, false leaves it without an answer. */
import net from 'node:net';

export async function openSink({ recipient = () => {} } = {}) {
    const mails = []; /* {to: [addresses], source} */
    const server = net.createServer((socket) => {
        let mail = { to: [], source: '' };
        let inData = false;
        let rest = '';
        socket.setEncoding('utf8');
        socket.on('error', () => {});
        socket.write('220 sink.test ESMTP\r\n');
        socket.on('data', (text) => {
            const lines = (rest + text).split('\r\n');
            rest = lines.pop();
            for (const line of lines) {
                if (inData && line === '.') {
                    inData = false;
                    mails.push(mail);
                    mail = { to: [], source: '' };
                    socket.write('250 kept\r\n');
                } else if (inData) mail.source += `${line.replace(/^\./, '')}\n`;
                else if (/^EHLO/i.test(line)) socket.write('250-sink.test\r\n250 8BITMIME\r\n');
                else if (/^RCPT TO:<([^>]*)>/i.test(line)) {
                    mail.to.push(/<([^>]*)>/.exec(line)[1]);
                    if (recipient(mail.to.at(-1)) !== false) socket.write('250 yes\r\n');
                } else if (/^DATA/i.test(line)) {
                    inData = true;
                    socket.write('354 go on\r\n');
                } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
                else socket.write('250 yes\r\n');
            }
        });
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    return {
        mails,
        url: `smtp://127.0.0.1:${server.address().port}`,
        close: () => new Promise((resolve) => server.close(resolve)),
    };
}

/** A header of a mail, unfolded; undefined when it is not there. */
export function headerOf(mail, name) {
    const head = mail.source.split('\n\n')[0].replace(/\n[ \t]+/g, ' ');
    const line = head.split('\n').find((one) => one.toLowerCase().startsWith(`${name.toLowerCase()}: `));
    return line?.slice(name.length + 2);
}
