#!/usr/bin/env python3
"""Makes vectors/mime/rfc9788_messages.json: messages of RFC 9788, appendix C.

Of the signed messages the payload, the signing time and the end of the SignedData (digest and
signature) are transcribed; the certificates inside are Alice's two of RFC 9216, and the DER around
them is made here, held against the printed beginning and end. The encrypted message is transcribed
whole, from a file. What each field's protection is follows from the algorithm of 4.3.1 and the
HP-Outer fields that are printed.

    rfc9788_messages.py C_3_2_BASE64 VECTORS_FOLDER
"""
import base64
import json
import pathlib
import sys
import textwrap

IMAGE = """\
iVBORw0KGgoAAAANSUhEUgAAABQAAAAUCAYAAACNiR0NAAAAcElEQVR42uVTOxbA
MAgS739nO3TpRw20dqpbfARQEjOywiwYnCtkDKnbcLk66sqlT+zt9cidkE+6KwkZ
sgrzfcqVMpL2jo0447gYDpeArk+OnJHkIhAfTPRicihAf5YJrw7vjv0ZWRWM/uli
vdPf1QZ2kDD9xppd8wAAAABJRU5ErkJggg==
"""
SIGNATURE_END = "\n-- \nAlice\nalice@smime.example\n"


def fields(name, time, subject=None):
    return [("Subject", subject or name), ("Message-ID", f"<{name}@example>"),
            ("From", "Alice <alice@smime.example>"), ("To", "Bob <bob@smime.example>"),
            ("Date", f"Sat, 20 Feb 2021 {time} -0500"),
            ("User-Agent", "Sample MUA Version 1.0")]


def lines_of(pairs):
    return "".join(f"{name}: {value}\n" for name, value in pairs)


def crlf(text):
    return text.replace("\n", "\r\n").encode()


def tlv(tag, *parts):
    value = b"".join(parts)
    size = len(value)
    if size < 128:
        return bytes([tag, size]) + value
    octets = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(octets)]) + octets + value


def oid(*arcs):
    out = [40 * arcs[0] + arcs[1]]
    for arc in arcs[2:]:
        digits = [arc & 0x7f]
        while arc := arc >> 7:
            digits.insert(0, arc & 0x7f | 0x80)
        out += digits
    return tlv(6, bytes(out))


PKCS7, PKCS9 = (1, 2, 840, 113549, 1, 7), (1, 2, 840, 113549, 1, 9)
SHA256 = tlv(0x30, oid(2, 16, 840, 1, 101, 3, 4, 2, 1))


def signed_data(payload, detached, time, end, certificates, issuer_and_serial):
    """SignedData whose last octets, from somewhere in the digest or before it on, are `end`."""
    import hashlib
    tail = base64.b64decode(end)
    attributes = b"".join(tlv(0x30, oid(*PKCS9, number), tlv(0x31, value)) for number, value in [
        (3, oid(*PKCS7, 1)), (5, tlv(0x17, time.encode())),
        (4, tlv(4, hashlib.sha256(payload).digest()))])
    signer = tlv(0x30, tlv(2, b"\1"), issuer_and_serial, SHA256, tlv(0xa0, attributes),
                 tlv(0x30, oid(1, 2, 840, 113549, 1, 1, 1), tlv(5)), tlv(4, tail[-256:]))
    content = b"" if detached else tlv(0xa0, tlv(4, payload))
    signed = tlv(0x30, tlv(2, b"\1"), tlv(0x31, SHA256), tlv(0x30, oid(*PKCS7, 1), content),
                 tlv(0xa0, *certificates), tlv(0x31, signer))
    whole = tlv(0x30, oid(*PKCS7, 2), tlv(0xa0, signed))
    assert whole.endswith(tail), "not what is printed"
    return whole


def base64_lines(octets):
    return "\n".join(textwrap.wrap(base64.b64encode(octets).decode(), 64)) + "\n"


OPAQUE = ('Content-Transfer-Encoding: base64\nContent-Type: application/pkcs7-mime; '
          'name="smime.p7m";\n smime-type="%s"\n')


def simple(header):
    return crlf(
        "MIME-Version: 1.0\nContent-Transfer-Encoding: 7bit\n" + lines_of(header) +
        'Content-Type: text/plain; charset="utf-8"; hp="clear"\n\n'
        "This is the\nsmime-one-part-hp\nmessage.\n\n"
        "This is a signed-only S/MIME message via PKCS#7 signedData.  The\n"
        "payload is a text/plain message. It uses the Header Protection\n"
        "scheme from RFC 9788.\n" + SIGNATURE_END)


def clear(header):
    return crlf(
        "MIME-Version: 1.0\nContent-Transfer-Encoding: 7bit\n" + lines_of(header) +
        'Content-Type: text/plain; charset="utf-8"; hp="clear"\n\n'
        "This is the\nsmime-multipart-hp\nmessage.\n\n"
        "This is a signed-only S/MIME message via PKCS#7 detached\n"
        "signature (multipart/signed).  The payload is a text/plain\n"
        "message. It uses the Header Protection scheme from RFC 9788.\n" + SIGNATURE_END)


def wrapped(header):
    """The older scheme; the lines of the message inside end with LF alone."""
    name = header[0][1]
    typed = 'Content-Type: text/%s; charset="us-ascii"\nMIME-Version: 1.0\n' \
            "Content-Transfer-Encoding: 7bit\n\n"
    said = ("This is a signed-only S/MIME message via PKCS#7 signedData.  The\n"
            "payload is a multipart/alternative message with an inline\n"
            "image/png attachment. It uses the legacy RFC 8551 Header\n"
            "Protection (RFC8551HP) scheme.")
    return b"MIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n" + (
        'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="fcc"\n' + lines_of(header) +
        '\n--fcc\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary="0f8"\n\n'
        "--0f8\n" + typed % "plain" + f"This is the\n{name}\nmessage.\n\n{said}\n" +
        SIGNATURE_END + "--0f8\n" + typed % "html" +
        "<html><head><title></title></head><body>\n<p>This is the\n" +
        f"<b>{name}</b>\nmessage.</p>\n<p>{said}</p>\n"
        "<p><tt>-- <br/>Alice<br/>alice@smime.example</tt></p></body></html>\n--0f8--\n\n"
        "--fcc\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n"
        "Content-Disposition: inline\n\n" + IMAGE + "\n--fcc--\n").encode()


def encrypted_payload(header, outer):
    def record(name, value):  # folded where it was printed so
        return f"HP-Outer:{chr(10) if name == 'Message-ID' else ''} {name}: {value}\n"
    return crlf(
        "MIME-Version: 1.0\nContent-Transfer-Encoding: 7bit\n" + lines_of(header) +
        "".join(record(name, value) for name, value in outer) +
        'Content-Type: text/plain; charset="utf-8";\n hp-legacy-display="1"; hp="cipher"\n\n'
        f"Subject: {header[0][1]}\n\nThis is the\n{header[0][1]}\nmessage.\n\n"
        "This is a signed-and-encrypted S/MIME message using PKCS#7\n"
        "envelopedData around signedData.  The payload is a text/plain\n"
        "message. It uses the Header Protection scheme from RFC 9788 with\n"
        'the `hcp_baseline` Header Confidentiality Policy with a "Legacy\n'
        'Display" element.\n' + SIGNATURE_END)


ENDS = {
    "C.2.1": """\
K3lOLqVxzkFzTCjC4/0WD1uiOJZ/y8y2mKLDM5P/bj0wDQYJKoZIhvcNAQEBBQAE
ggEAiWwxPK/j2eujuwSbftm7fHd+LZyXyhUhfrZghxdPZyunkZmQ+N4ARXGv0zqr
yOgKhBdbd0pFO8sIfqRGvU2eQdvfFWTKz1Nt1UMGMUtTTA2Iua4+QcPdjX6At6k/
pp/OdEIuSLQHW89UkUfNEqYc8SjnhOaTMz7glWEM9jIXuWcmhtRqqsg+yYItvSbd
eXktWzBWuVCzvrsO4Q3oR4B0Aohdf+qCeTOwP5grdU4oIadD4eq1o+OEZfmliN2N
3dNYgd65gF0IXek3a1MMFh6AQF9aJz6451GqO1fwwwX2TtRnjXBY0ucY2Rn6h3PB
GEyYkGT7mRMuLMxmHktDjUBiIA==""",
    "C.2.2": """\
MC8GCSqGSIb3DQEJBDEiBCAfybSsej+1D6r16hb18FcqV4ucPU0CgwMlVVH7gTaP
3TANBgkqhkiG9w0BAQEFAASCAQBwlRSGR8OZHFa+8cUc5th58+DiNkwKWqz4pWWX
0QP9uuxRZjE8Dtg7b88d0HtZWL98qAp+bjFK8ElktpuBiS5Nuiy+Zm3XnMU5GhCM
ywIPUAPJA6jvibT5fzYvMGV11RBmrTFNBZxxrJOAWfGfqf96vx9VajBVbyXdXnV7
hnQCx8wsbIOrbRUUVJHBGqpx+j+bIoUmg3uKxOYkZFz9IShmq8fzsW/CVTBMLfoT
qle2y+4H+RlGioqz8Mvs+XXbL5MG1r5PGjgpa9hHxPKdbFQCoWIJMA6xJNKgeuoN
rA3kHbrX/5Gn9eK8vE5eI6rpEurDGYkws6A9Z/tvsR7Gm9Ia""",
    "C.2.5": """\
BgkqhkiG9w0BBwEwHAYJKoZIhvcNAQkFMQ8XDTIxMDIyMDE3MjYwMlowLwYJKoZI
hvcNAQkEMSIEIJaCe/AYALXLZ8GDGBxF2yvHB9b3uwnKNIvWM0h3y2s3MA0GCSqG
SIb3DQEBAQUABIIBADrTK0kKM1vxG/qmdbFxdKDBjyUXGDaOWqjCmq81OfRF88aY
37JerJhyUUsUPVCd73rlsjskMrxsA53c6ojOcSqj5PM7ZDhXCnGdEg4CiKjOAn1l
C84LXG485qDGcJiQ0hMF/p/V2UguVdfVzPrCLPP2SCDP5BWfCLMII3k4sRVayUt4
FwlYLvsXcRUbTlLZBoJrYvfN6sNOAfcbNwAMTu0rx1A8ZAoNBTbhAbpn/UiTd6Av
YFcisTSEIuZ+oGRyvU3n/wBHp9bUonKVHuNYGYKgycuXowwVx3D3j6+h+XEBOFJE
KTaTKY4sz4qH+3UWjytqrEisWQW0JkuzVOa0dg4=""",
}


def test(number, section, comment, message, scheme, header, states, payload):
    return {"tcId": number, "comment": f"{section}: {comment}", "flags": [],
            "message": base64.b64encode(message).decode(), "scheme": scheme,
            "headers": [[name, value, states.get(name, "signed-only")] for name, value in header],
            "payload": base64.b64encode(payload).decode(), "result": "valid"}


def tests(encrypted, certificates, issuer_and_serial):
    def sign(section, payload, detached, time):
        return base64_lines(signed_data(payload, detached, time, ENDS[section], certificates,
                                        issuer_and_serial))

    header = fields("smime-one-part-hp", "10:06:02")
    payload = simple(header)
    printed = sign("C.2.1", payload, False, "210220150602Z")
    assert printed.startswith("MIIMDwYJKoZIhvcNAQcCoIIMADCCC/wCAQExDTALBglghkgBZQMEAgEwggI4Bgkq")
    yield test(1, "C.2.1", "signed-data, text/plain",
               crlf(OPAQUE % "signed-data" + lines_of(header) + "\n" + printed), "hp", header, {},
               payload)

    header = fields("smime-multipart-hp", "10:07:02")
    payload = clear(header)
    printed = sign("C.2.2", payload, True, "210220150702Z")
    assert printed.startswith("MIIJ4AYJKoZIhvcNAQcCoIIJ0TCCCc0CAQExDTALBglghkgBZQMEAgEwCwYJKoZI")
    yield test(2, "C.2.2", "multipart/signed, text/plain",
               crlf('MIME-Version: 1.0\nContent-Type: multipart/signed;\n'
                    ' protocol="application/pkcs7-signature"; boundary="54f";\n'
                    ' micalg="sha-256"\n' + lines_of(header) + "\n--54f\n") + payload +
               crlf('\n--54f\nContent-Transfer-Encoding: base64\n'
                    'Content-Type: application/pkcs7-signature; name="smime.p7s"\n\n' + printed +
                    "\n--54f--\n"), "hp", header, {}, payload)

    header = fields("smime-one-part-complex-rfc8551hp", "12:26:02")
    payload = wrapped(header)
    printed = sign("C.2.5", payload, False, "210220172602Z")
    assert printed.startswith("MIIQaQYJKoZIhvcNAQcCoIIQWjCCEFYCAQExDTALBglghkgBZQMEAgEwggaSBgkq")
    yield test(3, "C.2.5", "signed-data, the message/rfc822 of RFC 8551",
               crlf(OPAQUE % "signed-data" + lines_of(header) + "\n" + printed), "rfc8551", header,
               {}, payload)

    name, time = "smime-signed-enc-hp-baseline-legacy", "10:10:02"
    header, outer = fields(name, time), fields(name, time, "[...]")
    yield test(4, "C.3.2", "signed, then enveloped, hcp_baseline with legacy display",
               crlf(OPAQUE % "enveloped-data" + lines_of(outer) + "\n" + encrypted), "hp", header,
               {"Subject": "signed-and-encrypted"}, encrypted_payload(header, outer))


def certificate(folder, section):
    file = json.loads((folder / "x509/rfc9216_certificates.json").read_text())
    every = [case for group in file["testGroups"] for case in group["tests"]]
    return next(bytes.fromhex(case["certificate"]) for case in every
                if case["comment"].startswith(section + "-"))


if __name__ == "__main__":
    c_3_2, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    signing = certificate(out, "4.1")
    at = signing.index(bytes.fromhex("02133741"))  # the serial number of 4.1
    issuer = signing[signing.index(bytes.fromhex("3055310d")):][:0x57]
    made = list(tests(c_3_2.read_text(), [certificate(out, "4.3"), signing],
                      tlv(0x30, issuer, signing[at:at + 21])))
    (out / "mime/rfc9788_messages.json").write_text(json.dumps({
        "algorithm": "Header protection", "schema": "header_protection_schema.json",
        "source": {"document": "RFC 9788", "section": "C.2.1, C.2.2, C.2.5, C.3.2",
                   "retrieved-as": "transcribed, and put together by rfc9788_messages.py"},
        "notes": {}, "testGroups": [{"type": "ProtectedMessage", "tests": made}]}, indent=1) + "\n")
