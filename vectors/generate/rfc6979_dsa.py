#!/usr/bin/env python3
"""Makes vectors/primitives/dsa.json from the text of RFC 6979, A.2.1 and A.2.2.

    rfc6979_dsa.py RFC6979.txt > dsa.json
"""
import json
import re
import sys


def section(text, title, following):
    body = text.split(title)[-1].split(following)[0]
    body = re.sub(r"\n+Pornin +Informational.*\n\f?\n*RFC 6979.*\n+", "\n", body)
    return body


def number(text):
    digits = re.sub(r"\s", "", text).lower()
    return digits if len(digits) % 2 == 0 else "0" + digits


def group(body, first):
    head = body.split("Signatures:")[0]
    values = {name: number(value) for name, value in
              re.findall(r"\b([pqgxy]) = ((?:[0-9A-F]+\s+)+)", head)}
    tests = []
    pattern = (r"With SHA-(\d+), message = \"(\w+)\":\s+k = (\w+)\s+r = (\w+)\s+s = (\w+)")
    for size, message, k, r, s in re.findall(pattern, body):
        tests.append({"tcId": first + len(tests), "comment": f"SHA-{size}, \"{message}\"",
                      "flags": [], "sha": f"sha{size}", "msg": message.encode().hex(),
                      "k": number(k), "r": number(r), "s": number(s), "result": "valid"})
    return {"type": "DsaSign", **values, "tests": tests}


text = open(sys.argv[1], encoding="utf-8").read()
groups = [group(section(text, "A.2.1.  DSA, 1024 Bits", "A.2.2.  DSA, 2048 Bits"), 1)]
groups.append(group(section(text, "A.2.2.  DSA, 2048 Bits", "A.2.3.  ECDSA"),
                    1 + len(groups[0]["tests"])))
json.dump({"algorithm": "DSA", "schema": "dsa_sign_schema.json",
           "source": {"document": "RFC 6979", "section": "A.2.1, A.2.2",
                      "retrieved-as": "the RFC's text, read by vectors/generate/rfc6979_dsa.py"},
           "notes": {}, "testGroups": groups}, sys.stdout, indent=1)
print()
