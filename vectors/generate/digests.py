#!/usr/bin/env python3
"""Makes the vectors of the digests, HMAC and password derivation in vectors/primitives.

The figures are read from the texts of the RFCs; those of PBKDF1, of PKCS #12's derivation and of
PBKDF2 with digests that no RFC has are made by `openssl kdf`.

    digests.py FOLDER_OF_RFCS VECTORS_FOLDER      (rfc1321.txt.gz or rfc1321.txt, and so on)
"""
import gzip
import json
import pathlib
import re
import subprocess
import sys

OPENSSL = subprocess.run(["openssl", "version"], check=True, capture_output=True,
                         text=True).stdout.split(" ")[1]


def rfc(folder, number):
    """The text of an RFC without its page breaks."""
    packed = folder / f"rfc{number}.txt.gz"
    text = gzip.open(packed, "rt").read() if packed.exists() else \
        (folder / f"rfc{number}.txt").read_text()
    return re.sub(r"\n\s*\n[^\n]*\[Page \d+\]\n+\f?\n*RFC [^\n]*\n+", "\n", text)


def write(out, name, algorithm, schema, document, section, how, groups):
    every = [test for group in groups for test in group["tests"]]
    for number, test in enumerate(every):
        test["tcId"] = number + 1
    (out / "primitives" / f"{name}.json").write_text(json.dumps({
        "algorithm": algorithm, "schema": schema,
        "source": {"document": document, "section": section, "retrieved-as": how},
        "notes": {}, "testGroups": groups}, indent=1) + "\n")


def cases(tests):
    """Tests in the form of the files; `write` numbers them."""
    return [{"tcId": 0, "comment": comment, "flags": [], **fields, "result": "valid"}
            for comment, fields in tests]


def digest_test(comment, message, digest, repeat=1):
    return comment, {"msg": message.hex(), "repeat": repeat, "digest": digest.lower()}


def write_digest(out, name, document, section, tests):
    write(out, name, name, "digest_schema.json", document, section, "read from the RFC's text",
          [{"type": "Digest", "digest": name, "tests": cases(tests)}])


def md5(folder, out):
    suite = rfc(folder, 1321).split("MD5 test suite:")[1].split("Security")[0]
    found = re.findall(r'MD5 \("([^"]*)"\) =\s+([0-9a-f]{32})', suite)
    assert len(found) == 7
    write_digest(out, "md5", "RFC 1321", "A.5", [
        digest_test("", message.replace("\n", "").encode(), digest) for message, digest in found])


def c_string(literals):
    """The octets of C string literals that stand one after the other."""
    text = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', literals))
    return re.sub(r"\\x(..)", lambda m: chr(int(m[1], 16)), text).encode("latin-1")


def sha(folder, out):
    text = rfc(folder, 6234)
    source = text[text.index("*  Define patterns for testing"):]
    joined = source.replace("\\\n", "")
    messages = {}
    for name, value in re.findall(r"#define (TEST\d+\w*)\s+([^\n]*)", joined):
        parts = re.findall(r'TEST\w+|"(?:[^"\\]|\\.)*"', value.split("/*")[0])
        messages[name] = b"".join(c_string(p) if p[0] == '"' else messages[p] for p in parts)
    for bits in ("1", "224", "256", "384", "512"):
        table = source.split(f'{{ "SHA{bits}", SHA{bits}')[1].split(f"SHA{bits}_SEED")[0]
        rows = re.findall(r'/\* (\d+) \*/ \{ (TEST\w+|"[^"]*"),[^,]*?, (\d+), (\w+), (\d+),\s*'
                          r'((?:"[0-9A-F]+"\s*)+)\}', table)
        assert len(rows) == 10
        write_digest(out, f"sha{bits}", "RFC 6234", "8.5", [
            digest_test(f"TEST{number}", messages[what] if what[0] == "T" else c_string(what),
                        c_string(digest).decode(), int(repeat))
            for number, what, repeat, _, extra_bits, digest in rows if extra_bits == "0"])


def mac_test(comment, key, message, tag):
    return comment, {"key": key.hex(), "msg": message.hex(), "tag": tag.lower()}


def write_hmac(out, digest, document, section, tests):
    groups = {}
    for comment, fields in tests:
        groups.setdefault(len(fields["tag"]) * 4, []).append((comment, fields))
    write(out, f"hmac_{digest}", f"HMAC with {digest}", "mac_schema.json", document, section,
          "read from the RFC's text",
          [{"type": "Mac", "digest": digest, "tagSize": size, "tests": cases(group)}
           for size, group in groups.items()])


def rfc2202_value(text):
    repeated = re.match(r"0x(..) repeated (\d+) times", text)
    if repeated:
        return bytes.fromhex(repeated[1]) * int(repeated[2])
    if text.startswith('"'):
        return re.sub(r"\s*\n\s*", " ", text.strip('"')).encode()
    return bytes.fromhex(text[2:])


def rfc2202(folder, out):
    text = rfc(folder, 2202)
    sections = re.split(r"\n\d\. Test Cases for HMAC-(?:MD5|SHA-1)\n", text.split("Security")[0])
    for digest, section, body in (("md5", "2", sections[-2]), ("sha1", "3", sections[-1])):
        tests = []
        for number, key, data, tag, short in re.findall(
                r'test_case =\s+(\d)\nkey =\s+([^\n]*)\nkey_len[^\n]*\ndata =\s+("[^"]*"|[^\n]*)\n'
                r'data_len[^\n]*\ndigest =\s+0x(\w+)(?:\ndigest-96\s+=?\s*0x(\w+))?', body):
            key, data = rfc2202_value(key), rfc2202_value(data)
            tests.append(mac_test(f"test case {number}", key, data, tag))
            if short:
                tests.append(mac_test(f"test case {number}, 96 bits", key, data, short))
        assert len(tests) in (8, 10)  # the RFC prints two of HMAC-SHA-1's twice
        write_hmac(out, digest, "RFC 2202", section, tests[:8])


def rfc4231(folder, out):
    text = rfc(folder, 4231)
    parts = re.split(r"\n4\.\d\.  Test Case (\d)\n", text)[1:]
    tests = {"224": [], "256": [], "384": [], "512": []}
    hex_lines = r"((?:\s+[0-9a-f]{2,32}(?:[ ]+\([^\n]*\))?\n)+)"

    def octets(lines):
        return bytes.fromhex(re.sub(r"\([^\n]*\)", "", lines))
    for number, body in zip(parts[-14::2], parts[-13::2]):
        body = re.sub(r"\n\n+(?=   +\w)", "\n", body)
        key = octets(re.search(r"Key =? " + hex_lines, body)[1])
        data = octets(re.search(r"Data = " + hex_lines, body)[1])
        for bits in tests:
            tag = octets(re.search(rf"HMAC-SHA-{bits} = ?" + hex_lines, body)[1])
            tests[bits].append(mac_test(f"test case {number}", key, data, tag.hex()))
    for bits in tests:
        assert len(tests[bits]) == 7
        write_hmac(out, f"sha{bits}", "RFC 4231", "4", tests[bits])


def kdf_test(comment, password, salt, iterations, key, **more):
    return comment, {"password": password.hex(), "salt": salt.hex(), "iterationCount": iterations,
                     **more, "dkLen": len(key), "dk": key.hex()}


def write_kdf(out, name, algorithm, document, section, how, kind, tests_by_digest):
    write(out, name, algorithm, "kdf_schema.json", document, section, how,
          [{"type": kind, "digest": digest, "tests": cases(tests)}
           for digest, tests in tests_by_digest.items()])


def rfc_pbkdf2(folder, out):
    rows = re.findall(r'P = "([^"]*)"[^\n]*\n\s+S = "([^"]*)"[^\n]*\n\s+c = (\d+)\n\s+dkLen = (\d+)'
                      r'\s+Output:\s+DK =((?:\s[0-9a-f]{2}|\s)+)', rfc(folder, 6070))
    assert len(rows) == 6
    text = [(bytes(p, "latin-1").replace(b"\\0", b"\0"), bytes(s, "latin-1").replace(b"\\0", b"\0"),
             int(c), bytes.fromhex(dk)) for p, s, c, _, dk in rows]
    assert all(len(dk) == int(row[3]) for row, (_, _, _, dk) in zip(rows, text))
    write_kdf(out, "pbkdf2_sha1", "PBKDF2 with HMAC with sha1", "RFC 6070", "2",
              "read from the RFC's text", "Pbkdf2", {"sha1": [kdf_test("", *row) for row in text]})
    rows = re.findall(r'PBKDF2-HMAC-SHA-256 \(P="(\w*)", S="(\w*)",\s+c=(\d+), dkLen=64\) =\n'
                      r'((?:\s*[0-9a-f]{2}){64})', rfc(folder, 7914))
    assert len(rows) == 2
    write_kdf(out, "pbkdf2_sha256", "PBKDF2 with HMAC with sha256", "RFC 7914", "11",
              "read from the RFC's text", "Pbkdf2", {"sha256": [
                  kdf_test("", p.encode(), s.encode(), int(c), bytes.fromhex(dk))
                  for p, s, c, dk in rows]})


def openssl_kdf(name, digest, password, salt, iterations, octets, *options):
    command = ["openssl", "kdf", "-provider", "legacy", "-provider", "default", "-binary",
               "-keylen", str(octets), "-kdfopt", f"digest:{digest}",
               "-kdfopt", f"hexpass:{password.hex()}", "-kdfopt", f"hexsalt:{salt.hex()}",
               "-kdfopt", f"iter:{iterations}"]
    for option in options:
        command += ["-kdfopt", option]
    return subprocess.run([*command, name], check=True, capture_output=True).stdout


DIGESTS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")


def openssl_pbkdf(out):
    how = f"made by `openssl kdf` (OpenSSL {OPENSSL}): vectors/generate/digests.py"
    rows = ((b"password", bytes.fromhex("78578e5a5d63cb06"), 1000, 16), (b"", b"saltsalt", 1, 8),
            (bytes(range(200)), bytes(range(100)), 7, 15))
    # The digests that PBES1 has; MD2 is not among ours.
    write_kdf(out, "pbkdf1", "PBKDF1", "RFC 8018", "5.1", how, "Pbkdf1", {digest: [
        kdf_test(f"{octets} octets", p, s, c, openssl_kdf("PBKDF1", digest, p, s, c, octets))
        for p, s, c, octets in rows] for digest in ("md5", "sha1")})
    rows = ((b"password", b"NaClNaClNaClNaCl", 1000, 32), (b"correct horse", bytes(16), 3, 130),
            (bytes(range(150)), bytes(range(60)), 2, 20))
    write_kdf(out, "pbkdf2_other_digests", "PBKDF2", "RFC 8018", "5.2", how, "Pbkdf2", {digest: [
        kdf_test(f"{octets} octets", p, s, c,
                 openssl_kdf("PBKDF2", digest, p, s, c, octets, "pkcs5:1"))
        for p, s, c, octets in rows] for digest in ("md5", "sha224", "sha384", "sha512")})


def bmp(text):
    return text.encode("utf-16-be") + b"\0\0"


def pkcs12(out):
    rows = [(text, bytes.fromhex(salt), iterations, identity, octets)
            for text, salt, iterations, identity, octets in (
                ("smeg", "0a58cf64530d823f", 1, 1, 24), ("smeg", "0a58cf64530d823f", 1, 2, 8),
                ("smeg", "3d83c0e4546ac140", 1, 3, 20), ("queeg", "05dec959acff72f7", 1000, 1, 24),
                ("queeg", "05dec959acff72f7", 1000, 2, 8),
                ("queeg", "1682c0fc5b3f7ec5", 1000, 3, 20), ("", "0102030405060708", 5, 1, 200),
                ("p\u00e4ssw\u00f6rd \u20ac", "00" * 70, 3, 2, 100),
                ("\U0001f511 key", "ff" * 150, 2, 3, 300), ("x" * 100, "a5", 1, 1, 65))]
    write_kdf(out, "pkcs12_kdf", "PKCS #12 derivation", "RFC 7292", "B.2",
              f"made by `openssl kdf` (OpenSSL {OPENSSL}): vectors/generate/digests.py; the first "
              "six inputs are those of Stephen Henson's PKCS #12 test vectors",
              "Pkcs12Kdf", {digest: [
                  kdf_test(text, bmp(text), salt, iterations,
                           openssl_kdf("PKCS12KDF", digest, bmp(text), salt, iterations, octets,
                                       f"id:{identity}"), id=identity)
                  for text, salt, iterations, identity, octets in rows] for digest in DIGESTS})


if __name__ == "__main__":
    rfcs, vectors = map(pathlib.Path, sys.argv[1:])
    md5(rfcs, vectors)
    sha(rfcs, vectors)
    rfc2202(rfcs, vectors)
    rfc4231(rfcs, vectors)
    rfc_pbkdf2(rfcs, vectors)
    openssl_pbkdf(vectors)
    pkcs12(vectors)
