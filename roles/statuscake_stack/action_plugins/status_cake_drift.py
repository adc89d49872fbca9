"""Says in files and by its result whether StatusCake is as the inventory declares it.

It asks the modules itself: results of tasks would be printed by Ansible, and are long.
"""

import json
import os
import re
from collections import Counter
from contextlib import suppress
from urllib.parse import urlsplit
from xml.etree import ElementTree

from ansible.errors import AnsibleError
from ansible.module_utils.parsing.convert_bool import boolean
from ansible.plugins.action import ActionBase

# The kinds of status_cake_info, as the checks of status_cake_stack are called.
KINDS = {"tests": "uptime", "heartbeats": "heartbeat", "ssl": "ssl", "pagespeed": "pagespeed"}
TITLES = {
    "uptime": "uptime test",
    "heartbeat": "heartbeat test",
    "ssl": "SSL test",
    "pagespeed": "page speed test",
    "maintenance_window": "maintenance window",
    "contact_group": "contact group",
}


class ActionModule(ActionBase):
    """Fails where it differs; where that is not known the host counts as unreachable, which ends ansible-playbook with 4."""

    _VALID_ARGS = frozenset(("hosts", "whole", "known", "directory"))

    def run(self, tmp=None, task_vars=None):
        super().run(tmp, task_vars)
        arguments = self._task.args
        whole = boolean(arguments["whole"])
        groups = self._ask("status_cake_contact_group", {}, task_vars)
        task_vars["statuscake_stack_contact_groups_result"] = groups
        # Nothing is deleted, and all that would be is to be told.
        options = {"purge_unlisted_stacks": whole, "deletion_limit": 1000000}
        plan = self._ask("status_cake_stack", options, task_vars, mirror=whole)
        # What did not answer a moment ago need not be waited for again.
        is_answering = not plan.get("failed") or "problems" in plan
        account = self._ask("status_cake_info", {"kinds": list(KINDS)}, task_vars) if is_answering else {}
        prefix = self._templar.template(task_vars.get("statuscake_stack_tag_prefix", ""))
        drift = drift_of(plan, groups, account, whole, any_of(arguments["known"]), prefix)
        directory = os.path.expanduser(arguments["directory"])
        try:
            os.makedirs(directory, exist_ok=True)
            for extension, text in (("json", json.dumps(drift, indent=2) + "\n"), ("md", markdown(drift)), ("xml", junit(drift))):
                write_file(os.path.join(directory, f"drift.{extension}"), text)
        except OSError as error:
            message = f"the summary cannot be written: statuscake_stack_drift_directory: {error.strerror}: {error.filename}"
            return {"changed": False, "unreachable": True, "msg": f"{message}; {drift['summary']}"}
        warnings = [warning for result in (groups, plan, account) for warning in result.get("warnings", [])]
        ends = {"as declared": {}, "differs": {"failed": True}, "unknown": {"unreachable": True}}
        where = f"; {os.path.join(directory, 'drift.md')} tells what differs" if drift["verdict"] == "differs" else ""
        result = {"changed": False, "msg": drift["summary"] + where, "verdict": drift["verdict"], **ends[drift["verdict"]]}
        return {**result, "warnings": list(dict.fromkeys(warnings))} if warnings else result

    def _ask(self, module, options, task_vars, mirror=False):
        """What a module says of all hosts, and of each account."""
        task = self._task.copy()
        task.args = {"module": module, "hosts": self._task.args["hosts"], "options": options, "mirror": mirror, "complete": True}
        action = self._shared_loader_obj.action_loader.get(
            "status_cake_hosts",
            # Within a collection the plugin has another name.
            collection_list=self._task.collections,
            task=task,
            connection=self._connection,
            play_context=self._play_context,
            loader=self._loader,
            templar=self._templar,
            shared_loader_obj=self._shared_loader_obj,
        )
        try:
            return action.run(task_vars=task_vars)
        except AnsibleError as error:
            return {"failed": True, "msg": error.message}


def write_file(path, text):
    """Puts a file in its place, whole. What an account holds is nobody else's business."""
    draft = f"{path}.{os.getpid()}.tmp"
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(draft, path)
    finally:
        with suppress(FileNotFoundError):
            os.remove(draft)


def drift_of(plan, groups, account, whole, is_known, prefix):
    """All that the files tell, as plain data; of a part of the inventory nothing about the checks of others."""
    planned = [(part["account"], check) for part in plan.get("results", [plan]) for check in part.get("checks", [])]
    managed = {(number, check["kind"], check["id"]) for number, check in planned}
    checks = [described(check, plan.get("diff", [])) for number, check in planned]
    differing = [check for check in checks if check["action"] != "unchanged"]
    problems = plan.get("problems", [])
    changing = [
        {"name": part["contact_group"]["name"], "action": part["action"], "changes": part["changes"]}
        for part in groups.get("results", [groups])
        if part.get("changed")
    ]
    rows = {
        (part["account"], kind, row["id"]): row
        for part in account.get("results", [account])
        for option, kind in KINDS.items()
        for row in part.get(option, [])
    }
    # What is known to be of nobody is no news, whatever there is to say of it.
    held = {key: row for key, row in rows.items() if key in managed or (whole and not is_known(identity(key, row)))}
    # What a stack with a mistake has is not planned, and yet its own.
    kept = kept_by({problem["stack"] for problem in problems}, held, prefix)
    names = Counter(name_of(key, row) for key, row in held.items())
    parts = [part for result in (plan, groups, account) for part in result.get("results", [result])]
    verdict = verdict_of(parts, [*differing, *problems, *changing])
    return {
        "verdict": verdict,
        "summary": summary_of(verdict, parts, checks, [*differing, *problems], changing),
        "contact_groups": changing,
        "stacks": by_stack(checks),
        "problems": problems,
        "unmanaged": [identity(key, row) for key, row in held.items() if key not in managed and key not in kept],
        "twins": [identity(key, row) for key, row in held.items() if names[name_of(key, row)] > 1],
        "paused": [identity(key, row) for key, row in held.items() if row.get("paused")],
        "cost": plan.get("api", {}),
        "plans": [part["plan"] for part in plan.get("results", [plan]) if "plan" in part],
    }


def kept_by(stacks, rows, prefix):
    """What stacks have by its tags or its name, and the SSL tests of the hosts that it is at."""
    tags = {prefix + stack for stack in stacks}
    own = {
        key: row
        for key, row in rows.items()
        if tags.intersection(row.get("tags") or ()) or str(row.get("name", "")).partition(" ")[0] in stacks
    }
    hosts = {(key[0], urlsplit(row["website_url"]).hostname) for key, row in own.items() if row.get("website_url")}
    return {key for key, row in rows.items() if key in own or (key[1] == "ssl" and (key[0], urlsplit(row["website_url"]).hostname) in hosts)}


def verdict_of(results, differences):
    """Where something has failed for another reason than a problem with a stack, nothing is known."""
    if any(result.get("failed") and not result.get("problems") for result in results):
        return "unknown"
    return "differs" if differences else "as declared"


def summary_of(verdict, results, checks, differing, groups):
    """The first line of all that people read."""
    if verdict == "unknown":
        said = dict.fromkeys(result["msg"] for result in results if result.get("failed") and "msg" in result)
        # Where one module ran once and another several times, the same is said with its hosts and without.
        reasons = [reason for reason in said if not any(other.startswith(f"{reason} (hosts ") for other in said)]
        return f"Whether StatusCake is as declared could not be told: {'; '.join(reasons)}"
    if verdict == "as declared":
        return f"StatusCake is as declared: {counted(checks)}"
    parts = [counted(differing)] if differing else []
    parts += [number_of(groups, "contact group")] if groups else []
    return f"StatusCake is not as declared: {' and '.join(parts)}"


def counted(checks):
    return f"{number_of(checks, 'check')} of {number_of({check['stack'] for check in checks}, 'stack')}"


def number_of(things, noun):
    return f"{len(things)} {noun}{'' if len(things) == 1 else 's'}"


def described(check, diffs):
    """A check with what differs, as text."""
    title = f'{TITLES[check["kind"]]} {json.dumps(check["name"], ensure_ascii=False)} of {check["stack"]}'
    own = [entry for entry in diffs if entry.get("stack") == check["stack"] and entry["before_header"].startswith(title)]
    keys = ("stack", "kind", "name", "id", "action", "changes")
    return {**{key: check[key] for key in keys}, "before": "".join(e["before"] for e in own), "after": "".join(e["after"] for e in own)}


def by_stack(checks):
    stacks = {}
    for check in checks:
        stacks.setdefault(check["stack"], []).append(check)
    return [{"stack": stack, "checks": own} for stack, own in stacks.items()]


def identity(key, row):
    kind, identifier = key[1:]
    return {"kind": kind, "name": row.get("name", row.get("website_url")), "id": identifier}


def name_of(key, row):
    """What makes checks of one account twins."""
    number, kind = key[:2]
    return number, kind, row.get("name", row.get("website_url"))


def any_of(globs):
    """Tells whether a check has one of these names or IDs, in which * stands for any text and ? for any character."""
    forms = {"*": ".*", "?": "."}
    patterns = [re.compile("".join(forms.get(character, re.escape(character)) for character in str(glob)), re.DOTALL) for glob in globs]
    return lambda check: any(pattern.fullmatch(text) for pattern in patterns for text in (str(check["name"]), check["id"]))


def markdown(drift):
    """For a chat or a merge request."""
    lines = [f"**{plain(drift['summary'])}**", ""]
    for entry in drift["stacks"]:
        differing = [check for check in entry["checks"] if check["action"] != "unchanged"]
        if differing:
            lines += [f"### {plain(entry['stack'])}", ""]
        for check in differing:
            changes = f": {', '.join(check['changes'])}" if check["action"] in ("updated", "recreated") else ""
            lines += [f"- {TITLES[check['kind']]} {plain(check['name'])} is to be {check['action']}{changes}"]
        lines += [""] if differing else []
    for group in drift["contact_groups"]:
        lines += [f"- contact group {plain(group['name'])} is to be {group['action']}: {', '.join(group['changes'])}"]
    for problem in drift["problems"]:
        lines += [f"- {plain(problem['stack'])}, {plain(problem['check'])}, {problem['option']}: {plain(problem['message'])}"]
    for title, rows in (("Managed by nobody", "unmanaged"), ("Twins", "twins"), ("Paused", "paused")):
        if drift[rows]:
            lines += ["", f"### {title}", "", *(f"- {TITLES[row['kind']]} {plain(row['name'])} (ID {row['id']})" for row in drift[rows])]
    cost = drift["cost"]
    if "needed_requests" in cost and drift["verdict"] == "differs":
        lines += ["", f"To apply it takes {cost['needed_requests']} requests, at least {cost['needed_seconds']} s; this comparison took {cost['requests']}."]
    return "\n".join(lines).rstrip() + "\n"


def plain(text):
    """A text that Markdown takes for nothing else."""
    return "".join(f"\\{character}" if character in "\\`*_{}[]<>#|" else character for character in str(text))


def junit(drift):
    """For CI: a suite for each stack and a test case for each check."""
    suites = ElementTree.Element("testsuites", name="StatusCake")
    for entry in drift["stacks"]:
        suite = ElementTree.SubElement(suites, "testsuite", name=entry["stack"])
        for check in entry["checks"]:
            case = ElementTree.SubElement(suite, "testcase", classname=entry["stack"], name=f"{check['kind']} {check['name']}")
            if check["action"] != "unchanged":
                failure = ElementTree.SubElement(case, "failure", message=f"to be {check['action']}")
                failure.text = f"--- before\n{check['before']}+++ after\n{check['after']}"
    for problem in drift["problems"]:
        suite = ElementTree.SubElement(suites, "testsuite", name=problem["stack"])
        case = ElementTree.SubElement(suite, "testcase", classname=problem["stack"], name=problem["check"])
        ElementTree.SubElement(case, "failure", message=f"{problem['option']}: {problem['message']}")
    if drift["verdict"] == "unknown":
        suite = ElementTree.SubElement(suites, "testsuite", name="StatusCake")
        case = ElementTree.SubElement(suite, "testcase", classname="StatusCake", name="comparison")
        ElementTree.SubElement(case, "error", message=drift["summary"])
    for suite in suites:
        suite.set("tests", str(len(suite.findall("testcase"))))
        suite.set("failures", str(len(suite.findall("testcase/failure"))))
        suite.set("errors", str(len(suite.findall("testcase/error"))))
    ElementTree.indent(suites)
    return ElementTree.tostring(suites, encoding="unicode", xml_declaration=True) + "\n"
