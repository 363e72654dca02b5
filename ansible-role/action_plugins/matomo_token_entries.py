"""Reads a list of entries of the role: without what is given as omit, and with backend, sorted by it. After they were applied, gathers what became of
them.

This is one pass over the list, of which templates take many. It is given the names of variables, as a list that passes through a template becomes a
text on the way, before ansible-core 2.19, and a date in it does not become one again. What it sorts it returns as JSON: whenever a variable is named,
Ansible looks for templates in each element of a list, and in a text once.
"""

from __future__ import annotations

import base64
import json

from ansible.plugins.action import ActionBase
from ansible.utils.display import Display

try:
    from ansible.module_utils.common.json import Direction, get_module_encoder
    ENCODING = {'cls': get_module_encoder('legacy', Direction.CONTROLLER_TO_MODULE)}
    SHOWS_WARNINGS = True  # of a task that has no_log, too
except ImportError:  # before ansible-core 2.19
    from ansible.module_utils.common.json import AnsibleJSONEncoder
    ENCODING = {'cls': AnsibleJSONEncoder, 'vault_to_text': True}
    SHOWS_WARNINGS = False

BACKENDS = ('database', 'api')
OF_FILE = ('token_file', 'mode', 'owner', 'group')


class ActionModule(ActionBase):
    TRANSFERS_FILES = False

    def run(self, tmp=None, task_vars=None):
        result = super().run(tmp, task_vars)
        given = self._task.args
        if 'entries' in given:
            entries = json.loads(json.dumps(self._templar.template(task_vars[given['entries']]), **ENCODING))
            entries = without(task_vars.get('omit'), entries)
            result.update(sort(entries, given['backend'], given['keeps_files'], task_vars[given['found']].get('results'))
                          if 'backend' in given else {'entries': entries})
        else:
            answers = {name: task_vars[variable] for name, variable in given.items()}
            entries = answers.pop('sorted')
            result.update(gather(json.loads(entries['all']), **{name: of(answer) for name, answer in answers.items()}))
            is_last = answers['written'] or entries['files'] == '[]'
            if is_last and entries['returns_values'] and not SHOWS_WARNINGS:
                for warning in dict.fromkeys(warning for answer in answers.values() for warning in answer.get('warnings') or []):
                    Display().warning(warning)
        return result


def without(omit, value):
    """What is left when nothing is given as omit, which ansible-core 2.19 and later leave out themselves."""
    if isinstance(value, dict):
        return {name: without(omit, inner) for name, inner in value.items() if inner != omit}
    return [without(omit, inner) for inner in value] if isinstance(value, list) else value


def of(answer):
    return [dict(one) for one in answer.get('results') or []]


def sort(entries, backend, keeps_files, found):
    """The entries of each backend; those whose files are on this host while another makes the tokens, with what was found in these, once it is known;
    and whether a result will hold a value."""
    sorted_entries = {name: [] for name in BACKENDS}
    order, files, returns_values = [], [], False
    for entry in entries:
        name = 'database' if (entry.pop('backend', None) or backend) == 'database' else 'api'
        file = None
        if keeps_files and entry.get('token_file') is not None:
            file = {option: entry.pop(option) for option in OF_FILE if option in entry}
            there = found[len(files)] if found else file
            file.update({option: there[option] for option in ('token_file', 'found') if option in there}, state=entry.get('state') or 'present')
            files.append(file)
            entry.update({option: file[option] for option in ('token_file', 'found') if option in file})
        returns_value = entry.get('return_token')
        returns_values |= file is not None or bool('token_file' not in entry if returns_value is None else returns_value)
        sorted_entries[name].append(entry)
        order.append((name, file))
    return {**{name: json.dumps(sorted_entries[name]) for name in BACKENDS}, 'files': json.dumps(files), 'all': json.dumps(order),
            'returns_values': returns_values}


def gather(order, database, api, found, written):
    """Position and outcome of each entry that was done, in the order of the entries; what the files are to hold; and, by backend, new tokens whose
    values are in no file, as entries that revoke them. After a failure over the API, not all entries were done."""
    results = {'database': iter(database), 'api': iter(api)}
    outcomes, files, lost = [], [], {name: [] for name in BACKENDS}
    for position, (backend, file) in enumerate(order):
        outcome = next(results[backend], None)
        if outcome is None:
            continue
        outcomes.append([position, outcome])
        content = outcome.pop('content', None)
        if file and (content or file['state'] == 'absent'):
            done = written[len(files)] if len(files) < len(written) else {}
            files.append({**file, 'content': content})
            if done.get('changed') and outcome['action'] == 'none':
                outcome['action'] = 'updated'
            if not done.get('written') and outcome['action'] in ('created', 'renewed'):
                value = json.loads(base64.b64decode(content))['value']
                lost[backend].append({'login': outcome['login'], 'state': 'absent', 'known_token': value})
    lost = {**{name: json.dumps(entries) for name, entries in lost.items()}, 'returns_values': True}
    return {'outcomes': outcomes, 'files': files, 'lost': lost}
