"""What a change does to what is checked: settings, guards, and the places that know the names of charters."""

import subprocess

import yaml
from repositories import ROOT


def test_the_pages_of_the_pipeline_take_every_id_of_a_charter(tmp_path):
    job = yaml.safe_load((ROOT / "templates/gitlab/charter.gitlab-ci.yml").read_text())["pages"]["script"]
    for name in ("acme_globex", "acme-globex2", "Acme globex"):
        (tmp_path / "charters" / name).mkdir(parents=True)
    script = "charter() { :; }\n" + "\n".join(job)
    subprocess.run(
        ["sh", "-ec", script], cwd=tmp_path, env={"PATH": "/usr/bin:/bin", "CHARTER_DIRECTORY": "."}, check=True
    )
    page = (tmp_path / "public" / "index.html").read_text()
    assert "acme_globex.html" in page
    assert "acme-globex2.html" in page
    assert "Acme" not in page
