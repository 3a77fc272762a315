"""The one spelling of a web address, so that the same page has the same key everywhere."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

# Parameters that say how a reader came to the page, never which page it is.
_TRACKING = re.compile(
    r"^(utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|ocid|cmpid|cmp|ns_\w+|at_\w+|smid|smtyp|sr_share|__twitter_impression|xtor|"
    r"ref_?src|guccounter|guce_\w+|_ga|yclid|wt_mc|feedtype|feedname|traffic_source|partner)$",
    re.IGNORECASE,
)
_PORTS = {"http": 80, "https": 443}


_ADDRESS_CHARACTERS = "".join(chr(code) for code in range(33, 127))


def ascii_address(url: str) -> str:
    """The address with everything percent-encoded that may not stand in one; encoding twice changes nothing.

    >>> ascii_address("http://a.example/é b?q=%20")
    'http://a.example/%C3%A9%20b?q=%20'
    """
    return quote(url, safe=_ADDRESS_CHARACTERS, errors="surrogatepass")


def canonical_address(url: str) -> str:
    """The address without fragment, tracking parameters and default port, host in lower case; other schemes come back unchanged.

    >>> canonical_address("HTTPS://News.Example.org:443/a?utm_source=rss&id=7#top")
    'https://news.example.org/a?id=7'
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url.strip()
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not parts.hostname:
        return url.strip()
    host = parts.hostname.rstrip(".")
    netloc = f"[{host}]" if ":" in host else host
    if port and port != _PORTS[scheme]:
        netloc = f"{netloc}:{port}"
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(k, v) for k, v in pairs if not _TRACKING.match(k)]
    query = parts.query if len(kept) == len(pairs) else urlencode(kept, errors="surrogatepass")
    return urlunsplit((scheme, netloc, ascii_address(parts.path) or "/", ascii_address(query), ""))


def joined_address(base: str, reference: str) -> str | None:
    """The address that `reference` means on the page `base`; None where the two make no address.

    >>> joined_address("https://a.example/b/", "../c")
    'https://a.example/c'
    >>> joined_address("https://a.example/", "http://[broken") is None
    True
    """
    try:
        joined = urljoin(base, reference.strip())
        urlsplit(joined).port  # noqa: B018  # the look-up checks host and port
    except ValueError:
        return None
    return joined
