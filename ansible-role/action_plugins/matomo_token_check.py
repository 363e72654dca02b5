"""Checks the role's variables before anything is done. meta/argument_specs.yml documents them, and the keys of their entries. Ansible checks them,
too, and on failure prints all of that file before the reason; so it says raw of what could fail there, and TYPES has the rest."""

from __future__ import annotations

import os
from collections.abc import Mapping

from ansible.module_utils.common.validation import check_type_bool, check_type_int
from ansible.module_utils.common.yaml import yaml_load
from ansible.plugins.action import ActionBase

TYPES = {
    'matomo_token_backend': {'choices': ['auto', 'api', 'database']},
    'matomo_token_timeout': {'type': 'int'},
    'matomo_token_db_port': {'type': 'int'},
    'matomo_token_db_tls': {'choices': ['disabled', 'preferred', 'required', 'verify_ca', 'verify_identity']},
    'matomo_token_db_password': {},
    'matomo_token_salt': {},
    'matomo_token_url_password': {},
    'matomo_token_validate_certs': {'type': 'bool'},
    'matomo_token_use_proxy': {'type': 'bool'},
    'matomo_token_headers': {'type': 'dict'},
    'matomo_token_throttle': {'type': 'int'},
    'matomo_token_wordpress_flush_cache': {'type': 'bool'},
    'matomo_token_list': {'type': 'dict'},
}
LISTS = ('matomo_token_tokens', 'matomo_token_wordpress_sites', 'matomo_token_embeds')
RESULTS = ('matomo_token_results', 'matomo_token_listed')

PREFIX = 'matomo_token_'
PARTS = ('mato', 'mo_t', 'oken_')  # of the prefix: two edits leave one of them as it is
MOST_EDITS = 2
SHORT = 4  # letters after the prefix, where matomo_token_host is nobody's misspelling of matomo_token_list: one edit counts
MOST_SHOWN = 5


def edits(one, other):
    """How many letters to insert, drop, replace, or swap with their neighbour, to make one text the other."""
    before, row = [], list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            row.append(min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted)))
            if i > 1 and j > 1 and (letter, one[i - 2]) == (other[j - 2], wanted):
                row[j] = min(row[j], earlier[j - 2] + 1)
    return row[-1]


def most_edits(name, other):
    return 1 if name.startswith(PREFIX) and len(other) <= len(PREFIX) + SHORT else MOST_EDITS


def nearest(name, known):
    """Which known name another one may be a misspelling of; None for none."""
    near = [(edits(name, other), other) for other in known if abs(len(name) - len(other)) <= MOST_EDITS]
    return min((found for found in near if found[0] <= most_edits(name, found[1])), default=(0, None))[1]


def misspelt(names, documented):
    """What is wrong with the names of a host's variables."""
    for name in names:
        if name in documented or name in RESULTS or name.startswith('matomo_token__') or not any(part in name for part in PARTS):
            continue
        right = nearest(name, documented)
        if right:
            yield f'{name} is no variable of this role, but nearly one: write {right}, or give a variable of your own another name.'


def converts(value, conversion):
    try:
        conversion(value)
        return True
    except TypeError:
        return False


def without(omit, value):
    """What is left when nothing is given as omit, which ansible-core 2.19 and later leave out themselves."""
    if isinstance(value, Mapping):
        return {name: without(omit, inner) for name, inner in value.items() if inner != omit}
    return [without(omit, inner) for inner in value] if isinstance(value, list) else value


KINDS = {
    'int': ('a whole number', lambda value: converts(value, check_type_int) and not isinstance(value, bool)),
    'bool': ('true or false', lambda value: converts(value, check_type_bool)),
    'dict': ('a dictionary', lambda value: isinstance(value, Mapping)),
    'list': ('a list', lambda value: isinstance(value, list)),
}
TEXT = ('a text', lambda value: not isinstance(value, (Mapping, list, tuple)))


def mistyped(values, options):
    """What is wrong with the values. It shows none of them, as some are secrets."""
    for name, value in values.items():
        option = options.get(name)
        if option is None or value is None:
            continue
        kind, fits = KINDS.get(option.get('type'), TEXT)
        if not fits(value):
            yield f'{name} must be {kind}.'
        elif value not in option.get('choices', [value]):
            yield f'{name} must be one of {", ".join(option["choices"])}.'


def wrong_in(entry, options):
    if not isinstance(entry, Mapping):
        yield 'it must be a dictionary.'
        return
    for name in entry:
        if name not in options:
            right = nearest(str(name), options)
            yield f'it has no option {name}. ' + (f'Write {right}.' if right else f'Its options are {", ".join(options)}.')
    for name, option in options.items():
        if option.get('required') and entry.get(name) in (None, ''):
            yield f'{name} is missing.'
    yield from mistyped(entry, options)


def wrong_in_list(name, entries, options):
    if not isinstance(entries, list):
        yield f'{name} must be a list of dictionaries.'
        return
    for number, entry in enumerate(entries, 1):
        for fault in wrong_in(entry, options):
            login = entry.get('login') if isinstance(entry, Mapping) else None
            yield f'{name}, entry {number}{f" ({login})" if isinstance(login, str) and login else ""}: {fault}'


class ActionModule(ActionBase):
    TRANSFERS_FILES = False

    def run(self, tmp=None, task_vars=None):
        result = super().run(tmp, task_vars)
        with open(os.path.join(task_vars['role_path'], 'meta', 'argument_specs.yml'), encoding='utf-8') as file:
            documented = yaml_load(file)['argument_specs']['main']['options']
        values = self._templar.template({name: task_vars[name] for name in (*TYPES, *LISTS) if name in task_vars})
        values = without(task_vars.get('omit'), values)
        faults = [*misspelt(task_vars, documented), *mistyped(values, TYPES)]
        for name in LISTS:
            faults += wrong_in_list(name, values.get(name, []), documented[name]['options'])
        selection = values.get('matomo_token_list')
        if isinstance(selection, Mapping):
            faults += [f'matomo_token_list: {fault}' for fault in wrong_in(selection, documented['matomo_token_list']['options'])]
        if faults:
            more = f' {len(faults) - MOST_SHOWN} more are wrong in such ways.' if len(faults) > MOST_SHOWN else ''
            result.update(failed=True, error_code='invalid_arguments', msg=(
                f'{task_vars["inventory_hostname"]}: {" ".join(faults[:MOST_SHOWN])}{more} Nothing was done. '
                f'ansible-doc -t role {task_vars["ansible_role_name"]} documents the variables.'))
        return result
