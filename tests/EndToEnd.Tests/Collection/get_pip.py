"""In place of the script by which ansible-test installs pip: what the tests need is installed as Debian's packages."""

import os
import sysconfig

SITE = sysconfig.get_path('purelib')

os.makedirs(os.path.join(SITE, 'pip'), exist_ok=True)
for name in ('__init__', '__main__'):
    open(os.path.join(SITE, 'pip', name + '.py'), 'w').close()

with open(os.path.join(SITE, 'debian.pth'), 'w') as file:
    file.write('/usr/lib/python3/dist-packages\n')
