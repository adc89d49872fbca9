"""Tells on each host what tasks of status_cake_hosts, which have run once for all of them, did for it."""

from ansible.plugins.action import ActionBase


class ActionModule(ActionBase):
    """The argument `of` has the names of the variables with their results: copies of these for every host would be slow."""

    _VALID_ARGS = frozenset(("of",))

    def run(self, tmp=None, task_vars=None):
        super().run(tmp, task_vars)
        results = [task_vars[name] for name in self._task.args["of"]]
        shares = [result["hosts"].get(task_vars["inventory_hostname"], {}) for result in results if "hosts" in result]
        # What has failed before it could tell of single hosts has failed for all of them.
        shares += [{"failed": True, "msg": result.get("msg")} for result in results if "hosts" not in result]
        failures = [share["msg"] for share in shares if share.get("failed")]
        own = {"changed": False, **(shares[-1] if shares else {})}
        return {**own, "failed": True, "msg": "; ".join(dict.fromkeys(failures))} if failures else own
