"""Runs the steps of a composite action as a runner of GitHub does, as far as they are shell scripts: inputs with their defaults, outputs of
steps, the files for outputs, paths and summaries. Steps that use other actions are named and not run.

`run_action.py ACTION.yml [NAME=VALUE …]`, in the folder of a workspace. Exits as the first failed step does; prints the outputs as JSON to
the file that `ACTION_OUTPUTS` names.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import yaml

action_file = Path(sys.argv[1]).resolve()
action = yaml.safe_load(action_file.read_text())
given = dict(argument.split("=", 1) for argument in sys.argv[2:])
unknown = given.keys() - action["inputs"].keys()
assert not unknown, f"no such inputs: {unknown}"
inputs = {name: given.get(name, about.get("default", "")) for name, about in action["inputs"].items()}
outputs = {}
temporary = Path(os.environ["RUNNER_TEMP"])


def value(expression):
    """What an expression of the few forms that the action uses comes to."""
    kind, *rest = expression.strip().split(".")
    match kind, rest:
        case "inputs", [name]:
            return inputs[name]
        case "steps", [step, "outputs", name]:
            return outputs.get(step, {}).get(name, "")
        case "github", ["token"]:
            return "a-token"
        case "github", ["action_repository"]:
            return "owner/recount"
    raise ValueError(f"no such expression: {expression}")


def filled(text):
    return re.sub(r"\$\{\{(.*?)\}\}", lambda found: value(found[1]), str(text))


def run(step, number):
    """The exit status of a step."""
    assert step["shell"] == "bash", "a composite step names its shell"
    assert "${{" not in step["run"], "a script with an expression in it"
    files = {name: temporary / f"{name}_{number}" for name in ("GITHUB_OUTPUT", "GITHUB_PATH")}
    for file in files.values():
        file.touch()
    environment = {
        **os.environ,
        **{name: str(file) for name, file in files.items()},
        **{name: filled(text) for name, text in step.get("env", {}).items()},
        "GITHUB_ACTIONS": "true",
        "GITHUB_ACTION_PATH": str(action_file.parent),
        "GITHUB_WORKSPACE": os.getcwd(),
    }
    done = subprocess.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]], env=environment)
    lines = files["GITHUB_OUTPUT"].read_text().splitlines()
    outputs[step.get("id", number)] = dict(line.split("=", 1) for line in lines)
    for folder in files["GITHUB_PATH"].read_text().splitlines():
        os.environ["PATH"] = folder + os.pathsep + os.environ["PATH"]
    return done.returncode


status = 0
for number, step in enumerate(action["runs"]["steps"]):
    if "uses" in step:
        print(f"not run: {step['uses']} with {({name: filled(text) for name, text in step['with'].items()})}")
    elif status == 0:
        status = run(step, number)
named = {name: filled(about["value"]) for name, about in action["outputs"].items()}
Path(os.environ["ACTION_OUTPUTS"]).write_text(json.dumps(named))
sys.exit(status)
