"""Runs a module of StatusCake for many hosts in one task: once for each account, with what the variables of the role say there.

Variables are looked up as Ansible does it for a task on the host itself, and templated there when they are needed; that is what
a loop over hosts could not do, since hostvars knows nothing of roles and plays.
"""

import functools
import hashlib
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone
from urllib.parse import urlsplit

from ansible.errors import AnsibleError
from ansible.module_utils.parsing.convert_bool import boolean
from ansible.plugins.action import ActionBase
from ansible.template import Templar
from ansible.utils.path import unfrackpath

PREFIX = "statuscake_stack_"

# The options of status_cake_stack that declare checks.
KINDS = ("tests", "heartbeats", "ssl", "pagespeed")

# What may be different for no two hosts that share a run of these modules. Of others, what differs makes another run.
IDENTITY = {"mirror": ("api_url", "api_key"), "status_cake_contact_group": ("api_url", "api_key", "name")}


class HostVariables:
    """The variables of the role on a host, by their names without the prefix; what is not set there is None."""

    def __init__(self, host, variables, templar):
        self._host = host
        self._variables = variables
        self._templar = templar
        self._known = {}

    def __getitem__(self, name):
        if name not in self._known:
            self._known[name] = self._look_up(name)
        return self._known[name]

    def _look_up(self, name):
        raw = self._variables.get(PREFIX + name)
        if raw is None:
            return None
        try:
            return self._plain(self._templar.template(raw))
        except AnsibleError as error:
            # Before ansible-core 2.19 the message of an error ends with that of its cause, also where both are the same.
            cause = str(error.orig_exc)
            raise self.mistake(name, error.message.replace(f"{cause}. {cause}", cause)) from error

    def is_on(self, name):
        """Whether a variable says yes, in any of the words that Ansible takes for it."""
        value = self[name]
        try:
            return boolean(value)
        except TypeError as error:
            raise self.mistake(name, f"takes yes or no, got: {value}") from error

    def mistake(self, name, reason):
        """What is wrong with a variable, and where."""
        return AnsibleError(f"{self._host}: {PREFIX}{name}: {reason}")

    def given(self, names):
        """Those of these that are set."""
        values = {name: self[name] for name in names}
        return {name: value for name, value in values.items() if value is not None}

    def _plain(self, value):
        """Without what is omitted, at any depth, and with vaulted texts in the clear, as the module is to get them."""
        if self._is_omitted(value):
            return None
        if isinstance(value, Mapping):
            return {str(key): self._plain(item) for key, item in value.items() if not self._is_omitted(item)}
        if isinstance(value, (list, tuple)):
            return [self._plain(item) for item in value if not self._is_omitted(item)]
        return value if value is None or isinstance(value, (bool, int, float)) else str(value)

    def _is_omitted(self, value):
        omit = self._variables.get("omit")
        return value is omit or (isinstance(value, str) and value == omit)


@dataclass
class Call:
    """What one host wants of a module, and what it adds to the list `stacks` of a run that others share."""

    options: dict
    stack: object = None
    window: str = ""
    # What the stack was called before, whose tag its tests may still have.
    former: object = None
    # Where to leave when the window was open, and by which run.
    journal: str = ""
    journal_run: str = ""


@dataclass
class Run:
    """A run of a module, and the hosts that share it, each with what it adds."""

    options: dict
    calls: dict = field(default_factory=dict)
    # How many checks the runs before it have deleted.
    deleted: int = 0


def checks(variables, passed_on, to_come):
    """The checks of a host's stack, as an entry of the option `stacks` of status_cake_stack."""
    stack = variables.given(passed_on["stack"])
    stack["stack"] = variables["name"]
    stack["defaults"] = {**variables.given(passed_on["defaults"]), **(variables["defaults"] or {})}
    # Under --check a group that is to be made has no ID yet by which to declare it.
    if to_come.intersection(variables["contact_groups"] or []):
        stack["defaults"].pop("contact_groups", None)
    stack["tests"] = [*own_tests(variables, passed_on["test"]), *(variables["tests"] or [])]
    if variables.is_on("ssl_enabled"):
        url = urlsplit(variables["base_url"])
        if url.scheme == "https":
            options = {name: variables[f"ssl_{name}"] for name in passed_on["ssl"]}
            # A certificate is that of a host, whatever the path.
            own = {"website_url": f"{url.scheme}://{url.netloc}", **without_none(options)}
            stack["ssl"] = [own, *(stack.get("ssl") or [])]
    return [Call(variables.given(passed_on["task"]), stack)]


def own_tests(variables, options):
    """The two uptime tests that every stack has."""
    for kind in ("liveness", "readiness"):
        if variables.is_on(f"{kind}_enabled"):
            yield {
                "website_url": variables["base_url"].rstrip("/") + variables[f"{kind}_path"],
                **without_none({name: variables[f"{kind}_{name}"] for name in options}),
            }


def contact_groups(variables, passed_on, _to_come):
    """The contact groups of a host's account."""
    groups = variables["account_contact_groups"] or []
    for name in {name for group in groups for name in group}.difference(passed_on["contact_group"]):
        supported = ", ".join(passed_on["contact_group"])
        raise variables.mistake("account_contact_groups", f"{name} is no option of a contact group; those are {supported}")
    return [Call({**variables.given(passed_on["account"]), **group}) for group in groups]


def window(variables, passed_on, _to_come):
    """The maintenance window of a host's stack; none where its duration is empty."""
    duration, former = variables["window_duration"], variables["renamed_from"]
    # What is wrong with the name of a host's stack is told where its checks are, and no reason to leave all others without a window.
    if not duration or not is_stack_name(variables["name"]):
        return []
    options = {
        **variables.given(passed_on["account"]),
        "start_at": "now",
        "end_at": duration,
        "tag_prefix": variables["tag_prefix"],
        "duplicates": "remove",
        "when_unavailable": "fail" if variables.is_on("window_required") else "warn",
    }
    journal = {name: variables[name] or "" for name in ("journal", "journal_run")}
    return [Call(options, variables["name"], variables["window_name"], former if is_stack_name(former) else None, **journal)]


def is_stack_name(name):
    """Whether a stack may be called this."""
    return re.fullmatch(r"[A-Za-z0-9._-]+", str(name)) is not None


def account(variables, passed_on, _to_come):
    """The account of a host."""
    return [Call(variables.given(passed_on["account"]))]


# What a result tells of single hosts, stacks and checks.
LISTS = ("hosts", "results", "checks", "stacks", "deletions", "problems", "diff")

# What becomes of an account after another one in which too much would be deleted.
STOPPED = {"changed": False, "failed": True, "msg": "nothing was done in the next account"}

# What a run says of all its hosts alike.
SHARED = ("changed", "failed", "msg", "available", "in_doubt", "maintenance_window")

CALLS = {
    "status_cake_stack": checks,
    "status_cake_contact_group": contact_groups,
    "status_cake_maintenance_window": window,
    "status_cake_info": account,
}


class ActionModule(ActionBase):
    """See the docstring of the file."""

    # `opened` names the variable that has the result of opening the windows which this task closes: they go into the journal.
    # `shares_lists` lets this task use lists of the account that other hosts have read a moment ago.
    _VALID_ARGS = frozenset(("module", "hosts", "options", "mirror", "each", "complete", "opened", "shares_lists"))

    def run(self, tmp=None, task_vars=None):
        super().run(tmp, task_vars)
        arguments = self._task.args
        module, mirror = arguments["module"], boolean(arguments.get("mirror", False))
        each = boolean(arguments.get("each", False))
        calls, errors = self._calls_of(module, arguments["hosts"], task_vars)
        for run in runs_of(calls):
            errors.update(contradictions_in(run))
        if errors and not each:
            return {"failed": True, "msg": "nothing was done; " + "; ".join(dict.fromkeys(errors.values()))}
        runs = runs_of((host, call) for host, call in calls if host not in errors)
        self._stacks = {str(call.stack["stack"]) for _, call in calls if isinstance(call.stack, dict)}
        refuse_contradictions(runs, IDENTITY.get("mirror" if mirror else module, ()))
        if mirror and not runs:
            return {"failed": True, "msg": "there is no host: nothing says which stacks remain"}
        results = []
        for run, account in zip(runs, accounts_of(runs)):
            run.deleted = sum(map(deletions_in, results))
            is_stopped = any("deletions" in result for result in results)
            result = dict(STOPPED) if is_stopped else self._result_of(module, run, errors if each else None, task_vars)
            results.append({**result, "account": account})
        # Each host has its own result; what is said of many names them.
        combined = combined_result([naming_hosts(result, run) for run, result in zip(runs, results)] if len(runs) > 1 else results)
        opened = task_vars.get(arguments.get("opened"), {}).get("hosts", {})
        for run, result in zip(runs, results):
            if not result.get("failed"):
                leave_in_journal(run.calls, opened)
        hosts = combined["hosts"] = {}
        for run, result in zip(runs, results):
            # A host may be in several runs, such as one for each of its contact groups.
            hosts.update((host, worse_of(hosts.get(host, {}), own_result(result, call, each))) for host, call in run.calls.items())
        hosts.update((host, {"failed": True, "msg": error}) for host, error in errors.items())
        if each:
            # Each host tells its own; this task has not failed.
            if combined.pop("failed", False):
                combined.pop("msg", None)
            combined.pop("exception", None)
            if module == "status_cake_stack":
                combined.pop("diff", None)
        is_long = combined.get("failed") and len(arguments["hosts"]) > 1 and not arguments.get("complete")
        return shortened(combined) if is_long else combined

    def _result_of(self, module, run, errors, task_vars):
        """Carries out a run. What is wrong with what single hosts add becomes their errors, and the others go on."""
        options = {**options_of(module, run), **self._task.args.get("options", {})}
        # The limit is one for all accounts, so a run gets what those before it have left of it.
        if run.deleted and str(options.get("deletion_limit")).isdigit():
            options["deletion_limit"] = max(0, int(options["deletion_limit"]) - run.deleted)
        # Previews are to tell how things are now.
        if self._task.check_mode or not boolean(self._task.args.get("shares_lists", False)):
            options["list_max_age"] = 0
        result = self._execute(module, options, run, task_vars)
        # Thousands of lines that say again what the inventory says.
        result.pop("invocation", None)
        if run.deleted and "deletions" in result:
            result["msg"] += f"; that is what {run.deleted} deletions in other accounts have left of the limit of the play"
        wrong = result.get("wrong_entries", {}).get("stacks")
        if errors is None or not wrong:
            return result
        stacks = stacks_of(run)
        for index, error in wrong.items():
            for host in stacks[int(index)][1]:
                del run.calls[host]
                errors[host] = error
        return self._result_of(module, run, errors, task_vars) if run.calls else {"changed": False}

    def _execute(self, module, options, run, task_vars):
        """Runs the module; again with what the other hosts declare, where it asks for that: to find it out for all takes long."""
        others = [host for host in task_vars["hostvars"] if host not in run.calls]
        if module != "status_cake_stack":
            return self._execute_module(module_name=module, module_args=options, task_vars=task_vars)
        if options.get("purge_unlisted_stacks"):
            # What hosts of other accounts declare is listed: their token may be a slip, or another one of the same account.
            names = self._stacks.difference(call.stack["stack"] for call in run.calls.values())
            kept = [{"stack": name} for name in sorted(names) if is_stack_name(name)]
            return self._execute_module(module_name=module, module_args={**options, "other_stacks": kept}, task_vars=task_vars)
        if not others:
            return self._execute_module(module_name=module, module_args={**options, "other_stacks": []}, task_vars=task_vars)
        # Where all stacks go it will be asked for, and the account would be read twice.
        if any(call.stack.get("state") != "absent" for call in run.calls.values()):
            asking = {**options, "ask_for_other_stacks": True}
            result = self._execute_module(module_name=module, module_args=asking, task_vars=task_vars)
            if not result.get("needs_other_stacks"):
                return result
        # What another host cannot say, such as one without a stack, it does not declare.
        calls = self._calls_of(module, others, task_vars)[0]
        stacks = [
            # A task or a play that removes stacks says so of all hosts alike; the inventory says which of them are there.
            {**declared_elsewhere(call.stack), "state": task_vars["hostvars"][host].get(f"{PREFIX}state") or "present"}
            for host, call in calls
            if is_same_account(call.options, run.options)
        ]
        return self._execute_module(module_name=module, module_args={**options, "other_stacks": stacks}, task_vars=task_vars)

    def _calls_of(self, module, hosts, task_vars):
        """What each host wants of the module, and what is wrong with the variables of those that cannot say it."""
        calls, errors = [], {}
        # Wherever the task runs, what counts are the hosts.
        task = self._task.copy()
        task.delegate_to = None
        to_come = groups_to_come(task_vars.get(f"{PREFIX}contact_groups_result"))
        templar = shared_templar(self._loader)
        for host in hosts:
            templar.available_variables = variables_of(host, task, task_vars["hostvars"])
            variables = HostVariables(host, templar.available_variables, templar)
            try:
                passed_on = task_vars[f"__{PREFIX}passed_on"]
                for call in CALLS[module](variables, passed_on, to_come):
                    call.options = told_once(call.options)
                    calls.append((host, call))
            except AnsibleError as error:
                errors[host] = error.message
        return calls, errors


def told_once(options):
    """The options of a run without what the environment says of the account anyway, and what no token or URL has at its ends: one account is one."""
    plain = dict(options)
    for name, variables, ends in (("api_key", ("STATUSCAKE_API_TOKEN", "STATUSCAKE_API_KEY"), ""), ("api_url", ("STATUSCAKE_API_URL",), "/")):
        default = next((os.environ[variable] for variable in variables if os.environ.get(variable)), None)
        if plain.get(name):
            plain[name] = str(plain[name]).strip().rstrip(ends or None)
            if default is not None and plain[name] == default.strip().rstrip(ends or None):
                del plain[name]
    return plain


def is_same_account(options, others):
    return all(options.get(name) == others.get(name) for name in ("api_url", "api_key"))


def declared_elsewhere(stack):
    """What a stack declares, as far as it tells which checks it means."""
    test_type = (stack.get("defaults") or {}).get("test_type")
    kinds = {kind: [meant(check, test_type) for check in stack[kind] if isinstance(check, dict)] for kind in KINDS if stack.get(kind) is not None}
    return {"stack": stack["stack"], **without_none({"renamed_from": stack.get("renamed_from")}), **kinds}


def meant(check, test_type):
    """What tells which check of the account a declared one is."""
    url = next((check[name] for name in ("website_url", "url", "domain") if name in check), None)
    known = {"test_type": test_type, **check, "website_url": url}
    return without_none({name: known.get(name) for name in ("id", "name", "renamed_from", "website_url", "test_type", "region")})


def shared_templar(loader):
    """Hosts of a group have the same templates, so each is compiled once, which is most of the work before ansible-core 2.19."""
    templar = Templar(loader=loader, variables={})
    environment = vars(templar).get("environment")
    if environment is not None:
        environment.compile = functools.lru_cache(maxsize=None)(environment.compile)
    return templar


def variables_of(host, task, hostvars):
    """The variables that a task would have on a host."""
    parent = task
    while getattr(parent, "_play", None) is None:
        parent = parent._parent
    found = hostvars._inventory.get_host(host)
    return hostvars._variable_manager.get_vars(play=parent._play, host=found, task=task)


def runs_of(calls):
    """Joins the calls that have the same options, in their order."""
    runs = {}
    for host, call in calls:
        run = runs.setdefault(json.dumps(call.options, sort_keys=True), Run(call.options))
        run.calls[host] = call
    return list(runs.values())


def refuse_contradictions(runs, identity):
    """Two runs of one account, or on one contact group, would undo each other's work."""
    known = {}
    for run in runs if identity else ():
        other = known.setdefault(subject_of(run.options, identity), run)
        if other is not run:
            names = sorted({*run.options, *other.options})
            differing = ", ".join(name for name in names if run.options.get(name) != other.options.get(name))
            what = run.options.get("name", "it")
            first, second = next(iter(other.calls)), next(iter(run.calls))
            if first == second:
                raise AnsibleError(f"{first} says two things of {what}: {differing}; take one of them out, or give each its id")
            raise AnsibleError(
                f"{first} and {second} are of one account and say different things of {what}: {differing}; "
                "set that once for both, in group_vars"
            )


def subject_of(options, identity):
    """What a run is about. Names may be there twice, so an ID counts in the place of a name."""
    names = ("id" if name == "name" and options.get("id") else name for name in identity)
    return tuple((name, str(options.get(name))) for name in names)


def accounts_of(runs):
    """Which account each run is about: the same number for all runs of one, and for other tasks on the same hosts."""
    accounts = [tuple(str(run.options.get(name)) for name in ("api_url", "api_key")) for run in runs]
    numbers = list(dict.fromkeys(accounts))
    return [numbers.index(account) for account in accounts]


def deletions_in(result):
    """How many checks a run has deleted, or would delete."""
    return sum(result.get("summary", {}).get(action, 0) for action in ("deleted", "recreated"))


def stacks_of(run):
    """What the hosts of a run add, each once, and which hosts that are: a stack may have several."""
    stacks = {}
    for host, call in run.calls.items():
        stacks.setdefault(json.dumps(call.stack, sort_keys=True), (call.stack, []))[1].append(host)
    return list(stacks.values())


def contradictions_in(run):
    """The hosts that say different things of one stack, and what."""
    errors = {}
    known = {}
    for stack, hosts in stacks_of(run):
        if not isinstance(stack, dict):
            continue
        other, first = known.setdefault(stack["stack"], (stack, hosts))
        if other is not stack:
            differing = [name for name in sorted({*stack, *other}) if stack.get(name) != other.get(name)]
            error = (
                f"{first[0]} and {hosts[0]} are hosts of the stack {stack['stack']} and say different things of it: "
                f"{', '.join(differing)}; set that once for both, in group_vars, or give them names of their own"
            )
            errors.update((host, error) for host in (*first, *hosts))
    return errors


def options_of(module, run):
    """The options of a run, with what the hosts that share it add."""
    stacks = [stack for stack, hosts in stacks_of(run)]
    if module == "status_cake_stack":
        return {**run.options, "stacks": stacks}
    if module == "status_cake_maintenance_window":
        former = [call.former for call in run.calls.values() if call.former]
        return {**run.options, "stacks": [*stacks, *former], "name": window_name(list(run.calls.values()))}
    return dict(run.options)


def window_name(calls):
    """The name of the window of many: the next run on the same stacks has to find it, and no run on others."""
    first, *others = [call.window for call in calls]
    if not others:
        return first
    digest = hashlib.sha256("\n".join(sorted(call.stack for call in calls)).encode()).hexdigest()
    return f"{first} and {len(others)} more ({digest[:8]})"


def leave_in_journal(calls, opened):
    """Adds a line for each host whose window was open until now, as closing has deleted it."""
    now = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    for host, call in calls.items():
        window = opened.get(host, {}).get("maintenance_window")
        if call.journal and window:
            line = {"stacks": [call.stack], "from": window["start_at"], "to": now, "run": call.journal_run}
            try:
                append_line(os.path.join(unfrackpath(call.journal, follow=False), f"{call.stack}.jsonl"), json.dumps(line))
            except OSError as error:
                raise AnsibleError(f"{host}: {PREFIX}journal: {call.journal} cannot be written: {error.strerror}") from error


def append_line(path, line):
    """Adds a line to a file, also where the last one has no end."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "ab+") as file:
        file.seek(0, os.SEEK_END)
        if file.tell() > 0:
            file.seek(-1, os.SEEK_END)
            line = line if file.read(1) == b"\n" else f"\n{line}"
        file.write(f"{line}\n".encode())


def naming_hosts(result, run):
    """A result whose failure and warnings say which hosts they are about: accounts have no names."""
    first, others = list(run.calls)[:3], len(run.calls) - 3
    hosts = f" (hosts {', '.join(first)}{f' and {others} more' if others > 0 else ''})"
    named = dict(result)
    if result.get("failed"):
        named["msg"] = result["msg"] + hosts
    if result.get("warnings"):
        named["warnings"] = [warning + hosts for warning in result["warnings"]]
    return named


def combined_result(results):
    """One result of many: lists one after the other, numbers added up. Of one it is that."""
    if len(results) == 1:
        return dict(results[0])
    combined = {"changed": any(result.get("changed") for result in results), "results": results}
    failures = [result for result in results if result.get("failed")]
    messages = [result["msg"] for result in failures or results if "msg" in result]
    if failures:
        combined["failed"] = True
    if messages:
        combined["msg"] = "; ".join(dict.fromkeys(messages))
    for name in ("checks", "problems", "diff", "warnings"):
        lists = [result[name] for result in results if result.get(name)]
        if lists:
            combined[name] = [item for part in lists for item in (part if isinstance(part, list) else [part])]
    for name in ("summary", "api"):
        parts = [result[name] for result in results if name in result]
        if parts:
            combined[name] = {key: sum(part.get(key, 0) for part in parts) for part in parts for key in part}
    return combined


def shortened(result):
    """What is left where a task on many hosts has failed: Ansible prints all of it on one line, and its message says what counts."""
    return {key: value for key, value in result.items() if key not in LISTS}


def own_result(result, call, whole):
    """What a run says of one of its hosts; with its checks and its diff, if that is to be the whole of it."""
    shared = {key: result[key] for key in SHARED if key in result}
    if not whole or call.stack is None:
        return shared
    name = call.stack["stack"]
    own = result.get("stacks", {}).get(name, shared)
    parts = {key: [part for part in result.get(key, []) if part.get("stack") == name] for key in ("checks", "diff")}
    return {**own, **{key: part for key, part in parts.items() if part}}


def worse_of(one, other):
    """Of two results of a host, first and second, the one that has failed, with what both say where both have."""
    if one.get("failed") and other.get("failed"):
        return {**one, "msg": "; ".join(dict.fromkeys((one["msg"], other["msg"])))}
    return one if one.get("failed") else other


def groups_to_come(result):
    """The names of contact groups that a preview could not make."""
    results = (result or {}).get("results", [result] if result else [])
    groups = [part.get("contact_group") for part in results if part.get("id", "") is None]
    return {group["name"] for group in groups if group}


def without_none(options):
    return {name: value for name, value in options.items() if value is not None}
