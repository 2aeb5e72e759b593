#!/usr/bin/env python3
"""Makes vectors/x509/rfc4134_certificates.json and rfc9216_certificates.json.

The certificates are those printed in RFC 4134, appendix B, and RFC 9216, sections 3 to 8, unpacked
into a folder each; the expected fields are what `openssl x509` says of them.

    rfc_certificates.py RFC4134_FOLDER RFC9216_FOLDER VECTORS_FOLDER
"""
import json
import pathlib
import subprocess
import sys


def openssl(der, *options):
    command = ["openssl", "x509", "-inform", "DER", "-noout", "-nameopt", "RFC2253",
               "-dateopt", "iso_8601", *options]
    return subprocess.run(command, input=der, check=True, capture_output=True).stdout.decode()


def rfc3339(text):
    return text.strip().split("=", 1)[1].replace(" ", "T")


def case(number, comment, der):
    names = dict(line.split("=", 1) for line in openssl(der, "-subject", "-issuer", "-serial",
                                                        "-fingerprint", "-sha256").splitlines())
    return {
        "tcId": number, "comment": comment, "flags": [], "certificate": der.hex(),
        "serial": names["serial"].lower(), "issuer": names["issuer"], "subject": names["subject"],
        "notBefore": rfc3339(openssl(der, "-startdate")),
        "notAfter": rfc3339(openssl(der, "-enddate")),
        "emails": openssl(der, "-email").split(),
        "sha256": names["sha256 Fingerprint"].replace(":", "").lower(), "result": "valid",
    }


def to_der(path):
    data = path.read_bytes()
    if b"-----BEGIN" not in data:
        return data
    return subprocess.run(["openssl", "x509", "-outform", "DER"], input=data, check=True,
                          capture_output=True).stdout


def write(target, document, section, paths):
    tests = [case(i + 1, path.name.split(".crt")[0], to_der(path)) for i, path in enumerate(paths)]
    target.write_text(json.dumps({
        "algorithm": "X.509", "schema": "certificate_schema.json",
        "source": {"document": document, "section": section,
                   "retrieved-as": "the certificates as printed; the expected fields from "
                                   "`openssl x509` (OpenSSL 3.0.19)"},
        "notes": {}, "testGroups": [{"type": "Certificate", "tests": tests}]}, indent=1) + "\n")


if __name__ == "__main__":
    rfc4134, rfc9216, out = map(pathlib.Path, sys.argv[1:])
    write(out / "x509/rfc4134_certificates.json", "RFC 4134", "appendix B",
          sorted(rfc4134.glob("*.cer")))
    write(out / "x509/rfc9216_certificates.json", "RFC 9216", "sections 3 to 8",
          sorted(rfc9216.glob("*.crt.pem")))
