"""Says in files and by its result whether StatusCake is as the inventory declares it, from what two tasks have found out."""

import json
import os
import re
from collections import Counter
from xml.etree import ElementTree

from ansible.plugins.action import ActionBase

# The kinds of status_cake_info, as the checks of status_cake_stack are called.
KINDS = {"tests": "uptime", "heartbeats": "heartbeat", "ssl": "ssl", "pagespeed": "pagespeed"}
WRITERS = {"json": lambda drift: json.dumps(drift, indent=2) + "\n", "md": lambda drift: markdown(drift), "xml": lambda drift: junit(drift)}


class ActionModule(ActionBase):
    """Fails where it differs; where that is not known the host counts as unreachable, which ends ansible-playbook with 4."""

    _VALID_ARGS = frozenset(("plan", "groups", "account", "known", "directory"))

    def run(self, tmp=None, task_vars=None):
        super().run(tmp, task_vars)
        arguments = self._task.args
        drift = drift_of(*(task_vars[arguments[name]] for name in ("plan", "groups", "account")), arguments["known"])
        for extension, write in WRITERS.items():
            path = os.path.join(os.path.expanduser(arguments["directory"]), f"drift.{extension}")
            # What an account holds is nobody else's business.
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
                file.write(write(drift))
        ends = {"as declared": {}, "differs": {"failed": True}, "unknown": {"unreachable": True}}
        return {"changed": False, "msg": drift["summary"], "verdict": drift["verdict"], **ends[drift["verdict"]]}


def drift_of(plan, groups, account, known):
    """All that the files tell, as plain data."""
    checks = [described(check, plan.get("diff", [])) for check in plan.get("checks", [])]
    differing = [check for check in checks if check["action"] != "unchanged"]
    problems = plan.get("problems", [])
    changing = [
        {"name": part["contact_group"]["name"], "action": part["action"], "changes": part["changes"]}
        for part in groups.get("results", [groups])
        if part.get("changed")
    ]
    managed = {(check["kind"], check["id"]) for check in checks}
    is_known = any_of(known)
    rows = [
        {"kind": kind, "name": row.get("name", row.get("website_url")), "id": row["id"], "paused": row.get("paused", False)}
        for part in account.get("results", [account])
        for option, kind in KINDS.items()
        for row in part.get(option, [])
    ]
    # What is known to be of nobody is no news, whatever there is to say of it.
    held = [row for row in rows if (row["kind"], row["id"]) in managed or not is_known(row)]
    names = Counter((row["kind"], row["name"]) for row in held)
    parts = [part for result in (plan, groups) for part in result.get("results", [result])]
    verdict = verdict_of(parts, [*differing, *problems, *changing])
    return {
        "verdict": verdict,
        "summary": summary_of(verdict, parts, checks, [*differing, *problems], changing),
        "contact_groups": changing,
        "stacks": by_stack(checks),
        "problems": problems,
        "unmanaged": [identity(row) for row in held if (row["kind"], row["id"]) not in managed],
        "twins": [identity(row) for row in held if names[row["kind"], row["name"]] > 1],
        "paused": [identity(row) for row in held if row["paused"]],
        "cost": plan.get("api", {}),
        "plans": [part["plan"] for part in plan.get("results", [plan]) if "plan" in part],
    }


def verdict_of(results, differences):
    """Where something has failed for another reason than a problem with a stack, nothing is known."""
    if any(result.get("failed") and not result.get("problems") for result in results):
        return "unknown"
    return "differs" if differences else "as declared"


def summary_of(verdict, results, checks, differing, groups):
    """The first line of all that people read."""
    if verdict == "unknown":
        reasons = [result["msg"] for result in results if result.get("failed") and "msg" in result]
        return f"Whether StatusCake is as declared could not be told: {'; '.join(reasons)}"
    stacks = len({check["stack"] for check in checks})
    if verdict == "as declared":
        return f"StatusCake is as declared: {len(checks)} checks of {stacks} stacks"
    where = len({entry["stack"] for entry in differing})
    others = f", and {len(groups)} contact groups" if groups else ""
    return f"StatusCake is not as declared: {len(differing)} checks, of {where} stacks{others}"


def described(check, diffs):
    """A check with what differs, as text."""
    title = f'"{check["name"]}" of {check["stack"]}'
    own = [entry for entry in diffs if entry.get("stack") == check["stack"] and title in entry["before_header"]]
    keys = ("stack", "kind", "name", "id", "action", "changes")
    return {**{key: check[key] for key in keys}, "before": "".join(e["before"] for e in own), "after": "".join(e["after"] for e in own)}


def by_stack(checks):
    stacks = {}
    for check in checks:
        stacks.setdefault(check["stack"], []).append(check)
    return [{"stack": stack, "checks": own} for stack, own in stacks.items()]


def identity(row):
    return {key: row[key] for key in ("kind", "name", "id")}


def any_of(globs):
    """Tells whether a check has one of these names or IDs, in which * stands for any text and ? for any character."""
    forms = {"*": ".*", "?": "."}
    patterns = [re.compile("".join(forms.get(character, re.escape(character)) for character in str(glob)), re.DOTALL) for glob in globs]
    return lambda row: any(pattern.fullmatch(text) for pattern in patterns for text in (str(row["name"]), row["id"]))


def markdown(drift):
    """For a chat or a merge request."""
    lines = [f"**{plain(drift['summary'])}**", ""]
    for entry in drift["stacks"]:
        differing = [check for check in entry["checks"] if check["action"] != "unchanged"]
        if differing:
            lines += [f"### {plain(entry['stack'])}", ""]
        for check in differing:
            changes = f": {', '.join(check['changes'])}" if check["action"] in ("updated", "recreated") else ""
            lines += [f"- {check['kind']} test {plain(check['name'])} is to be {check['action']}{changes}"]
        lines += [""] if differing else []
    for group in drift["contact_groups"]:
        lines += [f"- contact group {plain(group['name'])} is to be {group['action']}: {', '.join(group['changes'])}"]
    for problem in drift["problems"]:
        lines += [f"- {plain(problem['stack'])}, {plain(problem['check'])}, {problem['option']}: {plain(problem['message'])}"]
    for title, rows in (("Managed by nobody", "unmanaged"), ("Twins", "twins"), ("Paused", "paused")):
        if drift[rows]:
            lines += ["", f"### {title}", "", *(f"- {row['kind']} test {plain(row['name'])} (ID {row['id']})" for row in drift[rows])]
    cost = drift["cost"]
    if "needed_requests" in cost:
        lines += ["", f"To apply it takes {cost['needed_requests']} requests, at least {cost['needed_seconds']} s; this comparison took {cost['requests']}."]
    return "\n".join(lines) + "\n"


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
