"""A small world for the judge's tests: India's partners over four fiscal years, first releases, a mirror, targets."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from fixture_tables import write_table

# Millions of dollars: exports and imports of FY2021-22, FY2022-23, FY2023-24, FY2024-25.
PARTNERS = {
    "USA": ((76167, 78543, 77523, 86514), (43314, 50864, 42195, 45625)),
    "CHN": ((21260, 15306, 16658, 14252), (94570, 98506, 101736, 113447)),
    "ARE": ((28045, 31609, 35625, 36638), (44833, 53232, 48025, 63403)),
    "WLD": ((422004, 451065, 437072, 437666), (613052, 715969, 678215, 721200)),
}
YEARS = ("FY2021-22", "FY2022-23", "FY2023-24", "FY2024-25")
SMALLER = (
    "NLD", "SGP", "GBR", "SAU", "BGD", "DEU", "ITA", "ZAF", "FRA", "BEL", "BRA", "HKG", "KOR", "JPN", "AUS", "NPL",
    "MEX", "IDN", "VNM", "TUR", "MYS", "THA",
)
RELEASES = """\
partner,flow,period,value,slack,vintage
USA,export,FY2024-25,86510000000,5000000,2025-04-15
USA,import,FY2024-25,45330000000,5000000,2025-04-15
USA,total,FY2024-25,131840000000,5000000,2025-04-15
CHN,import,FY2024-25,113450000000,5000000,2025-04-15
GCC,export,FY2024-25,56000000000,5000000,2025-04-15
BRICS,import,FY2024-25,211000000000,5000000,2025-04-15
"""
SERVICES = """\
flow,period,value
export,FY2024-25,387500000000
import,FY2024-25,198700000000
export,FY2023-24,341100000000
import,FY2023-24,178300000000
"""
MIRROR = "flow,period,value\nimport,2024,87416000000\nexport,2024,41753000000\nimport,2023,83770000000\n"
BOTH = "flow,period,value\ntotal,2024,212300000000\n"
# The United States' exports of goods by month, unadjusted: the highest of August 2015 since September 2014.
MONTHS = "period,value\n" + "".join(
    f"{2014 + (7 + month) // 12}-{(7 + month) % 12 + 1:02},{value}000000000\n"
    for month, value in enumerate((120, 140, 128, 127, 126, 125, 124, 129, 123, 122, 121, 119, 130))
)
TARGETS = """\
reporter,partner,flow,product,basis,value,unit,by,announced,by_whom,note
IND,USA,total,TOTAL,goods_services,500000000000,USD,2030,2025-02-13,President Trump and Prime Minister Modi,
IND,WLD,export,TOTAL,goods_services,2000000000000,USD,FY2030-31,2023-03-31,the foreign trade policy,
"""
TARIFFS = """\
imposer,on,announced,effective,value,url,what,note
USA,IND,2025-07-31,2025-08-07,25,https://example.org/july,all goods,
USA,IND,2025-08-06,2025-08-27,50,https://example.org/august,all goods,25 points of it over oil from Russia
"""
RATES = "period,value\nFY2024-25,84.57\nFY2023-24,82.79\n"


def partner_rows() -> str:
    rows = ["partner,flow,period,value"]
    figures = dict(PARTNERS)
    for rank, partner in enumerate(SMALLER):
        size = 17000 - 700 * rank
        figures[partner] = (
            tuple(size * (90 + 7 * year + rank % 5) // 100 for year in range(4)),
            tuple(size * (110 + 5 * year - rank % 7) // 100 for year in range(4)),
        )
    for partner, flows in figures.items():
        for flow, values in zip(("export", "import"), flows, strict=True):
            rows += [f"{partner},{flow},{year},{value}000000" for year, value in zip(YEARS, values, strict=True)]
    return "\n".join(rows) + "\n"


def write_world(folder: Path) -> Path:
    """Writes the tables and gives the folder."""
    india, press = {"reporter": "IND"}, {"reporter": "IND", "status": "first"}
    write_table(folder, "partners", partner_rows(), india, publisher="Department of Tests", vintage=date(2026, 6, 10))
    write_table(folder, "releases", RELEASES, press, authority=2, publisher="Department of Tests, press release")
    write_table(folder, "services", SERVICES, {**india, "partner": "WLD", "basis": "services"}, basis="services",
                compilation="bop", publisher="Bank of Tests")
    write_table(folder, "mirror", MIRROR, {"reporter": "USA", "partner": "IND"}, publisher="Census of Tests")
    both = {"reporter": "USA", "partner": "IND", "basis": "goods_services"}
    write_table(folder, "both", BOTH, both, basis="goods_services", compilation="bop", publisher="Bureau of Tests")
    write_table(folder, "months", MONTHS, {"reporter": "USA", "partner": "WLD", "flow": "export"},
                publisher="Census of Tests", authority=0)
    write_table(folder, "rates", RATES, {"currency": "INR"}, holds="rates")
    write_table(folder, "tariffs", TARIFFS, holds="tariffs", unit="percent")
    write_table(folder, "targets", TARGETS, holds="targets")
    return folder
