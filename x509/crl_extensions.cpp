// The extensions of CRLs and of their entries (RFC 5280, 5.2 and 5.3).
#include "x509/crl_extensions.hpp"

#include <array>

namespace smime::x509 {
namespace {

using asn1::Reader;
using asn1::Rules;
using asn1::Writer;

constexpr std::array kReasons = {
    "unspecified",   "keyCompromise",        "cACompromise",    "affiliationChanged",
    "superseded",    "cessationOfOperation", "certificateHold", "",
    "removeFromCRL", "privilegeWithdrawn",   "aACompromise"};

Integer decode_integer(ByteView value, std::string path) {
  Reader reader(value, Rules::der(), std::move(path));
  Integer number = reader.integer({});
  reader.finish();
  if (number < 0) {
    throw reader.error(ErrorKind::malformed, "a negative number", "a CRL number is 0 or more",
                       "RFC 5280, 5.2.3");
  }
  return number;
}

Bytes encode_integer(const Integer& number) {
  return asn1::encode([&](Writer& writer) { writer.integer(number); });
}

}  // namespace

std::string_view to_string(CrlReason reason) {
  return kReasons[static_cast<std::size_t>(reason)];
}

CrlReason crl_reason(std::string_view word) {
  for (std::size_t i = 0; i < kReasons.size(); ++i) {
    if (!word.empty() && word == kReasons[i]) return static_cast<CrlReason>(i);
  }
  throw Error(ErrorKind::invalid_argument, "the reason \"" + std::string(word) + "\"",
              "a reason is one of unspecified, keyCompromise, cACompromise, affiliationChanged, "
              "superseded, cessationOfOperation, certificateHold, removeFromCRL, "
              "privilegeWithdrawn, aACompromise",
              "RFC 5280, 5.3.1");
}

CrlNumber CrlNumber::decode(ByteView value) {
  return {decode_integer(value, "cRLNumber")};
}

Bytes CrlNumber::encode() const {
  return encode_integer(number);
}

DeltaCrlIndicator DeltaCrlIndicator::decode(ByteView value) {
  return {decode_integer(value, "deltaCRLIndicator")};
}

Bytes DeltaCrlIndicator::encode() const {
  return encode_integer(base_crl_number);
}

ReasonCode ReasonCode::decode(ByteView value) {
  Reader reader(value, Rules::der(), "reasonCode");
  const std::int64_t code = reader.enumerated({}, 10);
  reader.finish();
  if (code == 7) {
    throw reader.error(ErrorKind::malformed, "the reason 7", "it is not used", "RFC 5280, 5.3.1");
  }
  return {static_cast<CrlReason>(code)};
}

Bytes ReasonCode::encode() const {
  return asn1::encode([&](Writer& writer) { writer.enumerated(static_cast<int>(reason)); });
}

InvalidityDate InvalidityDate::decode(ByteView value) {
  Reader reader(value, Rules::der(), "invalidityDate");
  const Time date =
      asn1::read_generalized_time(reader.element(asn1::kGeneralizedTime, {}).contents);
  reader.finish();
  return {date};
}

Bytes InvalidityDate::encode() const {
  return asn1::encode([&](Writer& writer) {
    writer.primitive(asn1::kGeneralizedTime,
                     primitives::bytes_of(asn1::write_generalized_time(date)));
  });
}

CertificateIssuer CertificateIssuer::decode(ByteView value) {
  Reader reader(value, Rules::der(), "certificateIssuer");
  GeneralNames names = read_general_names(reader, {});
  reader.finish();
  return {std::move(names)};
}

Bytes CertificateIssuer::encode() const {
  return asn1::encode([&](Writer& writer) { write_general_names(writer, names); });
}

}  // namespace smime::x509
