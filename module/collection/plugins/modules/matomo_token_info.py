#!/usr/bin/python
# SPDX-License-Identifier: MIT
# For ansible-doc --list, which reads no other files. The documentation is in matomo_token_info.yml; the action plugin of this name runs the executable.
