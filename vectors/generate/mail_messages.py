#!/usr/bin/env python3
"""Makes vectors/mime/messages.json from the texts of RFC 5322, RFC 2046 and RFC 2049.

The messages are read out of the printed text, without its page breaks. The trees of parts, the
addresses and the moments are what Python's own email package reads, and were held against the
prose around each message.

    mail_messages.py RFC5322.TXT RFC2046.TXT RFC2049.TXT VECTORS_FOLDER
"""
import base64
import email
import email.policy
import email.utils
import json
import pathlib
import re
import sys

PAGE = re.compile(r"\n*^.*\[Page \d+\]\n\f?\n?^RFC \d+ .*\n\n*", re.M)


def text(path):
    return PAGE.sub("\n\n", pathlib.Path(path).read_text("latin-1").replace("\f", ""))


def outdented(lines, indent):
    return "\r\n".join(line[indent:] for line in lines) + "\r\n"


def of_rfc5322(rfc):
    """What stands between two lines of four hyphens in appendix A, each with its section."""
    appendix = rfc[rfc.rindex("Appendix A.  Example Messages"):rfc.rindex("Appendix B.  Diff")]
    section, lines, inside = "", [], False
    for line in appendix.split("\n"):
        heading = re.match(r"Appendix (A[.\d]*)\.  ", line)
        if heading:
            section = heading[1]
        if line.strip() == "----":
            if inside:
                # "__" stands for two blanks.
                yield section, outdented(lines, 3).replace("\r\n__\r\n", "\r\n  \r\n")
            lines, inside = [], not inside
        elif inside:
            lines.append(line)


def between(rfc, first, behind, indent):
    start = rfc.index("\n" + " " * indent + first) + 1
    lines = rfc[start:rfc.index(behind, start)].rstrip().split("\n")
    return outdented(lines, indent)


def tree(part):
    kind = part.get_content_type()
    inner = part.get_payload() if part.is_multipart() else []
    return f"{kind}({','.join(map(tree, inner))})" if inner else kind


def mailboxes(message, name):
    field = message[name]
    return [[a.display_name, a.addr_spec] for a in field.addresses if a.domain] if field else []


def vector(number, comment, octets, flags):
    raw = octets.encode("ascii")
    # The package does not know blanks before a colon, nor lines of blanks alone.
    plain = re.sub(rb"(?m)^([A-Z][A-Za-z-]*) +:", rb"\1:", raw).replace(b"\r\n  \r\n", b"\r\n")
    old = email.message_from_bytes(plain)
    new = email.message_from_bytes(plain, policy=email.policy.default)
    test = {"tcId": number, "comment": comment, "flags": flags,
            "message": base64.b64encode(raw).decode(), "tree": tree(old)}
    for name in ("From", "To", "Cc"):
        test[name.lower()] = mailboxes(new, name)
    # parsedate_tz passes over comments inside a time no more than over any other word.
    date = re.sub(r"\s*(:)\s*", r"\1", re.sub(r"\([^()]*\)", " ", old["Date"] or "")).split()
    test["seconds"] = email.utils.mktime_tz(email.utils.parsedate_tz(" ".join(date)))
    return dict(test, result="valid")


rfc5322, rfc2046, rfc2049 = map(text, sys.argv[1:4])
found = [(f"RFC 5322, {s}", m, ["Obsolete"] if s.startswith("A.6") else [])
         for s, m in of_rfc5322(rfc5322)]
found.append(("RFC 2046, 5.1.1",
              between(rfc2046, "From: Nathaniel Borenstein <nsb@bellcore.com>\n"
                      "     To: Ned Freed <ned@innosoft.com>\n     Date: Sun, 21 Mar 1993",
                      "   The use of a media type of \"multipart\"", 5), []))
found.append(("RFC 2046, 5.1.5", between(rfc2046, "From: Moderator-Address", "5.1.6.", 5), []))
found.append(("RFC 2049, A", between(rfc2049, "MIME-Version: 1.0\n     From: Nathaniel",
                                     "Appendix B -- Changes", 5)
              .replace("audio/basic\r\n\r\nC", "audio/basic\r\nC"), []))  # a page ended there
vectors = [vector(i + 1, *rest) for i, rest in enumerate(found)]
out = {"algorithm": "Internet message", "schema": "mail_message_schema.json",
       "source": {"document": "RFC 5322; RFC 2046; RFC 2049",
                  "section": "RFC 5322, A; RFC 2046, 5.1.1 and 5.1.5; RFC 2049, A",
                  "retrieved-as": "the printed messages by mail_messages.py; what they hold by "
                                  f"Python {sys.version.split()[0]}'s email package"},
       "notes": {"Obsolete": {"kind": "syntax",
                              "description": "of section 4: to be read, never to be written"}},
       "testGroups": [{"type": "Message", "tests": vectors}]}
path = pathlib.Path(sys.argv[4]) / "mime" / "messages.json"
path.write_text(json.dumps(out, indent=1) + "\n")
