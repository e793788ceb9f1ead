"""The terms count only signatures with a key, and whoever signs for a party has none.

## What it checks

Where `signing.least` is `ssh` or `pdf`, the people file of every party pins a key (`key`) of somebody who may sign
today: a role under `signatories`, or `sponsor`. That the key can be used, says `key-unusable`.

## Why it matters

Keys are compared by voice before anybody proposes, when nothing depends on it. A key that turns up on the evening of
the signature is believed because everybody wants to go home.

## Bad

```yaml
signing: {before: crawl, least: ssh}
parties: {contoso: {name: Contoso Field Services AG}}
# people/contoso.yaml
people: 1
party: contoso
signatories: [sponsor]
roles:
  sponsor: [{name: Luca Meier, from: 2025-11-01}]
```

## Good

```yaml
signing: {before: crawl, least: ssh}
parties: {contoso: {name: Contoso Field Services AG}}
# people/contoso.yaml
people: 1
party: contoso
signatories: [sponsor]
roles:
  sponsor: [{name: Luca Meier, from: 2025-11-01, key: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGzaqw5ZiHvp93G4j47pWTh43"}]
```

## How to settle it with the partner

Ask for the line in the file that ends with `.pub`, then ring up and have the fingerprint read to you. If that is too
much for this deal, agree on a weaker `signing.least`, and know what it proves.
"""

from __future__ import annotations

from collections.abc import Iterator

from charter.keyring import in_role
from charter.rules import Also, Case, Remark, rule
from charter.values import Absent, given
from charter.wording import listed


@rule(
    "signing",
    since={"proposed": "warning"},
    help="pin the key in the row of whoever signs, or agree on a weaker signing.least",
)
def check(case: Case) -> Iterator[Remark]:
    signing = given(case.charter.signing)
    least = given(signing.least) if signing is not None else None
    if least not in ("ssh", "pdf"):
        return
    for party in given(case.charter.parties) or ():
        roster = case.people.get(party)
        if roster is None or isinstance(roster.signatories, Absent):
            continue
        names = roster.signatories or ("sponsor",)
        holders = [holder for name in names for holder in in_role(roster, name, case.today)]
        if holders and all(holder.key is None for holder in holders):
            people = listed(list(dict.fromkeys(given(holder.name) or "…" for holder in holders)))
            message = f"nothing weaker than {least} counts, and {party} pins no key of {people}, who signs for it"
            also = (Also(("signing", "least"), f"{least} at least"),)
            where = next((name for name in names if any(in_role(roster, name, case.today))), names[0])
            yield Remark(("roles", where), message, party=party, also=also)
