"""The verb `verify`: what the files of a charter, or one PDF or page alone, prove, step by step, offline."""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from charter.errors import Exit, UsageError

if TYPE_CHECKING:
    from charter.check.recording import Recorded
    from charter.outlook.verification import Verification

HELP = "prove terms, signatures, people, decisions and evidence from the files alone; or one signed PDF or page"
EXAMPLE = """  charter verify northwind-contoso
  charter verify northwind-contoso r1                       every check of every signature under revision 1
  charter verify northwind-contoso --expect contoso=SHA256:l0dmJMu0Hf6+TZwF1YqzZ3aVC1oRHzEJgE3vkOzgPzA
  charter verify northwind-contoso --export proofs          the same for ssh-keygen, without this program
  charter verify signed.pdf                                 that file alone, in any folder, without the repository
  charter verify northwind-contoso.html                     a page of charter render --to html, without running it

exit code 0 if every step holds, else 1"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's own arguments."""
    parser.add_argument("charter", metavar="CHARTER", help="an id, or a path; or a PDF, or a page")
    parser.add_argument(
        "subject",
        nargs="?",
        metavar="SUBJECT",
        default="",
        help="r1, d0003, e-9f2c41aa, people-contoso; or one consent: r1-contoso",
    )
    parser.add_argument(
        "--expect",
        metavar="PARTY=FINGERPRINT",
        action="append",
        default=[],
        help="a key you were told by voice: everything of that party is signed with it; repeat",
    )
    parser.add_argument(
        "--export", metavar="DIR", type=Path, help="write what ssh-keygen -Y verify needs, and print how"
    )
    parser.add_argument("--witness", metavar="FILE", type=Path, help="all that `charter witness` saw is still there")
    parser.add_argument(
        "--without-pages", action="store_true", help="of a PDF: its pages need not be made again; you have read them"
    )
    parser.add_argument(
        "--font-dir", type=Path, action="append", default=[], metavar="DIR", help="of a PDF: fonts it was made with"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="text (the default) or json")


def run(arguments: argparse.Namespace) -> int:
    """Prove and print; 0 only if every step holds."""
    from charter.check.html_files import is_page
    from charter.check.pdf_files import is_pdf

    if is_pdf(arguments.charter):
        return _printed(_of_pdf(arguments), arguments)
    if is_page(arguments.charter):
        return _printed(_of_page(arguments), arguments)
    from charter.check.recording import recorded
    from charter.check.verifying import verified

    if arguments.font_dir:
        raise UsageError("--font-dir is for a PDF", "charter verify FILE.pdf")
    record, expected = recorded(arguments.root, arguments.charter), _expected(arguments.expect)
    name = _subject(record, arguments.subject) if arguments.subject else ""
    proved = verified(record, arguments.today, name, expected, pages=not arguments.without_pages)
    if arguments.witness:
        from charter.check.witnessing import remembered

        held = remembered(record, arguments.witness.expanduser(), arguments.today)
        proved = replace(proved, steps=(*proved.steps, held))
    code = _printed(proved, arguments)
    if arguments.export:
        _export(record, name, arguments)
    return code


def _of_pdf(arguments: argparse.Namespace) -> Verification:
    """What a PDF proves alone."""
    from charter.check.pdf_files import Asking, verified_file

    _as_a_whole(arguments, "a PDF")
    expected, pages = _expected(arguments.expect), not arguments.without_pages
    asking = Asking(arguments.today, expected, pages, tuple(arguments.font_dir))
    return verified_file(Path(arguments.charter), asking)


def _of_page(arguments: argparse.Namespace) -> Verification:
    """What a page that checks itself proves alone, without running it."""
    from charter.check.html_files import verified_page

    _as_a_whole(arguments, "a page")
    if arguments.without_pages or arguments.font_dir:
        raise UsageError("--without-pages and --font-dir are for a PDF", "charter verify FILE.pdf")
    return verified_page(Path(arguments.charter), arguments.today, _expected(arguments.expect))


def _as_a_whole(arguments: argparse.Namespace, what: str) -> None:
    if arguments.subject or arguments.export or arguments.witness:
        asked = arguments.subject or ("--export" if arguments.export else "--witness")
        raise UsageError(f"{what} is proved as a whole: it takes no {asked}", f"leave out {asked}, or name the charter")


def _printed(proved: Verification, arguments: argparse.Namespace) -> int:
    from charter.report.verification import document, text

    if arguments.format == "json":
        sys.stdout.write(document(proved, arguments.today))
    else:
        sys.stdout.write(text(proved, arguments.today, brief=arguments.quiet))
    return Exit.YES if proved.holds else Exit.NO


def _expected(texts: list[str]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for one in texts:
        party, _, fingerprint = one.partition("=")
        if not re.fullmatch(r"SHA256:[A-Za-z0-9+/]{43}", fingerprint):
            raise UsageError(f'--expect "{one}" names no key', "write it as contoso=SHA256:l0dm…, all 43 characters")
        found[party] = found.get(party, frozenset()) | {fingerprint}
    return found


def _subject(record: Recorded, text: str) -> str:
    """The subject that is meant, by its name; or one consent, by its file."""
    from charter.errors import RefusedError
    from charter.wording import listed

    known = {str(fact.part.subject) for fact in record.facts.consents}
    name = text.rpartition("/")[2].removesuffix(".yaml")
    if name in known or any(fact.name == name for fact in record.facts.consents):
        return name
    message = f'nobody has said anything of "{text}"'
    raise RefusedError(message, (), f"consents here are about {listed(sorted(known)) or 'nothing yet'}")


def _export(record: Recorded, subject: str, arguments: argparse.Namespace) -> None:
    """The statements and signatures, and who may have made them, as ssh-keygen takes them."""
    from charter.check.exporting import proofs_for_keygen
    from charter.report.inert import inert
    from charter.signatures.statement import NAMESPACE
    from charter.writing import write_output

    files, names = proofs_for_keygen(record.facts, subject)
    for name, content in files.items():
        write_output(arguments.export / name, content)
    out = sys.stderr if arguments.format == "json" else sys.stdout
    out.write(
        f"wrote {len(files)} files to {inert(str(arguments.export))}; in that folder:\n"
        if files
        else "no consent here was signed with a key\n"
    )
    for name in names:
        out.write(f"  ssh-keygen -Y verify -f allowed_signers -I {name} -n {NAMESPACE} -s {name}.sig < {name}.json\n")
