"""Refreshing: newer vintages of the tables, from the services that publish them.

`page` and `source` say what a service is; `worldbank`, `comtrade`, `census`, `ecb`, `eurostat` and `imf` are one each;
`fetching` talks HTTP; `recipe` reads what there is to refresh; `refreshing` brings a new table into the user's folder.
Nothing here runs unless asked, and this is the only place that reaches for the network.
"""
