#!/usr/bin/env python3
"""Makes vectors/x509/rfc5280_appendix_c.json from the annotated dumps of RFC 5280, appendix C.

Every line of a dump gives offset, length and value; the octets are put together from the values, and
each offset and length is checked against the printed one.

    rfc5280_appendix_c.py RFC5280_TEXT VECTORS_FOLDER
"""
import json
import pathlib
import re
import sys

TAGS = {"SEQUENCE": 0x30, "SET": 0x31, "INTEGER": 2, "NULL": 5, "OBJECT IDENTIFIER": 6,
        "BOOLEAN": 1, "OCTET STRING": 4, "BIT STRING": 3, "UTCTime": 23, "GeneralizedTime": 24,
        "PrintableString": 19, "IA5String": 22, "UTF8String": 12, "ENUMERATED": 10}
TITLES = {"C.1.": "certificate", "C.2.": "certificate", "C.3.": "certificate", "C.4.": "crl"}


def length(size):
    if size < 128:
        return bytes([size])
    octets = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([0x80 | len(octets)]) + octets


def oid(numbers):
    first, second, *rest = map(int, numbers.split())
    out = b""
    for number in [first * 40 + second, *rest]:
        septets = [number & 0x7F]
        while number := number >> 7:
            septets.insert(0, 0x80 | number & 0x7F)
        out += bytes(septets)
    return out


def integer(number):
    return number.to_bytes(number.bit_length() // 8 + 1, "big")


def bits(text):
    padded = text + "0" * (-len(text) % 8)
    return bytes([len(padded) - len(text)]) + int(padded, 2).to_bytes(len(padded) // 8, "big")


def primitive(kind, text):
    if found := re.search(r"[('](\d[0-9 ]+)[)']", text) if kind == "OBJECT IDENTIFIER" else None:
        return oid(found[1])
    if kind == "BOOLEAN":
        return b"\xff" if "TRUE" in text else b"\0"
    if found := re.search(r"'([01]+)'B", text):
        return bits(found[1])
    if found := re.search(r"(\d+)/(\d+)/(\d+) (\d+):(\d+):(\d+) GMT", text):
        day, month, year, *clock = found.groups()
        return ((year if kind == "GeneralizedTime" else year[2:]) + month + day + "".join(clock) +
                "Z").encode()
    if quoted := re.findall(r"'([^']*)'", text):
        return "".join(quoted).encode()
    if kind in ("INTEGER", "ENUMERATED") and re.fullmatch(r"\s*\d+\s*", text):
        return integer(int(text))
    prefix = b"\0" if kind == "BIT STRING" else b""
    return prefix + bytes.fromhex("".join(re.findall(r"\b[0-9A-F]{2}\b", text)))


class Dump:
    def __init__(self, lines):
        self.items = []  # (offset, length, kind, text) and "}"
        for line in lines:
            if found := re.match(r"\s*(\d+)\s+(\d+):\s*([A-Z\[][A-Za-z0-9 \]]*?)(?=$|[ ,]\{|, enc| \d| '|\(| TRUE| FALSE| id-| [a-z])(.*)", line):
                self.items.append([int(found[1]), int(found[2]), found[3].strip(), found[4]])
            elif found := re.match(r"\s*:(.*)", line):
                text = found[1].strip()
                if text == "}":
                    self.items.append("}")
                elif self.items:
                    self.items[-1][3] += " " + text

    def value(self, offset):
        printed_offset, printed_length, kind, text = self.items.pop(0)
        inner = re.search(r"(encapsulates )?\{", text)
        tag = TAGS.get(kind)
        if inner:
            contents = b"\0" if kind == "BIT STRING" else b""
            start = offset + 1 + len(length(printed_length)) + len(contents)
            while self.items[0] != "}":
                contents += self.value(start + len(contents) - (kind == "BIT STRING"))
            self.items.pop(0)
        else:
            contents = primitive(kind, text)
        if tag is None:
            tag = 0x80 | int(kind.strip("[]")) | (0x20 if inner else 0)
        assert (offset, len(contents)) == (printed_offset, printed_length), \
            (offset, len(contents), printed_offset, printed_length, kind, text)
        return bytes([tag]) + length(len(contents)) + contents


def sections(text):
    text = re.sub(r"\n+Cooper, et al\..*\n\f?\n*RFC 5280.*\n", "\n", text).replace("\f", "")
    start = text.rindex("\nC.1.  RSA Self-Signed Certificate")
    for part in re.split(r"\n(?=C\.\d\.  )", text[start:])[1:]:
        part = part.split("\nAuthors' Addresses")[0]
        yield part.split("\n", 1)[0].strip(), part.split("\n")


if __name__ == "__main__":
    tests = []
    for number, (title, lines) in enumerate(sections(pathlib.Path(sys.argv[1]).read_text()), 1):
        tests.append({"tcId": number, "comment": title, "flags": [],
                      TITLES[title.split()[0]]: Dump(lines).value(0).hex(), "result": "valid"})
    pathlib.Path(sys.argv[2], "x509/rfc5280_appendix_c.json").write_text(json.dumps({
        "algorithm": "X.509", "schema": "certificate_schema.json",
        "source": {"document": "RFC 5280", "section": "appendix C",
                   "retrieved-as": "put together from the annotated dumps"},
        "notes": {}, "testGroups": [{"type": "Certificate", "tests": tests}]}, indent=1) + "\n")
