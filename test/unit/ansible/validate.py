"""Runs cases through Ansible's own code: a case per line in, its version and then an outcome per line out, all as JSON."""
import json
import os
import sys

from ansible.module_utils.common import warnings
from ansible.module_utils.common.arg_spec import ModuleArgumentSpecValidator
from ansible.module_utils.common.parameters import env_fallback, remove_values, sanitize_keys
from ansible.release import __version__

OURS = ('environment', 'minimum', 'maximum', 'description', 'version_added')


def to_ansible(spec):
    """The declaration as Ansible knows it: environment variables are a fallback, our own keys go."""
    converted = {}
    for name, option in spec.items():
        converted[name] = {key: value for key, value in option.items() if key not in OURS}
        if 'environment' in option:
            converted[name]['fallback'] = (env_fallback, option['environment'])
        if 'options' in option:
            converted[name]['options'] = to_ansible(option['options'])
    return converted


def as_declared(value, option):
    """The value as its type promises: True for an int is 1, as the two are equal in Python but not in JavaScript.

    Raises TypeError for a dict that is none: what Ansible makes of '{1, 2}' or '{}, {}'.
    """
    if value is None:
        return None
    if option.get('type') == 'int':
        return int(value)
    if option.get('type') == 'dict' and not isinstance(value, dict):
        raise TypeError('no dict: %r' % value)
    if isinstance(value, list):
        element = dict(option, type=option.get('elements'))
        return [as_declared(each, element) for each in value]
    for name, sub_option in option.get('options', {}).items():
        value[name] = as_declared(value[name], sub_option)
    return value


def validate(case):
    warnings._global_warnings.clear()
    warnings._global_deprecations.clear()
    os.environ.clear()
    os.environ.update(case['environment'])

    spec = to_ansible(case['spec'])
    result = ModuleArgumentSpecValidator(spec, **case['relations']).validate(case['parameters'])
    parameters = result.validated_parameters
    if not result.error_messages:
        as_declared(parameters, {'type': 'dict', 'options': spec})
    return {
        'parameters': parameters,
        'errors': result.error_messages,
        'unsupported': len(result.unsupported_parameters),
        'warnings': warnings.get_warning_messages(),
        'deprecations': warnings.get_deprecation_messages(),
        'secrets': [str(value) for value in result._no_log_values],
    }


def mask(case):
    return {'masked': sanitize_keys(remove_values(case['value'], case['secrets']), case['secrets'])}


def run(case):
    """The outcome as JSON; an exception, also for values that JSON cannot hold, is a crash."""
    try:
        return json.dumps(validate(case) if 'spec' in case else mask(case), allow_nan=False)
    except Exception as error:
        return json.dumps({'crash': repr(error)})


print(json.dumps(__version__))
for line in sys.stdin:
    print(run(json.loads(line)))
