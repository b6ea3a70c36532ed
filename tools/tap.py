"""Reads the Test Anything Protocol as GLib's tests and Node's runner write it.

A test is a leaf: a result line that has results below it (Node nests subtests by indentation) only sums
them up, and is counted itself only when it failed although all below it passed.
"""
import re

RESULT = re.compile(r'^( *)(not )?ok\b(?: (\d+))?(?: - | )?(.*)$')
PLAN = re.compile(r'^1\.\.(\d+)')


class Tap:
    """Feed lines, then finish(). Results are (state, name, details), state being ok, failed or skipped."""

    def __init__(self):
        self.results = []
        self.below = {}  # indentation → [leaves seen, failed leaves] since its last result line
        self.planned = None
        self.top = 0
        self.bailed = None
        self.last_failed = None

    def feed(self, line):
        """The result (state, name) this line tells, or None."""
        line = line.rstrip('\n')
        if line.startswith('Bail out!'):
            self.bailed = line[9:].strip() or 'bailed out'
            return None
        plan = PLAN.match(line)
        if plan:
            self.planned = int(plan.group(1))
            return None
        match = RESULT.match(line)
        if not match:
            if self.last_failed is not None and line.strip():
                self.last_failed.append(line)
            return None
        return self._result(len(match.group(1)), bool(match.group(2)), match.group(4))

    def _result(self, indent, failed, name):
        self.top += indent == 0
        seen, failures = 0, 0
        for depth in [depth for depth in self.below if depth > indent]:
            below = self.below.pop(depth)
            seen, failures = seen + below[0], failures + below[1]
        here = self.below.setdefault(indent, [0, 0])
        here[0] += 1
        here[1] += failed
        if seen and not (failed and not failures):
            return None
        skip = re.search(r'\s*# *(skip|todo)\b *(.*)$', name, re.I)
        state = 'skipped' if skip else 'failed' if failed else 'ok'
        details = [skip.group(2)] if skip else []
        self.results.append((state, name[:skip.start()] if skip else name, details))
        self.last_failed = details if state == 'failed' else None
        return self.results[-1]

    def finish(self, status, name):
        """Counts what never came: tests planned and not run, a program that died."""
        if self.bailed:
            self.results.append(('failed', f'{name} stopped', [self.bailed]))
        elif self.planned is not None and self.top < self.planned:
            self.results.append(('failed', f'{name} ran {self.top} of {self.planned} tests', []))
        elif status != 0 and not any(state == 'failed' for state, _, _ in self.results):
            self.results.append(('failed', f'{name} ended with status {status}', []))
        elif not self.results:
            self.results.append(('failed', f'{name} ran no test', []))
