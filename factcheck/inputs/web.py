"""Addresses on the web: one page fetched with limits on time and size, from public machines alone unless allowed.

Whoever names an address, or the page behind it that redirects, must not reach through us what only this machine can
reach.  So the addresses of a name are looked up once, every one of them is judged, and the connection is made to one
of those judged: a name that means another machine a moment later (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from dataclasses import dataclass
from email.message import Message
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from factcheck import __version__
from factcheck.inputs.document import MissingInput, OversizedInput
from sources.terms.errors import UnreadableInput

if TYPE_CHECKING:
    import requests

SCHEMES = ("http", "https")
LARGEST = 32 * 2**20                # bytes, unpacked
CONNECT, READ = 10.0, 20.0          # seconds: until there is a connection, between two pieces of an answer
SECONDS = 60.0                      # for all of it
REDIRECTS = 5
PIECE = 2**16
AGENT = f"factcheck/{__version__} (reads one page that its user named)"
ACCEPT = "text/html,application/xhtml+xml,application/pdf,application/rss+xml,application/atom+xml,text/plain,*/*;q=0.5"


class PrivateAddress(UnreadableInput):
    """It leads to this machine or to a private network."""


@dataclass(frozen=True, slots=True)
class Fetched:
    data: bytes
    encoding: str | None        # as the server declares it
    media_type: str             # likewise, "text/html"; "" where it does not say
    url: str                    # where it was found, after redirects


def fetch(url: str, *, allow_private: bool = False) -> Fetched:
    """What is at `url`.  Raises UnreadableInput, MissingInput (404), OversizedInput or PrivateAddress."""
    import requests

    end, here = time.monotonic() + SECONDS, url
    with session(allow_private) as web:
        for _ in range(REDIRECTS + 1):
            refuse_wrong(url, here, allow_private)
            try:
                with web.get(here, timeout=(CONNECT, READ), stream=True, allow_redirects=False,
                             proxies=requests.utils.get_environ_proxies(here)) as answer:
                    if not answer.is_redirect:
                        return received(url, here, answer, end)
                    here = urljoin(here, answer.headers["location"])
            except Refused as refused:
                raise PrivateAddress(url, str(refused)) from None
            except requests.Timeout:
                raise UnreadableInput(url, "did not answer in time; try again, or save the page") from None
            except requests.exceptions.SSLError:
                raise UnreadableInput(url, "has no certificate that can be trusted; save the page if you trust it") \
                    from None
            except (requests.RequestException, UnicodeError, ValueError) as trouble:
                if found := cause(trouble):
                    raise PrivateAddress(url, str(found)) from None
                raise UnreadableInput(url, "cannot be reached; check the address, or save the page") from None
    raise UnreadableInput(url, f"redirects more than {REDIRECTS} times")


def refuse_wrong(url: str, here: str, allow_private: bool) -> None:
    """Raises for what cannot be fetched, before anything is: a proxy would not judge addresses as `connect` does."""
    try:
        parts = urlsplit(here)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    if parts.scheme not in SCHEMES or not host:
        where = f"redirects to {here[:100]!r}, which" if here != url else "is an address that"
        raise UnreadableInput(url, f"{where} is not one of the web; only http and https are followed")
    if parts.username or parts.password:
        raise UnreadableInput(url, "holds a password, which is not sent; save the page")
    if not allow_private and is_address_written(host) and not is_public(host):
        raise PrivateAddress(url, str(Refused.to(host)))


def received(url: str, here: str, answer: requests.Response, end: float) -> Fetched:
    if answer.status_code in (404, 410):
        raise MissingInput(url, f"there is no such page ({answer.status_code}); check the address")
    if answer.status_code != 200:
        reason = f" {answer.reason}" if answer.reason else ""
        raise UnreadableInput(url, f"the server answered {answer.status_code}{reason[:60]}; save the page")
    data = bytearray()
    for piece in answer.iter_content(PIECE):
        data += piece
        if len(data) > LARGEST:
            raise OversizedInput(url, f"is larger than {LARGEST // 2**20} MB; give single articles")
        if time.monotonic() > end:
            raise UnreadableInput(url, f"took longer than {SECONDS:.0f} seconds; try again, or save the page")
    declared = Message()
    declared["content-type"] = answer.headers.get("content-type", "")
    said = bool(answer.headers.get("content-type"))
    return Fetched(bytes(data), declared.get_content_charset(), declared.get_content_type() if said else "", here)


class Refused(OSError):
    """Not an address that may be connected to."""

    @classmethod
    def to(cls, address: str) -> Refused:
        return cls(f"leads to {address}, an address of this machine or a private network; "
                   "--allow-private fetches it all the same")


def cause(trouble: BaseException | None) -> Refused | None:
    """The refusal that lies behind an error of the HTTP library, which wraps what it meets."""
    seen: set[int] = set()
    while trouble and id(trouble) not in seen:
        seen.add(id(trouble))
        if isinstance(trouble, Refused):
            return trouble
        inner = [each for each in (*trouble.args, getattr(trouble, "reason", None)) if isinstance(each, BaseException)]
        trouble = inner[0] if inner else trouble.__cause__ or trouble.__context__
    return None


def session(allow_private: bool) -> requests.Session:
    """A session that connects to judged addresses alone.  A proxy that the user has set does its own connecting."""
    import requests
    from requests.adapters import HTTPAdapter
    from urllib3.connection import HTTPConnection, HTTPSConnection
    from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
    from urllib3.poolmanager import PoolManager

    def connected(connection: HTTPConnection) -> socket.socket:
        return connect(connection.host, connection.port or 80, allow_private)

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return connected(self)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return connected(self)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    class Guarded(HTTPAdapter):
        def init_poolmanager(self, *given: Any, **more: Any) -> None:
            self.poolmanager = PoolManager(*given, **more)
            self.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}

    web = requests.Session()
    web.trust_env = False           # no passwords from .netrc
    web.headers.update({"User-Agent": AGENT, "Accept": ACCEPT})
    for scheme in SCHEMES:
        web.mount(f"{scheme}://", Guarded(max_retries=0))
    return web


def connect(host: str, port: int, allow_private: bool) -> socket.socket:
    """A connection to one of the addresses that `host` means, each of which must be public unless allowed."""
    found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    if not allow_private:
        for *_, place in found:
            if not is_public(str(place[0])):
                raise Refused.to(str(place[0]))
    trouble: OSError | None = None
    for family, kind, protocol, _, place in found:
        link = socket.socket(family, kind, protocol)
        try:
            link.settimeout(CONNECT)
            link.connect(place)
        except OSError as failed:
            link.close()
            trouble = failed
        else:
            link.settimeout(READ)
            link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return link
    raise trouble or OSError(f"no address for {host}")


def is_address_written(host: str) -> bool:
    try:
        return bool(ipaddress.ip_address(host.partition("%")[0]))
    except ValueError:
        return False


def is_public(written: str) -> bool:
    """Whether an IP address is one of the public internet; one that wraps an IPv4 address is as public as that."""
    address = ipaddress.ip_address(written.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if not inner and address in ipaddress.ip_network("64:ff9b::/96"):       # NAT64
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner:
            return is_public(str(inner))
    return address.is_global and not address.is_multicast and not address.is_reserved
