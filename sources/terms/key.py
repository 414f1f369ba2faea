"""Which trade is meant: reporter, partner, flow, product, basis."""

from __future__ import annotations

from sources.terms.vocabulary import Name, value

WORLD = "WLD"
ALL_PRODUCTS = "TOTAL"


class Flow(Name):
    """As the reporter saw it.  total = export + import; balance = export - import."""

    EXPORT = "export"
    IMPORT = "import"
    TOTAL = "total"
    BALANCE = "balance"
    RE_EXPORT = "re-export"

    @property
    def mirror(self) -> Flow:
        """What the partner calls the same shipments: my exports are your imports."""
        return {Flow.EXPORT: Flow.IMPORT, Flow.IMPORT: Flow.EXPORT}.get(self, self)


ONE_WAY = (Flow.EXPORT, Flow.IMPORT)


class Basis(Name):
    GOODS = "goods"
    SERVICES = "services"
    GOODS_SERVICES = "goods_services"


@value
class SeriesKey:
    """Which trade is meant, with every field filled in."""

    reporter: str               # ISO 3166-1 alpha-3, or a group: "EU27"
    partner: str                # likewise; "WLD" is the whole world
    flow: Flow
    product: str = ALL_PRODUCTS     # HS code as text, so that "0901" keeps its zero, or a group of the product table
    basis: Basis = Basis.GOODS

    def mirror(self) -> SeriesKey:
        """The same shipments as the partner reports them.  A balance changes its sign on the way."""
        return SeriesKey(self.partner, self.reporter, self.flow.mirror, self.product, self.basis)

    def __str__(self) -> str:
        return "|".join((self.reporter, self.partner, self.flow, self.product, self.basis))


@value
class PartialKey:
    """A series key with gaps (SDMX's word): what the text names, None where it names nothing."""

    reporter: str | None = None
    partner: str | None = None
    flow: Flow | None = None
    product: str = ALL_PRODUCTS
    basis: Basis | None = None

    def with_flow(self, flow: Flow) -> PartialKey:
        """The same trade in another flow; built plainly, for `replace` is slow."""
        return PartialKey(self.reporter, self.partner, flow, self.product, self.basis)
