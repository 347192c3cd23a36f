"""Finds Terraform and its AWS provider, without any network, and runs it."""

import glob
import os
import pathlib
import shutil
import subprocess

PROVIDER = "registry.terraform.io/hashicorp/aws"


def mirror():
    """The folder of providers: STATECRAFT_TERRAFORM_PLUGINS, else one where Terraform itself looks, else one in /opt.
    None when the provider is in none of them."""
    named = os.environ.get("STATECRAFT_TERRAFORM_PLUGINS")
    home = pathlib.Path.home()
    data = os.environ.get("XDG_DATA_HOME") or home / ".local/share"
    shared = (os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":")
    implied = [pathlib.Path(folder) / "terraform/plugins" for folder in (data, *shared)]
    implied.insert(0, home / ".terraform.d/plugins")
    installed = [folder.removesuffix(f"/{PROVIDER}") for folder in glob.glob(f"/opt/*/{PROVIDER}")]
    folders = [named] if named else [*implied, *installed]
    return next((str(folder) for folder in folders if pathlib.Path(folder, PROVIDER).is_dir()), None)


def missing():
    """Why Terraform cannot be used, or None."""
    if shutil.which("terraform") is None:
        return "there is no terraform on PATH"
    if mirror() is None:
        return (
            f"no folder of providers holds {PROVIDER}; STATECRAFT_TERRAFORM_PLUGINS can name one, as made by "
            "'terraform providers mirror'")
    return None


class Workspace:
    """A folder with configuration and state."""

    def __init__(self, folder, endpoint):
        self.folder = folder
        settings = pathlib.Path(folder, "terraform.rc")
        settings.write_text(f'provider_installation {{\n  filesystem_mirror {{ path = "{mirror()}" }}\n}}\n')
        self.environment = os.environ | {
            "TF_CLI_CONFIG_FILE": str(settings), "TF_IN_AUTOMATION": "1", "TF_INPUT": "0", "CHECKPOINT_DISABLE": "1",
            "TF_VAR_endpoint": endpoint,
            # The provider collects garbage for most of its time otherwise.
            "GOGC": "400",
        }

    def run(self, *arguments, expected=0, **variables):
        """Runs terraform with variables; returns what it printed, and raises when the exit status is another."""
        values = {f"TF_VAR_{name}": str(value) for name, value in variables.items()}
        process = subprocess.run(
            ["terraform", *arguments, "-no-color"], cwd=self.folder, env=self.environment | values, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if process.returncode != expected:
            raise AssertionError(
                f"terraform {' '.join(arguments)} exits with {process.returncode} instead of {expected}:\n"
                + process.stdout)
        return process.stdout
