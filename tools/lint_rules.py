"""What the project asks of its own files, one function a rule.

A rule looks at a file (path, text) and yields (line, what is wrong). Each carries samples: files it must
refuse and files it must let through, so that a rule that no longer sees anything is noticed. A line may be
excused with `lint: RULE-NAME why` in a comment.
"""
import pathlib
import re

TOP = pathlib.Path(__file__).resolve().parent.parent
RULES = []


def rule(name, bad, good=()):
    """Registers a rule with samples, each (path, text)."""
    def register(function):
        function.rule, function.bad, function.good = name, bad, good
        RULES.append(function)
        return function
    return register


def lines(text):
    return enumerate(text.split('\n'), 1)


def is_c(path):
    return path.endswith(('.c', '.h'))


def is_product(path):
    """C of the product itself: not its tests, fuzzers and benches."""
    return path.startswith('src/') and is_c(path) and not path.endswith(('-test.c', '-fuzz.c'))


def strings_and_comments_blanked(line):
    """The line with the insides of its literals and comments gone: what is left is code."""
    line = re.sub(r'"(\\.|[^"\\])*"', '""', line)
    line = re.sub(r"'(\\.|[^'\\])*'", "''", line)
    return re.sub(r'/\*.*?(\*/|$)|//.*', '', line) if not re.match(r'\s*\*', line) else ''


# ---- Layers ----

SQL = re.compile(r'"\s*(SELECT\s|INSERT\s+INTO\s|UPDATE\s+\w+\s+SET\b|DELETE\s+FROM\s|CREATE\s+(TABLE|INDEX)\b|WITH\s+\w+\s+AS\b)')


@rule('sql-in-stores', bad=[('src/survey/survey.c', 'db_run(db, "SELECT id FROM survey");')],
      good=[('src/survey/survey-store.c', 'static const char x_sql[] = "SELECT id FROM survey";'),
            ('src/survey/survey.c', 'g_print("SELECTED");')])
def sql_in_stores(path, text):
    """SQL lives in *-store.c, in sql/, and in src/db that speaks to the engines."""
    if not is_product(path) or path.endswith('-store.c') or path.startswith('src/db/'):
        return
    for number, line in lines(text):
        if SQL.search(line):
            yield number, 'SQL outside a *-store.c'


@rule('sql-by-printf', bad=[('src/a/a-store.c', 'g_strdup_printf("SELECT %s FROM t", x);'),
                            ('src/a/a-store.c', 'g_string_append_printf(sql,\n  "UPDATE t SET a = %d", 1);'),
                            ('src/a/a-store.c', 'g_string_append(sql, " ORDER BY at");')],
      good=[('src/a/a-store.c', 'static const char a_sql[] = "SELECT a FROM t WHERE b = $1";')])
def sql_by_printf(path, text):
    """Values travel as $1, never inside the text of a statement."""
    if not is_product(path) or path.startswith('src/db/'):
        return
    made = re.compile(r'(printf|g_strconcat|g_string_append|g_strjoin)\w*\s*\([^;"]*"\s*'
                      r'(SELECT|INSERT|UPDATE|DELETE|WHERE|AND|OR|ORDER BY|LIMIT|FROM)\s')
    for match in made.finditer(text):
        yield text.count('\n', 0, match.start()) + 1, 'SQL made by printing'


HOMES = {'microhttpd.h': ['src/http/'], 'sqlite3.h': ['src/db/'], 'postgresql/': ['src/db/'],
         'libstemmer.h': ['src/db/'], 'seccomp.h': ['src/confine/'], 'gmime/': ['src/channel/mail/'], 'gumbo.h': ['src/html/'],
         'curl/': ['src/channel/mail/', 'src/file/object-store.c', 'src/mailbox/'], 'magic.h': ['src/base/media.c'], 'openssl/': ['src/base/hash.c', 'src/domain/'],
         'opendkim/': ['src/channel/mail/'], 'pango/': ['src/transcript/'], 'cairo': ['src/transcript/'], 'ares.h': ['src/domain/'],
         'sodium.h': ['src/base/hash.c', 'src/base/token.c', 'src/staff/', 'src/mailbox/', 'src/app/']}


@rule('libraries-at-home', bad=[('src/survey/survey.c', '#include <sqlite3.h>'),
                                ('src/db/db.c', '#include <gmime/gmime.h>')],
      good=[('src/db/sqlite.c', '#include <sqlite3.h>')])
def libraries_at_home(path, text):
    """Each library is known to one folder, so that it can be replaced there."""
    if not path.startswith('src/') or not is_c(path):
        return
    for number, line in lines(text):
        match = re.match(r'#include <([^>]+)>', line)
        for library, homes in HOMES.items() if match else ():
            if match.group(1).startswith(library) and not path.startswith(tuple(homes)):
                yield number, f'<{match.group(1)}> belongs to {" ".join(homes)}'


def floors():
    """The folders of src/ from the ground up, as meson.build lists them."""
    listed = re.search(r'foreach folder : \[(.*?)\]', (TOP / 'meson.build').read_text(), re.S).group(1)
    order = re.findall(r"'(\w+)'", listed)
    return {folder: floor for floor, folder in enumerate(order)}


@rule('includes-go-down', bad=[('src/db/db.c', '#include "http/server.h"'),
                               ('src/person/person.c', '#include "conversation/conversation.h"')],
      good=[('src/conversation/conversation.c', '#include "person/person.h"'),
            ('src/http/http-test.c', '#include "staff/staff.h"')])
def includes_go_down(path, text):
    """A folder includes only what stands before it in meson.build: never in a circle."""
    floor, parts = floors(), path.split('/')
    if not is_product(path) or len(parts) < 3 or parts[1] not in floor:
        return
    for number, line in lines(text):
        match = re.match(r'#include "(\w+)/', line)
        if match and floor.get(match.group(1), -1) > floor[parts[1]]:
            yield number, f'{parts[1]} stands below {match.group(1)} and cannot include it'


# ---- C ----

FORBIDDEN = {
    'strcpy|strcat|strncpy|strncat|stpcpy|sprintf|vsprintf|gets': 'g_strlcpy, g_strdup_printf or GString',
    'atoi|atol|atoll|atof|strtol|strtoll|strtoul|strtoull|strtod': 'g_ascii_string_to_signed and its kin: they refuse',
    'malloc|calloc|realloc|free|strdup|strndup|asprintf|alloca': 'GLib\'s, one allocator',
    'system|popen': 'no shell',
    'strtok|localtime|gmtime|ctime|asctime|rand|srand|random|tmpnam|mktemp': 'its thread-safe twin',
    r'g_mutex_\w+|g_cond_\w+|g_rw_lock_\w+': 'pthread locks: ThreadSanitizer does not see into GLib\'s',
}


@rule('forbidden-functions', bad=[('src/a/a.c', '    strcpy(a, b);'), ('src/a/a.c', '    int x = atoi(text);'),
                                  ('src/a/a.c', '    free(x);'), ('src/a/a.c', '    g_mutex_lock(&m);')],
      good=[('src/a/a.c', '    g_free(x); person_free(y); /* atoi() would accept anything */'),
            ('src/a/a.c', '    free(dump); /* lint: forbidden-functions jansson allocated it */')])
def forbidden_functions(path, text):
    """Functions that overflow, accept anything or allocate elsewhere have better twins."""
    if not is_product(path):
        return
    for number, line in lines(text):
        code = strings_and_comments_blanked(line)
        for names, instead in FORBIDDEN.items():
            match = re.search(rf'(?<![\w.>])({names})\s*\(', code)
            if match and not re.match(rf'(static |extern )?[\w ]+\*?{match.group(1)}\(\w+ \w', code):
                yield number, f'{match.group(1)}: use {instead}'


@rule('jansson-integers', bad=[('src/a/a.c', 'json_pack("{s:i}", "n", x);')],
      good=[('src/a/a.c', 'json_pack("{s:I}", "n", (json_int_t)x);')])
def jansson_integers(path, text):
    """`i` reads 4294967299 as 3 and reports success: `I` with json_int_t."""
    if is_c(path):
        for match in re.finditer(r'json_(?:un)?pack(?:_ex)?\([^;"]*"([^"]*)"', text):
            if 'i' in match.group(1):
                yield text.count('\n', 0, match.start()) + 1, '"i" in a jansson format'


@rule('headers-tell', bad=[('src/a/a.h', '#pragma once\nint a(void);\n'), ('src/a/a.h', '/* a */\nint a(void);\n')],
      good=[('src/a/a.h', '/* a: what it is. */\n#pragma once\n')])
def headers_tell(path, text):
    """A header begins with what this is, in the user's words, then #pragma once."""
    if path.startswith('src/') and path.endswith('.h'):
        if not text.startswith('/*'):
            yield 1, 'no first comment that tells what this is'
        if '\n#pragma once\n' not in text:
            yield 1, 'no #pragma once'


@rule('own-header-first', bad=[('src/base/text.c', '#include "base/limits.h"\n#include "base/text.h"\n')],
      good=[('src/base/text.c', '#include "base/text.h"\n\n#include <string.h>\n')])
def own_header_first(path, text):
    """x.c includes x.h first, or the inner header of its folder (x-store.h): so each header stands alone."""
    own = path[len('src/'):-1] + 'h'
    if not is_product(path) or not path.endswith('.c') or not (TOP / 'src' / own).exists():
        return
    first = re.search(r'^#include (.+)$', text, re.M)
    if first and not first.group(1).startswith(f'"{own[:-2]}'):
        yield text.count('\n', 0, first.start()) + 1, f'"{own}" comes first'


# ---- Every text ----

@rule('short-files', bad=[('src/a/a.c', 'x\n' * 451), ('web/a.tsx', 'x\n' * 451)],
      good=[('src/a/a.c', 'x\n' * 450), ('src/a/a-test.c', 'x\n' * 600)])
def short_files(path, text):
    """One subject a file: beyond 450 lines it has split already. Tables of cases may run to 600."""
    most = 600 if re.search(r'-test\.c$|\.test\.\w+$', path) else 450
    if path.endswith(('.c', '.h', '.ts', '.tsx', '.mjs', '.py')) and text.count('\n') > most:
        yield most + 1, f'{text.count(chr(10))} lines: split its subject'


@rule('white-space', bad=[('a.c', 'x \n'), ('a.c', '\tx\n'), ('a.c', 'x'), ('a.c', 'x\r\n'), ('a.c', 'x\n\n')],
      good=[('Makefile', '\tx\n'), ('a.c', '    x\n')])
def white_space(path, text):
    """No tab, no space at the end of a line, one line feed at the end of a file."""
    for number, line in lines(text):
        if line.endswith((' ', '\r')):
            yield number, 'white space at the end'
        if '\t' in line and not path.endswith('Makefile'):
            yield number, 'a tab'
    if text and (not text.endswith('\n') or text.endswith('\n\n')):
        yield text.count('\n') + 1, 'ends with one line feed'


@rule('nothing-left-undone', bad=[('src/a/a.c', '/* TO' + 'DO: later */'), ('web/a.ts', '// FIX' + 'ME')],
      good=[('src/a/a.c', '/* the to-do list of the person */')])
def nothing_left_undone(path, text):
    """What remains to be done is an issue, not a mark in a file."""
    for number, line in lines(text):
        if re.search(r'\b(TO' r'DO|FIX' r'ME|XX' r'X|HA' r'CK)\b', line):
            yield number, 'a mark of unfinished work'


@rule('no-narrowed-tests', bad=[('test/api/a.test.mjs', "test.only('x', f)"), ('test/web/a.test.mjs', 'it.skip(1)')],
      good=[('test/api/a.test.mjs', "test('x', f)")])
def no_narrowed_tests(path, text):
    """.only and .skip hide tests."""
    if path.endswith(('.mjs', '.ts', '.tsx')):
        for number, line in lines(text):
            if re.search(r'\b(test|it|describe|suite)\.(only|skip)\b', line):
                yield number, 'a test narrowed or skipped'
