#!/usr/bin/env python3
"""Makes vectors/cms/rfc4134_messages.json from the binaries of RFC 4134, appendix B.

What each message holds is what sections 3 to 7 say of it; the content of 4.8 and 4.9, which the text
does not print, is what stands in the mail (4.8) and what `openssl cms -verify` gives (4.9).

    rfc4134_messages.py RFC4134_FOLDER VECTORS_FOLDER
"""
import base64
import itertools
import json
import pathlib
import re
import subprocess
import sys

folder, out = map(pathlib.Path, sys.argv[1:])


def read(name):
    return (folder / name).read_bytes()


def cms_of_mail(name):
    """The last base64 part of a mail."""
    text = read(name).decode("latin-1").replace("\r\n", "\n")
    blocks = [b for b in re.split(r"\n\n", text) if re.match(r"^M[A-Za-z0-9+/=\n]+$", b)]
    return base64.b64decode(blocks[-1])


def openssl_content(der):
    command = ["openssl", "cms", "-verify", "-noverify", "-inform", "DER", "-binary"]
    return subprocess.run(command, input=der, check=True, capture_output=True).stdout


CONTENT = read("ExContent.bin")
ALICE_DSS, ALICE_RSA = "CN=AliceDSS", "CN=AliceRSA"
DSA = {"digest": "sha1", "signature": "dsa"}
RSA = {"digest": "sha1", "signature": "rsassa-pkcs1-v1_5"}


def signed(section, der, signers, comment, **more):
    return dict({"comment": f"{section}: {comment}", "flags": [], "message": der.hex(),
                 "content": CONTENT.hex(), "detached": False, "certificates": [],
                 "signers": signers, "crls": 0, "countersignatures": 0,
                 "signedAttributes": []}, **more, result="valid")


def signer(subject, how):
    return dict(how, subject=subject)


tc_ids = itertools.count(1)


def numbered(tests):
    return [dict({"tcId": next(tc_ids)}, **test) for test in tests]


carl_dss = read("CarlDSSSelf.cer").hex()
alice_dss, alice_rsa = signer(ALICE_DSS, DSA), signer(ALICE_RSA, RSA)
mail = cms_of_mail("4.9.eml")
signed_data = [
    signed("4.1", read("4.1.bin"), [alice_dss], "basic signed content, DSS"),
    signed("4.2", read("4.2.bin"), [alice_rsa], "basic signed content, RSA"),
    signed("4.3", read("4.3.bin"), [alice_dss], "detached content", detached=True),
    signed("4.4", read("4.4.bin"), [alice_dss], "fancier signed content, countersigned by Diane", crls=1,
           flags=["SignerRevoked"],
           countersignatures=1,
           signedAttributes=["1.2.840.113549.1.9.3", "1.2.840.113549.1.9.5",
                             "1.2.840.113549.1.9.4"]),
    signed("4.5", read("4.5.bin"), [alice_rsa], "all RSA signed message"),
    signed("4.6", read("4.6.bin"), [alice_dss, signer("CN=DianeDSS", DSA)],
           "multiple signers; Diane's key has its parameters from its issuer, who is not inside",
           certificates=[carl_dss]),
    signed("4.7", read("4.7.bin"), [alice_dss], "signer by subjectKeyIdentifier"),
    signed("4.8", cms_of_mail("4.8.eml"), [alice_dss], "multipart/signed",
           detached=True, content=(b"\r\n" + CONTENT).hex()),
    signed("4.9", mail, [alice_dss], "application/pkcs7-mime", content=openssl_content(mail).hex()),
    signed("4.10", read("4.10.bin"), [alice_dss], "signed attributes",
           signedAttributes=["1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4", "1.2.5555",
                             "1.2.840.113549.1.9.16.2.4", "1.2.840.113549.1.9.15",
                             "1.2.840.113549.1.9.16.2.2", "1.2.840.113549.1.9.16.2.10",
                             "1.2.840.113549.1.9.16.2.11", "1.2.840.113549.1.9.16.2.3",
                             "1.2.840.113549.1.9.16.2.9"]),
    signed("4.11", read("4.11.bin"), [], "certificates only, with Carl's CRL", detached=True, content="",
           crls=1),
]

bob = {"certificate": read("BobRSASignByCarl.cer").hex(),
       "privateKey": read("BobPrivRSAEncrypt.pri").hex()}


def enveloped(section, der, cipher, comment):
    return {"comment": f"{section}: {comment}", "flags": [], "message": der.hex(),
            "content": CONTENT.hex(), "cipher": cipher, "keyTransport": "rsaes-pkcs1-v1_5",
            "result": "valid"}


enveloped_data = [
    enveloped("5.1", read("5.1.bin"), "des-ede3-cbc", "Triple DES and RSA"),
    # The section speaks of RC2/128 and of RC2/40; the parameter version in the message is 160.
    enveloped("5.2", read("5.2.bin"), "rc2-40", "RC2/40 and RSA"),
    dict(enveloped("5.3", cms_of_mail("5.3.eml"), "des-ede3-cbc", "application/pkcs7-mime")),
]
KEY = "737c791f25ead0e04629254352f7dc6291e5cb26917ada32"


def plain(section, name, comment, **more):
    return dict({"comment": f"{section}: {comment}", "flags": [], "message": read(name).hex(),
                 "content": CONTENT.hex()}, **more, result="valid")


groups = [
    {"type": "Data", "tests": numbered([plain("3.1", "3.1.bin", "data, BER"),
                                        plain("3.2", "3.2.bin", "data, DER")])},
    {"type": "SignedData", "tests": numbered(signed_data)},
    {"type": "EnvelopedData", **bob, "tests": numbered(enveloped_data)},
    {"type": "DigestedData", "tests": numbered([plain("6.0", "6.0.bin", "digested with SHA-1",
                                                      digest="sha1")])},
    {"type": "EncryptedData", "key": KEY, "cipher": "des-ede3-cbc", "tests": numbered([
        plain("7.1", "7.1.bin", "without attributes", unprotectedAttributes=[]),
        plain("7.2", "7.2.bin", "with unprotected attributes",
              unprotectedAttributes=["1.2.5555"])])},
]
(out / "cms/rfc4134_messages.json").write_text(json.dumps({
    "algorithm": "CMS", "schema": "cms_schema.json",
    "source": {"document": "RFC 4134", "section": "3 to 7",
               "retrieved-as": "the binaries of appendix B; expectations from the sections' text, "
                               "and from the mails (4.8, 4.9)"},
    "notes": {"SignerRevoked": {
        "kind": "policy", "description": "the signature holds, and the CRL inside, "
        "CarlDSSCRLForAll, names the signer's certificate: a verifier that believes it refuses"}},
    "testGroups": groups}, indent=1) + "\n")
