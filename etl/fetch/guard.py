"""Which network addresses may be spoken to, and connections that speak to no other.

A name is resolved, judged and connected to in one act: a second look-up, whose answer could differ, never happens.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import NewConnectionError

Resolver = Callable[[str, int], Sequence[str]]

_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class RefusedAddressError(Exception):
    """An address in a private, loopback or otherwise special range; its text says which."""


def resolve(host: str, port: int) -> list[str]:
    """All addresses that the system's resolver gives for a name.

    Raises:
        OSError: the name has none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(item[4][0]) for item in found))


def is_public(address: str) -> bool:
    """Whether an address belongs to a host of the open internet; one hidden in another is judged by what it hides.

    >>> is_public("93.184.215.14"), is_public("::ffff:127.0.0.1"), is_public("169.254.169.254")
    (True, False, False)
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        hidden = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if hidden is None and ip in _NAT64:
            hidden = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if hidden is not None:
            return is_public(str(hidden))
    return ip.is_global and not ip.is_multicast


def allowed_addresses(host: str, port: int, resolver: Resolver, *, local: bool) -> list[str]:
    """The addresses of a host, all of them allowed.

    Raises:
        RefusedAddressError: one of them is not public and the source is not `local`.
        OSError: the name has none.
    """
    addresses = list(resolver(host.strip("[]"), port))
    if not addresses:
        raise OSError(f"no address for {host}")
    if not local:
        for address in addresses:
            if not is_public(address):
                raise RefusedAddressError(f"{host} is {address}, which is no public address")
    return addresses


class Watch:
    """Cuts the connection of its thread when time is up, whatever the other side drips meanwhile."""

    def __init__(self) -> None:
        self._here = threading.local()

    def look_at(self, sock: socket.socket | None) -> None:
        """Nothing; the socket is the one to cut."""
        box = getattr(self._here, "box", None)
        if box is not None and sock is not None:
            box[0] = sock

    def start(self, seconds: float) -> Callable[[], bool]:
        """A function that ends the watch and says whether time was up."""
        box: list[socket.socket | None] = [None]
        fired = threading.Event()
        self._here.box = box

        def cut() -> None:
            fired.set()
            if box[0] is not None:
                with suppress(OSError, ValueError):
                    box[0].shutdown(socket.SHUT_RDWR)

        timer = threading.Timer(seconds, cut)
        timer.daemon = True
        timer.start()

        def stop() -> bool:
            timer.cancel()
            self._here.box = None
            return fired.is_set()

        return stop


class GuardedAdapter(HTTPAdapter):
    """A requests adapter whose direct connections go to allowed addresses only and stand under a Watch."""

    def __init__(self, resolver: Resolver, watch: Watch, *, local: bool) -> None:
        self._resolver, self._watch, self._local = resolver, watch, local
        super().__init__(max_retries=0)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **pool_kwargs: Any) -> None:
        """As requests does, with our connections."""
        super().init_poolmanager(connections, maxsize, block, **pool_kwargs)
        self.poolmanager.pool_classes_by_scheme = _guarded_pools(self._resolver, self._watch, local=self._local)

    def proxy_manager_for(self, proxy: str, **proxy_kwargs: Any) -> Any:
        """As requests does, under the Watch. The proxy itself may be anywhere: the user named it."""
        manager = super().proxy_manager_for(proxy, **proxy_kwargs)
        if proxy.lower().startswith("http"):  # a SOCKS proxy brings connections of its own
            manager.pool_classes_by_scheme = _guarded_pools(resolve, self._watch, local=True)
        return manager


def _guarded_pools(resolver: Resolver, watch: Watch, *, local: bool) -> dict[str, type[HTTPConnectionPool]]:
    class Guarded(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            name = self._dns_host
            try:
                addresses = allowed_addresses(name, self.port or 0, resolver, local=local)
            except OSError as error:
                raise NewConnectionError(self, f"{name} cannot be resolved: {error}") from error
            try:
                for number, address in enumerate(addresses):
                    # urllib3 connects to `_dns_host`; the name itself stays what the certificate and the Host header are held to.
                    self._dns_host = address
                    try:
                        sock = super()._new_conn()
                    except NewConnectionError:
                        if number == len(addresses) - 1:
                            raise
                    else:
                        watch.look_at(sock)
                        return sock
            finally:
                self._dns_host = name
            raise NewConnectionError(self, f"{name} has no address")

        def request(self, *args: Any, **kwargs: Any) -> None:
            watch.look_at(self.sock)
            super().request(*args, **kwargs)

    class GuardedTLS(Guarded, HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            watch.look_at(self.sock)

    class Pool(HTTPConnectionPool):
        ConnectionCls = Guarded

    class PoolTLS(HTTPSConnectionPool):
        ConnectionCls = GuardedTLS

    return {"http": Pool, "https": PoolTLS}


__all__ = ["GuardedAdapter", "RefusedAddressError", "Resolver", "Watch", "allowed_addresses", "is_public", "resolve"]
