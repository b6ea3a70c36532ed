"""What the tests on data share: where the data is, TAP, parsing many mails, and words to compare."""
import html
import json
import os
import pathlib
import re
import subprocess
import sys
import unicodedata

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
DATA = pathlib.Path(os.environ.get('LIEN_DATA') or TOP.parent / 'shared/data')
PARSER = pathlib.Path(os.environ.get("LIEN_PARSER") or (pathlib.Path(os.environ.get("LIEN_BUILD") or TOP / "build") / "test/data/parse-each"))


class Results:
    """TAP of a few figures, each with what it must reach."""

    def __init__(self):
        self.number, self.failed = 0, False

    def line(self, good, name, details=()):
        self.number += 1
        self.failed |= not good
        print(f'{"ok" if good else "not ok"} {self.number} - {name}')
        for detail in details:
            print(f'# {detail}')

    def skip(self, name, why):
        self.number += 1
        print(f'ok {self.number} - {name} # SKIP {why}')

    def share(self, name, missed, n, least):
        """missed: what went wrong, each in one line; of n cases at least the share `least` must be right."""
        right = n - len(missed)
        self.line(n > 0 and right >= least * n, f'{name}: {right}/{n}, at least {least:.0%}', missed)

    def end(self):
        print(f'1..{self.number}', flush=True)
        sys.exit(self.failed)


class Died(Exception):
    """The parser ended before its work did."""


def parse(paths):
    """What `lien parse` says of each mail. Died, with the path, when one makes it fall."""
    paths = list(paths)
    ended = subprocess.run([PARSER], input=''.join(f'{path}\n' for path in paths).encode(), capture_output=True,
                           env={**os.environ, 'G_DEBUG': 'fatal-criticals'}, check=False)
    lines = ended.stdout.decode().splitlines()
    if ended.returncode != 0 or len(lines) != len(paths):
        raise Died(f'{paths[min(len(lines), len(paths) - 1)]}: {ended.stderr.decode(errors="replace")[-500:]}')
    return dict(zip(paths, map(json.loads, lines)))


TEXT_MAIL = (b'From: a@example.org\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n'
             b'Content-Transfer-Encoding: 8bit\n\n')


def parse_text(text, folder):
    """What it says of a text alone, as the body of a mail."""
    path = folder / 'text.eml'
    path.write_bytes(TEXT_MAIL + text.encode())
    return parse([path])[path]


def one_line(text):
    """Compared up to white space and the form of accents."""
    return ' '.join(unicodedata.normalize('NFC', text or '').split())


def words(text):
    return re.findall(r'\w+', unicodedata.normalize('NFC', text).casefold())


def text_of_html(page):
    page = re.sub(r'(?is)<(style|script|title)\b.*?</\1\s*>|<!--.*?-->', ' ', page)
    return html.unescape(re.sub(r'(?s)<[^>]*>', ' ', page))
