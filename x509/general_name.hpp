// GeneralName (RFC 5280, 4.2.1.6): the nine kinds of name that extensions speak of.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "x509/name.hpp"

namespace smime::x509 {

/// The alternatives, numbered as their tags. \standard{RFC 5280, 4.2.1.6}
enum class GeneralNameType {
  other_name,
  rfc822_name,
  dns_name,
  x400_address,
  directory_name,
  edi_party_name,
  uniform_resource_identifier,
  ip_address,
  registered_id,
};

/// One name of any kind.
struct GeneralName {
  GeneralNameType type = GeneralNameType::rfc822_name;
  std::string text;      ///< rfc822Name, dNSName, URI: the IA5String; SmtpUTF8Mailbox: the UTF-8
  Name directory_name;   ///< directoryName
  Bytes octets;          ///< iPAddress: 4 or 16, in constraints 8 or 32; the rest: the contents
  ObjectIdentifier oid;  ///< registeredID; type-id of otherName

  friend bool operator==(const GeneralName&, const GeneralName&) = default;

  static GeneralName rfc822(std::string_view mailbox);
  static GeneralName dns(std::string_view name);
  static GeneralName uri(std::string_view uri);
  static GeneralName ip(ByteView octets);
  static GeneralName directory(Name name);
  /// otherName id-on-SmtpUTF8Mailbox. \standard{RFC 9598, 3}
  static GeneralName smtp_utf8_mailbox(std::string_view mailbox);

  static GeneralName read(asn1::Reader& reader, std::string_view name);
  void write(asn1::Writer& writer) const;

  /// "email:katie@example.com", "DNS:example.com", "IP:192.0.2.1", ...
  std::string to_text() const;
};

using GeneralNames = std::vector<GeneralName>;

/// GeneralNames ::= SEQUENCE SIZE (1..MAX) OF GeneralName. `tag` serves IMPLICIT tagging.
GeneralNames read_general_names(asn1::Reader& reader, std::string_view name,
                                asn1::Tag tag = asn1::kSequence);
void write_general_names(asn1::Writer& writer, const GeneralNames& names,
                         asn1::Tag tag = asn1::kSequence);

}  // namespace smime::x509
