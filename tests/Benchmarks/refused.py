"""Writes the Python module that the executable is compared with: AnsibleModule with the same options, which it reads from the executable's --help all."""
import re
import sys


def options_of(help_text):
    """The options and their suboptions, each with its type, choices, aliases and whether it is secret."""
    spec, levels = {}, []
    option = None
    for line in help_text.splitlines():
        if match := re.match(r"( +)([-=]) (\w+) \((\w+)(?: of (\w+))?(, secret)?\)$", line):
            indent, mark, name, kind, elements, secret = match.groups()
            while levels and levels[-1][0] >= len(indent):
                levels.pop()
            option = {"type": kind}
            option |= {"elements": elements} if elements else {}
            option |= {"no_log": True} if secret else {}
            option |= {"required": True} if mark == "=" else {}
            siblings = levels[-1][1].setdefault("options", {}) if levels else spec
            siblings[name] = option
            levels.append((len(indent), option))
        elif option and (match := re.match(r" +(Choices|Aliases): (.*)$", line)):
            option[match[1].lower()] = match[2].split(", ")
    return spec


spec = options_of(sys.stdin.read())
if len(spec) < 40 or "options" not in spec["tokens"]:
    sys.exit("--help all does not list the options as it did.")
print(f"from ansible.module_utils.basic import AnsibleModule\n\nAnsibleModule(argument_spec={spec!r})")
