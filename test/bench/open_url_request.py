#!/usr/bin/python
"""The smallest Ansible module in Python that makes the request of ours, with Ansible's own open_url."""

import json

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.urls import open_url


def main():
    module = AnsibleModule(argument_spec={"url": {"required": True}, "token": {"required": True, "no_log": True}})
    url = module.params["url"] + "/uptime?nouptime&page=1&limit=100"
    answer = open_url(url, headers={"Authorization": "Bearer " + module.params["token"]})
    module.exit_json(changed=False, total=json.loads(answer.read())["metadata"]["total_count"])


main()
