"""How much a figure may be off, in one place.  The defaults are for a newsroom that hates false alarms."""

from __future__ import annotations

from decimal import Decimal

from sources.terms.vocabulary import value


@value
class Bands:
    """Relative to the figure (0.05 = 5 per cent) unless a comment says otherwise.

    Hedges.  `about` allows the larger of its band and the printed precision: "around 18 per cent" is 17.1 to 18.9,
    which 17.74 passes and 19.77 does not.  `over` starts at the figure and ends where a writer would have picked a
    higher round number; `nearly` is its mirror image.  `at least` and `up to` are open on their other side, for they
    say so.
    """

    about: Decimal = Decimal("0.05")
    over: Decimal = Decimal("0.10")
    nearly: Decimal = Decimal("0.07")

    # A miss up to here is called close: what revisions commonly do where the vintages held say nothing themselves.
    revision: Decimal = Decimal("0.02")
    most_revision: Decimal = Decimal("0.10")    # and never more than this, whatever the vintages say
    growth_revision: Decimal = Decimal("0.5")   # percentage points, for a growth rate

    cut_off: Decimal = Decimal("0.10")          # what digits that are cut off may have told

    # A miss is clear, and may be called contradicted, only beyond all of these.
    clear: Decimal = Decimal("0.05")
    clear_compiled: Decimal = Decimal("0.20")   # where only a compiler's figure is held: World Bank, CEPII
    clear_compiled_world: Decimal = Decimal("0.10")     # ... of a country's trade with the world
    clear_converted: Decimal = Decimal("0.10")  # of a figure converted at an average rate
    clear_growth: Decimal = Decimal("2")        # percentage points
    clear_growth_year: Decimal = Decimal("1")   # of a whole year, which is hardly revised
    clear_share_points: Decimal = Decimal("0.3")        # of a share's rise, or half the clear miss of both shares
    clear_growth_compiled: Decimal = Decimal("5")
    clear_growth_compiled_world: Decimal = Decimal("2.2")
    # ... of a month or quarter told when it was fresh, where only figures revised since are held and revising.tsv does
    # not say how far.
    clear_revised: Decimal = Decimal("0.20")
    clear_revised_growth: Decimal = Decimal("15")       # percentage points
    clear_slacks: int = 3                       # times half the last printed digit
    # Further off than this factor a figure is probably about something else than the reader understood.
    same_matter: Decimal = Decimal("2")
    far_growth: Decimal = Decimal("15")         # percentage points on top, for a growth rate

    # A figure converted at a period's average rate is this much softer.
    conversion: Decimal = Decimal("0.02")
    # Freight and insurance: imports (CIF) over the partner's exports (FOB).
    mirror: Decimal = Decimal("1.10")

    # A repair is offered only if the chance that one of those tried would fit by accident is at most this.
    chance: float = 0.05
    # A wrong direction is one value tried before all others, and the commonest slip of a share's: "down 0.7 points".
    chance_turned: float = 0.25
    # Two ranks are told apart only when the values behind them differ by this much.
    rank_margin: Decimal = Decimal("0.02")


NEWSROOM = Bands()
