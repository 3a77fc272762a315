"""What a claim must agree with, in one account as in a settled incident."""

from __future__ import annotations

from expectations.rule import Change, Rule, Suite


def claims_agree(suite: Suite) -> list[Rule]:
    """`claimed` and the claims told stand or fall together."""
    return [
        suite.never(
            "claimed_needs_claim",
            "claimed n_claims",
            lambda f, _: (f["claimed"] == 1) & (f["n_claims"] == 0),
            "who says that it was claimed must show the claim",
            "perpetrator",
            Change({"claimed": 1.0, "n_claims": 0.0}),
        ),
        suite.never(
            "claim_means_claimed",
            "claimed n_claims",
            lambda f, _: (f["n_claims"] > 0) & (f["claimed"] != 1),
            "where a claim is told, claimed is 1",
            "perpetrator",
            Change({"claimed": 0.0, "n_claims": 1.0}),
        ),
    ]
