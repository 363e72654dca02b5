"""Runs matomo_token_info as matomo_token is run: it is the same executable, which goes by the name of the task."""

from ansible.plugins.loader import action_loader

ActionModule = action_loader.get('matomo_token', class_only=True)
