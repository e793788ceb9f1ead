"""Which paths say what a host and this tool ask for; those may not change together with a charter that runs."""

import pytest

from charter.review.governing import governance


@pytest.mark.parametrize(
    "path",
    [
        "README.md",
        "docs/gitlab-ci.md",
        "charters/a/evidence/data/drone.yml.csv",
        "charters/a/charter.yaml",
        "program.yaml",
        "src/github/workflows/ci.yml",
        "not-CODEOWNERS.txt",
        "package.json",
        "vendor/Jenkinsfile",
        "charters/a/evidence/data/.travis.yml",
    ],
)
def test_what_guards_nothing(path):
    assert governance([path]) == ()


@pytest.mark.parametrize(
    "path",
    [
        ".github/workflows/charter.yml",
        ".github/CODEOWNERS",
        ".GitHub/workflows/charter.yml",
        ".gitlab/CODEOWNERS",
        ".gitlab-ci.yml",
        ".gitlab-ci.yaml",
        ".gitlab-ci-charter.yml",
        "charter.gitlab-ci.yml",
        ".gitea/workflows/a.yml",
        ".forgejo/workflows/a.yml",
        ".circleci/config.yml",
        ".buildkite/pipeline.yml",
        ".woodpecker/check.yaml",
        ".woodpecker.yml",
        ".drone.yml",
        ".travis.yml",
        ".cirrus.yml",
        "appveyor.yml",
        "azure-pipelines.yml",
        "bitbucket-pipelines.yml",
        "Jenkinsfile",
        "Jenkinsfile.charter",
        ".husky/pre-commit",
        "lefthook.yml",
        ".pre-commit-config.yaml",
        "CODEOWNERS",
        "docs/CODEOWNERS",
        "charter.toml",
        "charters/a/charter.toml",
        "pyproject.toml",
        "charters/.gitattributes",
        ".gitmodules",
    ],
)
def test_what_guards(path):
    assert governance([path]) == (path,)
