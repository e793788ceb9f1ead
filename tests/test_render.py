"""Documents: what the examples look like, what is said in words, and what a user's template may do."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options

from charter.document import read
from charter.errors import TemplateError, UsageError
from charter.notation import read_comparison, read_day
from charter.rendering import KINDS, Kind, ShapeError, render, terms
from charter.rendering.engine import filled
from charter.rendering.markdown.escaping import table
from charter.rendering.sandbox import filled_apart
from charter.rendering.words import bound, day, missed, number, stays

REPOSITORY = Path(__file__).parents[1]
CHARTERS = REPOSITORY / "charters"
GOLDEN = Path(__file__).parent / "renders"
TODAY = date(2026, 12, 1)
NAMES = sorted(path.parent.name for path in CHARTERS.glob("*/charter.yaml"))


def rendered(text: str, kind: Kind = "full", *, today: date = TODAY, people: Mapping[str, str] | None = None) -> str:
    rosters = {f"people/{party}.yaml": roster.encode() for party, roster in (people or {}).items()}
    return render(terms("charter.yaml", text.encode(), rosters), today, kind=kind)


def example(name: str, kind: Kind, today: date = TODAY) -> str:
    folder = CHARTERS / name
    people = {str(path): path.read_bytes() for path in sorted((folder / "people").glob("*.yaml"))}
    return render(terms(name, (folder / "charter.yaml").read_bytes(), people), today, kind=kind)


def charter(extra: str = "", **replaced: str) -> str:
    lines = {
        "parties": "{north: {name: North GmbH}, south: {name: South AG}}",
        "title": "North and South",
        **replaced,
    }
    return "charter: 1\nid: north-south\nrevision: 1\n" + "".join(f"{k}: {v}\n" for k, v in lines.items()) + extra


def rows_of(page: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if line.startswith("|")]


def test_a_name_in_another_script_is_not_cut_where_its_latin_part_begins() -> None:
    page = rendered(charter(parties="{levi: {name: שירה לוי (Levi Ltd)}, north: {name: North GmbH}}"))
    assert [row[0] for row in rows_of(page)[2:4]] == ["שירה לוי (Levi Ltd)", "North"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", NAMES)
def test_the_examples_look_as_they_did(name: str, kind: Kind, request: pytest.FixtureRequest) -> None:
    text, golden = example(name, kind), GOLDEN / f"{name}-{kind}.md"
    if request.config.getoption("--accept", False):
        golden.write_text(text, encoding="utf-8", newline="")
    assert text == golden.read_text(encoding="utf-8")


def test_every_golden_page_has_an_example() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {f"{name}-{kind}.md" for name in NAMES for kind in KINDS}


FONT = Path(__file__).parent.parent / "templates" / "pdf" / "fonts" / "SourceSerif4_400Regular.ttf"
STYLE = (
    f"@font-face {{font-family: Ours; src: url({FONT.as_uri()})}}"  # how wide a letter is must not hang on the machine
)
STYLE += """
@page {size: A4; margin: 10mm}
body {font: 10px/1.4 Ours; margin: 0}
h1 {font-size: 1.7em; margin: 0 0 .4em} h2 {font-size: 1.25em; margin: .8em 0 .4em; border-bottom: 1px solid}
p, blockquote, table, ul {margin: 0 0 .6em} blockquote {padding-left: 1em}
table {border-collapse: collapse} th, td {border: 1px solid; padding: 3px 7px}
"""
"""A sheet as people print it: 8 point, narrow margins."""


@pytest.mark.parametrize("name", NAMES)
def test_a_cover_is_one_page(name: str, tmp_path: Path) -> None:
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("no chromium here to print with")
    body = cmarkgfm.github_flavored_markdown_to_html(example(name, "cover"), options=Options.CMARK_OPT_UNSAFE)
    page, sheet = tmp_path / "page.html", tmp_path / "page.pdf"
    page.write_text(f"<!doctype html><meta charset=utf-8><style>{STYLE}</style>{body}", encoding="utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    printed = [f"--user-data-dir={tmp_path / 'profile'}", "--no-pdf-header-footer", f"--print-to-pdf={sheet}"]
    subprocess.run([browser, *options, *printed, page.as_uri()], capture_output=True, check=True, timeout=120)
    assert len(re.findall(rb"/Type\s*/Page\b", sheet.read_bytes())) == 1


@pytest.mark.parametrize("seed", ["0", "1"])
def test_the_same_bytes_in_any_process(seed: str, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C"}
    done = subprocess.run(
        [sys.executable, "-m", "charter", "render", str(CHARTERS / "ordered-infusions"), "--today", "2026-12-01"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        check=True,
    )
    assert done.stdout.replace(b"\r\n", b"\n") == (GOLDEN / "ordered-infusions-full.md").read_bytes()


def test_the_day_changes_nothing_but_the_next_date() -> None:
    one, other = (
        example("northwind-contoso", "cover", date(2025, 12, 2)),
        example("northwind-contoso", "cover", date(2026, 3, 10)),
    )
    changed = [(a, b) for a, b in zip(one.splitlines(), other.splitlines(), strict=True) if a != b]
    assert [b for _, b in changed] == ["**Next date: 20 March 2026.** Last day to decide the crawl gate"]
    assert example("northwind-contoso", "full") == example("northwind-contoso", "full", date(2030, 1, 1))


def test_a_day_that_is_today_still_comes() -> None:
    assert "**Next date: 12 January 2026.** Crawl starts" in example("northwind-contoso", "cover", date(2026, 1, 12))
    assert "**Next date: 6 February 2026.**" in example("northwind-contoso", "cover", date(2026, 1, 13))


def test_when_all_is_over_no_date_is_named() -> None:
    assert "Next date" not in example("northwind-contoso", "cover", date(2035, 1, 1))


def test_an_open_point_is_a_date_and_is_said() -> None:
    page = rendered(charter("tier_reason: {tbd: {owner: north.sponsor, by: 2026-12-20}}\n"), "cover")
    assert "**Next date: 20 December 2026.** Last day to decide: Tier reason" in page
    whole = rendered(charter("tier_reason: {tbd: {owner: north.sponsor, by: 2026-12-20}}\n"))
    assert "- **Why this tier:** to be decided by North sponsor until 20 December 2026\n" in whole


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{none: different markets}", "none: different markets"),
        ("{tbd: {owner: the board, by: 2027-Q1}}", "to be decided by the board until Q1 2027"),
        ("{undisclosed: still negotiated}", "withheld: still negotiated"),
        ("{undisclosed: price list is confidential, in: msa}", "withheld: price list is confidential (see MSA)"),
    ],
)
def test_absences_of_a_whole_section_are_said(written: str, said: str) -> None:
    for section in ("goals", "commitments", "metrics", "agreements", "exit", "governance", "purpose", "phases"):
        page = rendered(charter(f"{section}: {written}\n"))
        assert page.splitlines().count(said) == 1, section


@pytest.mark.parametrize("phase", ["crawl", "walk", "run"])
def test_an_absent_phase_is_said_once(phase: str) -> None:
    assert rendered(charter(f"phases: {{{phase}: {{none: not needed}}}}\n")).count("none: not needed") == 1


def test_a_tiny_draft_has_no_empty_sections() -> None:
    page = rendered(charter())
    assert [line for line in page.splitlines() if line.startswith("## ")] == ["## Who we are", "## Signatures"]
    assert "None" not in page
    assert "This charter does not say yet how far it is meant to bind the parties." in page


@pytest.mark.parametrize(
    ("binding", "said"),
    [
        (
            "none",
            "By itself it is not meant to bind them; a promise binds where an agreement named beside it makes it bind.",
        ),
        (
            "partly",
            "The parties mean only these parts to bind them: exit; ip. Everything else here says what they intend.",
        ),
        ("full", "The parties mean this charter as a whole to bind them."),
    ],
)
def test_binding_is_one_fixed_sentence(binding: str, said: str) -> None:
    parts = "binding_parts: [exit, ip]\n" if binding == "partly" else ""
    page = rendered(charter(f"binding: {binding}\n{parts}"))
    assert said in page


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2027-03-05", "5 March 2027"),
        ("2027-12-01", "1 December 2027"),
        ("2027-03", "March 2027"),
        ("2027-01", "January 2027"),
        ("2027-Q4", "Q4 2027"),
        ("2027", "2027"),
    ],
)
def test_days_in_words(written: str, said: str) -> None:
    assert day(read_day(written)) == said


@pytest.mark.parametrize(
    ("written", "said", "held", "otherwise"),
    [
        (">= 20%", "at least 20%", "does not fall below 20%", "less than 20%"),
        ("> 12.5%", "more than 12.5%", "stays above 12.5%", "at most 12.5%"),
        ("<= 12000", "at most 12 000", "does not rise above 12 000", "more than 12 000"),
        ("< USD 30000.50", "less than USD 30 000.50", "stays below USD 30 000.50", "at least USD 30 000.50"),
    ],
)
def test_thresholds_in_words(written: str, said: str, held: str, otherwise: str) -> None:
    threshold = read_comparison(written)
    assert (bound(threshold), stays(threshold), bound(missed(threshold))) == (said, held, otherwise)


def test_numbers_are_exact_and_in_groups() -> None:
    from decimal import Decimal

    assert [number(Decimal(text)) for text in ("0", "999", "1000", "1234567.10", "-40")] == (
        ["0", "999", "1 000", "1 234 567.10", "-40"]
    )


def promise(value: str, **more: str) -> str:
    extra = "".join(f", {key}: {text}" for key, text in more.items())
    return f"  - {{id: p, from: north, kind: money, what: Pays., value: {value}{extra}}}\n"


@pytest.mark.parametrize(
    ("promises", "total"),
    [
        ([promise("{amount: EUR 10}"), promise("{amount: EUR 5.50}")], "EUR 15.50"),
        (
            [promise("{low: EUR 10, high: EUR 20, basis: cash}"), promise("{amount: EUR 5, basis: cash}")],
            "EUR 15 to 25 in cash",
        ),
        ([promise("{low: EUR 10}"), promise("{amount: EUR 5}")], "EUR 15 or more"),
        ([promise("{high: EUR 10}")], "up to EUR 10"),
        ([promise("{total: EUR 10, at_least: true}")], "EUR 10 or more"),
        ([promise("{amount: EUR 10}"), promise("{amount: CHF 10}")], "EUR 10; CHF 10"),
        (
            [promise("{amount: EUR 10, basis: cash}"), promise("{amount: EUR 4, basis: in-kind}")],
            "EUR 10 in cash; EUR 4 in kind",
        ),
        ([promise("{amount: EUR 10, per: year}"), promise("{amount: EUR 4}")], "EUR 10 a year; EUR 4"),
        (
            [promise("{schedule: [{date: 2027-01-01, amount: EUR 3}, {date: 2027-02-01, amount: EUR 4}]}")],
            "EUR 7",
        ),
        (
            [promise("{undisclosed: confidential}"), promise("{amount: EUR 4}")],
            "EUR 4; and an amount that is unknown, because part of it is withheld or not decided",
        ),
        (
            [promise("{amount: {undisclosed: confidential}, basis: cash}")],
            "an amount that is unknown, because part of it is withheld or not decided",
        ),
        ([promise("{amount: EUR 4}"), promise("{amount: EUR 9}", intended="true")], "EUR 4"),
        ([promise("{amount: EUR 4}"), promise("{amount: EUR 9}", standing="true")], "EUR 4"),
        ([promise("{amount: EUR 4}", **{"if": "{event: it rains}"})], "EUR 4 only under conditions"),
    ],
)
def test_totals_say_no_more_than_is_written(promises: list[str], total: str) -> None:
    assert f"Stated worth in all: {total}.\n" in rendered(charter("commitments:\n" + "".join(promises)))


@pytest.mark.parametrize("value", ["{none: no money}", "{basis: cash}"])
def test_no_worth_is_no_total(value: str) -> None:
    assert "Stated worth" not in rendered(charter("commitments:\n" + promise(value)))


def test_what_a_party_gets_is_what_the_others_promise_it() -> None:
    page = rendered(
        charter(
            "goals:\n"
            "  - {id: g, for: south, outcome: South grows.}\n"
            "commitments:\n"
            "  - {id: a, from: north, kind: data, what: Shares maps., serves: [g]}\n"
            "  - {id: b, from: south, kind: data, what: Shares trips., to: north}\n"
            "  - {id: c, from: south, kind: data, what: Helps itself., serves: [g]}\n"
        ),
        "cover",
    )
    assert ["North", "", "Shares maps.", "South: Shares trips."] in rows_of(page)
    assert ["South", "South grows.", "• Shares trips.<br>• Helps itself.", "North: Shares maps."] in rows_of(page)


def test_a_gate_says_who_decides_what_a_no_means_and_where_it_stops() -> None:
    page = rendered(
        charter(
            "metrics: {m: {name: Hours, unit: hours, baseline: {value: 40}}}\n"
            "phases:\n  crawl:\n    gate:\n"
            "      decide_by: 2027-03-31\n      decided_by: [north.sponsor, south.sponsor]\n"
            "      no_go: restart-crawl\n      if_silent: extend\n      extension: {times: 2, for: 1 week}\n"
            "      criteria:\n"
            '        - {id: a, metric: m, improves: ">= 20%", fails: "< 10%", each: customer}\n'
            '        - {id: b, metric: m, reaches: "<= 30"}\n'
            "        - {id: c, ask: Good?, of: customers, needs: majority}\n"
        ),
        "cover",
    )
    assert (
        "**Crawl → walk.** The sponsors of all parties decide by 31 March 2027. A no leads back to a new crawl. "
        "If nobody decides in time, any party may have the phase extended. "
        "Between go and stop, the phase may be extended up to 2 times, by 1 week each.\n"
    ) in page
    rows = rows_of(page)
    assert [
        "Hours: improves by at least 20% on the baseline of 40 hours, for each customer",
        "it improves by less than 10%",
    ] in rows
    assert ["Hours: reaches at most 30 hours", "more than 30 hours"] in rows
    assert ["Yes from a majority of customers to “Good?”", "no majority says yes"] in rows


def test_keys_are_shown_as_openssh_shows_them() -> None:
    """The fingerprint was computed with `ssh-keygen -lf` of this very key."""
    page = example("northwind-contoso", "full")
    key = next(
        holder["key"]
        for holder in read((CHARTERS / "northwind-contoso/people/northwind.yaml").read_bytes(), "").data["roles"][
            "sponsor"
        ]  # type: ignore[index,call-overload]
    )
    assert key.startswith("ssh-ed25519 ")
    assert "`SHA256:JCs9IBPqblYUQSA3R98A0OK/7VmrggOO27Zp5gPh6H4` is the key of Jana Brandt" in page


def test_a_charter_with_a_broken_shape_is_refused() -> None:
    with pytest.raises(
        ShapeError, match=r'charter\.yaml has an error in its shape, the first is: "titel" is not a key'
    ):
        rendered(charter("titel: x\n"))
    with pytest.raises(ShapeError, match=r"charter\.yaml has"):
        rendered("charter: 1\ncharter: 2\n")


def test_tables_line_up_and_drop_empty_columns() -> None:
    drawn = table({"head": ("A", "B", "Empty"), "rows": [("x", "日本", ""), (("one", "two"), "z", "")]})
    assert str(drawn) == (
        "| A              | B    |\n| -------------- | ---- |\n| x              | 日本 |\n| • one<br>• two | z    |"
    )


def test_a_question_in_quotation_marks_gets_no_second_pair() -> None:
    for asked, shown in {
        "Good?": "“Good?”",
        "'\"Good?\"'": '"Good?"',
        "“Good?”": "“Good?”",
        "„Good?“": "„Good?“",
        "Is it “good”?": "“Is it “good”?”",
    }.items():
        page = rendered(
            charter(
                "phases:\n  crawl:\n    start: 2027-02-01\n    end: 2027-03-19\n    gate:\n"
                "      decide_by: 2027-03-31\n      decided_by: [north.sponsor, south.sponsor]\n"
                f"      criteria: [{{id: g, ask: {asked}, of: customers, needs: all}}]\n      no_go: end\n"
            ),
            "cover",
        )
        assert f"Yes from all customers to {shown} |" in page, page


def test_a_role_nobody_is_named_for_says_so_under_its_own_heading() -> None:
    text = charter(
        "governance:\n  sponsors: {north: north.sponsor, south: south.sponsor}\n"
        "  owners: {delivery: {north: north.delivery, south: south.sponsor}}\n"
    )
    people = {"north": "people: 1\nparty: north\nroles:\n  sponsor: [{name: Ada Byron, from: 2026-11-01}]\n"}
    assert rows_of(rendered(text, "cover", people=people))[-3:] == [
        ["-----", "-------------", "-------------"],
        ["North", "Ada Byron", "not named yet"],
        ["South", "not named yet", "sponsor"],
    ]


# A user's templates


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    home = tmp_path / "mine"
    home.mkdir()
    yield home


def of_template(folder: Path, source: str, text: str = "North *and* South") -> str:
    (folder / "cover.md.j2").write_text(source, encoding="utf-8")
    found = terms("charter.yaml", charter(title=json.dumps(text)).encode(), {})
    return render(found, TODAY, kind="cover", template=folder)


def test_a_template_of_ones_own_may_use_ours(folder: Path) -> None:
    page = of_template(
        folder,
        '{% import "parts.md.j2" as parts with context %}\n# Our page: {{ view.title }}\n\n{{ parts.rows(view.sides.parties) }}\n',
    )
    assert page.startswith("# Our page: North \\*and\\* South\n\n| Party")


@pytest.mark.parametrize(
    "source",
    [
        "{{ view.title }}",
        "{{ view.title|safe }}",
        "{{ view.title ~ '' }}",
        "{{ '' ~ view.title }}",
        "{{ '%s'|format(view.title) }}",
        "{{ '%s' % view.title }}",
        "{{ '{}'.format(view.title) }}",
        "{{ [view.title]|join }}",
        "{{ [view.title, 'x']|join(', ') }}",
        "{{ view.title|string }}",
        "{{ view.title|upper }}",
        "{{ view.title|replace('a', 'a') }}",
        "{{ view.title[:3] }}",
        "{{ view.title._text }}",
        "{{ view.title|attr('_text') }}",
        "{{ view.title.__str__() }}",
        "{% autoescape false %}{{ view.title }}{% endautoescape %}",
        "{% set x = view.title %}{{ x }}",
        "{% set x %}{{ view.title }}{% endset %}{{ x }}",
        "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(view.title) }}",
        "{% for x in [view.title] %}{{ x }}{% endfor %}",
        "{{ view|tojson }}",
        "{{ view }}",
        "{{ view.sides.parties.rows[0][0] }}{{ view.items()|list }}",
        "{{ view.title|default('x') }}",
        "{{ (view.title|code)|replace('`', '') }}",
    ],
)
def test_no_template_can_print_a_text_bare(source: str) -> None:
    text = "<b>[x](y)*z*"
    view = {"title": text, "sides": {"parties": {"rows": [[text]]}}}
    try:
        page = filled({"t": source}, "t", view)
    except TemplateError:
        return
    assert "<b>" not in page
    assert "[x](" not in page
    assert "*z*" not in page


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("{{ view.titel }}", "'dict object' has no attribute 'titel'"),
        ("{{ view.title|nofilter }}", "No filter named 'nofilter'"),
        ("{% if %}", "Expected an expression"),
        ('{% include "../../etc/passwd" %}', "etc/passwd"),
        ("{{ ''.__class__.__mro__[1].__subclasses__() }}", "access to attribute '__class__' of 'str' object is unsafe"),
        ("{{ self.__init__.__globals__ }}", "unsafe"),
        ("{{ cycler.__init__.__globals__.os.popen('id').read() }}", "unsafe"),
        ("{% for i in range(999999999) %}x{% endfor %}", "Range too big"),
        ("{{ view.update({'a': 1}) }}", "access to attribute 'update' of 'dict' object is unsafe"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "calls itself without end"),
        ("{% for a in range(99999) %}{{ 'x' * 100 }}{% endfor %}", "more than 8 million characters"),
    ],
)
def test_a_wrong_template_is_named_with_its_place(folder: Path, source: str, said: str) -> None:
    with pytest.raises(TemplateError) as caught:
        of_template(folder, source)
    assert said in str(caught.value)
    assert str(caught.value).startswith("cover.md.j2")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limits; only the clock of the parent protects there")
@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", "seconds"),
        ("{% set x = 'x' * 999999999 %}{{ x|length }}", "512 MB of memory"),
        ("{{ ('%999999999d'|format(1))|length if false else ('x' * 700000000)|length }}", "512 MB of memory"),
    ],
)
def test_a_greedy_template_is_stopped(folder: Path, source: str, said: str) -> None:
    with pytest.raises(TemplateError, match=said):
        of_template(folder, source)


def test_the_child_holds_no_file_and_starts_no_process(tmp_path: Path) -> None:
    code = (
        "from charter.rendering import child\nchild._limit()\n"
        "for act in (lambda: open('x', 'w'), lambda: open('/dev/null'), __import__('os').fork):\n"
        "    try:\n        act()\n    except OSError:\n        continue\n    raise SystemExit('allowed')\n"
    )
    if os.name == "nt":
        pytest.skip("Windows has no such limits")
    if os.geteuid() == 0:
        code = code.replace(", __import__('os').fork", "")  # the system lets root start processes past the limit
    # an environment of its own, as the sandbox gives it: what measures the tests could not write its file there either
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_a_template_sees_nothing_of_the_environment(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "s3cret")
    view: dict[str, Any] = {"title": "x"}
    assert filled_apart({"t": "{{ view.title }} {{ view|list|length }}"}, "t", view) == "x 1\n"


def test_a_folder_without_the_template_is_a_wrong_question(folder: Path) -> None:
    found = terms("charter.yaml", charter().encode(), {})
    with pytest.raises(UsageError, match=r"there is no cover\.md\.j2 in"):
        render(found, TODAY, kind="cover", template=folder)
    with pytest.raises(UsageError, match="is not a folder"):
        render(found, TODAY, kind="cover", template=folder / "none")


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_out_of_the_folder_is_no_template(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("s3cret", encoding="utf-8")
    (folder / "cover.md.j2").symlink_to(tmp_path / "secret")
    with pytest.raises(UsageError, match=r"there is no cover\.md\.j2"):
        render(terms("charter.yaml", charter().encode(), {}), TODAY, kind="cover", template=folder)


# The verb


def asked(*arguments: str, cwd: Path = REPOSITORY) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "charter", "render", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_verb_prints_or_writes(tmp_path: Path) -> None:
    golden = (GOLDEN / "acme-globex-cover.md").read_text(encoding="utf-8")
    question = ("acme-globex", "--view", "cover", "--today", "2026-12-01")
    assert asked(*question).stdout == golden
    done = asked(*question, "--output", str(tmp_path / "new" / "x.md"))
    assert (done.returncode, done.stdout) == (0, "")
    assert (tmp_path / "new" / "x.md").read_bytes() == golden.encode()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (
            ("acme-globex", "--to", "odt"),
            2,
            "charter: --to odt is not available yet\n  the forms are md, pdf, html, docx\n",
        ),
        (
            ("acme-globex", "--view", "qbr"),
            2,
            'charter: there is no view "qbr"\n  the views are cover, full, redline\n',
        ),
        (("nobody",), 2, 'charter: there is no charter "nobody"\n'),
        (("acme-globex", "--template", "nowhere"), 2, "charter: --template nowhere is not a folder\n"),
    ],
)
def test_a_wrong_question(arguments: tuple[str, ...], code: int, said: str) -> None:
    done = asked(*arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.startswith(said)


def test_a_broken_charter_says_to_lint(tmp_path: Path) -> None:
    home = tmp_path / "charters" / "a"
    home.mkdir(parents=True)
    (home / "charter.yaml").write_text(charter("titel: x\n"), encoding="utf-8")
    done = asked("a", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "run charter lint charters/a/charter.yaml" in done.stderr


def test_an_absence_in_place_of_an_item_is_said() -> None:
    text = charter() + "scope: {in: [installation, {tbd: {owner: north.sponsor, by: 2027-01-15}}]}\n"
    found = terms("charter.yaml", text.encode(), {})
    assert "| scope, in, item 2 | to be decided by North sponsor until 15 January 2027 |" in " ".join(
        render(found, TODAY, kind="full").split()
    )
    assert "what stands in place of 1 item of its lists" in render(found, TODAY, kind="cover")
