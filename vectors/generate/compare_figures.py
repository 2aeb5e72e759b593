#!/usr/bin/env python3
"""Looks for every transcribed figure of vectors/primitives in a text that prints or cites it.

Figures of RFCs are looked for in the RFC itself. Those of FIPS 197, SP 800-38A, SP 800-67 and the
GCM paper are looked for in the self-tests of python3-pycryptodome, which cite the same documents.

    compare_figures.py FOLDER_OF_RFCS FOLDER_OF_CRYPTODOME VECTORS_FOLDER

Prints one line for each file; ends with 1 where a figure is nowhere. The example of FIPS 197,
appendix B, is not in pycryptodome and is listed.
"""
import gzip
import json
import pathlib
import re
import sys

RFCS = {"rc2": 2268, "rc2_wrap": 3217, "triple_des_wrap": 3217, "aes_wrap": 3394,
        "digest_info": 8017, "dsa": 6979, "hmac_md5": 2202, "hmac_sha1": 2202,
        "hmac_sha224": 4231, "hmac_sha256": 4231, "hmac_sha384": 4231, "hmac_sha512": 4231,
        "md5": 1321, "sha1": 6234, "sha224": 6234, "sha256": 6234, "sha384": 6234,
        "sha512": 6234, "pbkdf2_sha1": 6070, "pbkdf2_sha256": 7914}
OTHERS = ["aes", "aes_ecb", "aes_cbc", "aes_gcm", "tdes"]
KNOWN = {("aes", 1): "FIPS 197, appendix B"}


def rfc(folder, number):
    packed = folder / f"rfc{number}.txt.gz"
    text = gzip.open(packed, "rt", errors="replace").read() if packed.exists() else \
        (folder / f"rfc{number}.txt").read_text(errors="replace")
    text = re.sub(r"\n[^\n]*\[Page \d+\]\n+\f?[^\n]*\n", "\n", text)
    return text


def cryptodome(folder):
    texts = [path.read_text(errors="replace") for path in sorted(folder.rglob("*.py"))]
    return "\n".join(texts)


def figures(value):
    """Hexadecimal strings of five octets and more, wherever they stand in a vector."""
    if isinstance(value, str):
        return [value] if re.fullmatch("(?:[0-9a-f]{2}){5,}", value) else []
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [figure for one in inner for figure in figures(one)]


class Printed:
    """A text, and what is left of it without all that breaks up a figure or a message."""

    def __init__(self, text):
        plain = re.sub(r"\([^()]*\)", "", text)  # without what explains the octets of a line
        self.digits = "|".join(re.sub(r"0x|[^0-9a-f]", "", one.lower()) for one in (text, plain))
        self.letters = re.sub(r"[^!-~]|[\"'()]", "", text.replace("\\\n", ""))

    def holds(self, figure):
        octets = bytes.fromhex(figure)
        readable = octets.decode("latin1").replace("\0", "\\0")
        message = re.sub(r"[ \"'()]", "", readable) if re.fullmatch("[ -~]*", readable) else ""
        unit = next(n for n in range(1, len(octets) + 1)
                    if (octets[:n] * len(octets))[:len(octets)] == octets)
        repeats = unit < len(octets)
        repeated = repeats and (unit == 1 or (message != "" and message[:unit] in self.letters))
        half = len(message) // 2  # RFC 6234 prints its long messages so
        halves = half > 10 and message[:half] in self.letters and message[half:] in self.letters
        whole = message != "" and message in self.letters
        return figure in self.digits or repeated or whole or halves


def main(rfcs, tests, vectors):
    missing = 0
    cited = Printed(cryptodome(tests))
    for name in sorted([*RFCS, *OTHERS]):
        text = Printed(rfc(rfcs, RFCS[name])) if name in RFCS else cited
        document = json.loads((vectors / "primitives" / f"{name}.json").read_text())
        count, absent = 0, []
        for group in document["testGroups"]:
            for test in group["tests"]:
                for figure in figures(test):
                    count += 1
                    if not text.holds(figure):
                        absent.append((test["tcId"], figure[:20]))
        unexplained = [one for one in absent if (name, one[0]) not in KNOWN]
        missing += len(unexplained)
        print(f"{name}: {count - len(absent)} of {count} found", *absent)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(*map(pathlib.Path, sys.argv[1:4])))
