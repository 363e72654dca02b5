"""A module of Ansible's own kind that refuses the arguments which refused.sh gives: what the executable is compared with."""
from ansible.module_utils.basic import AnsibleModule

AnsibleModule(argument_spec={
    "login": {"type": "str"},
    "description": {"type": "str"},
    "state": {"type": "str", "default": "present", "choices": ["present", "absent"]},
    "password": {"type": "str", "no_log": True},
})
