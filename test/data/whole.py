"""Nothing of a mail is lost: its parts, read by Python's own parser, against what `lien parse` says of it."""
import email
import hashlib
import re
from collections import Counter

from suite import text_of_html

ASCII_WORD = re.compile(r'[A-Za-z]{3,}')  # what no character set disputes


def leaves(part):
    """The parts of a mail that hold something, mails passed on as one."""
    if part.get_content_type() in ('message/rfc822', 'message/global'):
        yield part
    elif part.is_multipart() and part.get_content_maintype() == 'multipart':
        for inner in part.get_payload():
            yield from leaves(inner)
    elif part.get_content_maintype() != 'multipart':  # Python calls so what it could not take apart
        yield part


def is_text(part):
    return (part.get_content_type() in ('text/plain', 'text/html', 'text/enriched') and
            part.get_content_disposition() != 'attachment')


def same_bytes(payload):
    """Its digests: as it is, and as others would decode its last line end or its lines."""
    unix = payload.replace(b'\r\n', b'\n')
    for one in (payload, unix, unix.replace(b'\n', b'\r\n')):
        yield from (hashlib.sha256(form).hexdigest() for form in (one, one.rstrip(b'\r\n'), one + b'\n'))


def ascii_words(text):
    return ASCII_WORD.findall(text)


def decoded(part):
    """The bytes of a part; None where Python itself gives up."""
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        return None
    return payload if isinstance(payload, bytes) else None


class Whole:
    """Counts parts, and tells those that are not there."""

    def __init__(self):
        self.texts, self.files, self.lost = 0, 0, []

    def add(self, path, said):
        mail = email.message_from_bytes(path.read_bytes())
        ours = Counter(ascii_words((said['text'] or '') + ' ' + (said['html'] or '') + ' ' +
                                   text_of_html(said['html'] or '')))
        digests = {file['sha256'] for file in said['attachments']}
        mails = sum(file['type'] == 'message/rfc822' for file in said['attachments'])
        for part in leaves(mail):
            if part.get_content_maintype() == 'message' and part.is_multipart():
                self.files += 1
                mails -= part.get_content_type() == 'message/rfc822'
                if mails < 0:
                    self.lost.append(f'{path.parent.name}/{path.name}: a mail passed on')
                continue
            payload = decoded(part)
            if payload is None or not payload.strip():
                continue
            there = any(digest in digests for digest in same_bytes(payload))
            if is_text(part):
                self.add_text(path, part, payload, ours, there)
            else:
                self.files += 1
                if not there:
                    self.lost.append(f'{path.parent.name}/{path.name}: {part.get_content_type()} '
                                     f'{part.get_filename()!r}, {len(payload)} bytes')

    def add_text(self, path, part, payload, ours, there):
        """Each of its words is shown, or all of it is a file."""
        try:
            text = payload.decode(part.get_content_charset() or 'latin-1')
        except (LookupError, UnicodeError):
            text = payload.decode('latin-1')
        if part.get_content_subtype() != 'plain':
            text = text_of_html(text)
        self.texts += 1
        lost = [word for word in set(ascii_words(text)) if word not in ours]
        if lost and not there:
            self.lost.append(f'{path.parent.name}/{path.name}: {part.get_content_type()}, the words {sorted(lost)[:8]}')
