// Tags of ASN.1 values: their names for messages (X.680, 8.6, table 1).
#include "asn1/tag.hpp"

#include <array>
#include <string_view>

namespace smime::asn1 {
namespace {

constexpr std::array<std::string_view, 31> kUniversalNames = {"end-of-contents",
                                                              "BOOLEAN",
                                                              "INTEGER",
                                                              "BIT STRING",
                                                              "OCTET STRING",
                                                              "NULL",
                                                              "OBJECT IDENTIFIER",
                                                              "ObjectDescriptor",
                                                              "EXTERNAL",
                                                              "REAL",
                                                              "ENUMERATED",
                                                              "EMBEDDED PDV",
                                                              "UTF8String",
                                                              "RELATIVE-OID",
                                                              "TIME",
                                                              "[UNIVERSAL 15]",
                                                              "SEQUENCE",
                                                              "SET",
                                                              "NumericString",
                                                              "PrintableString",
                                                              "TeletexString",
                                                              "VideotexString",
                                                              "IA5String",
                                                              "UTCTime",
                                                              "GeneralizedTime",
                                                              "GraphicString",
                                                              "VisibleString",
                                                              "GeneralString",
                                                              "UniversalString",
                                                              "CHARACTER STRING",
                                                              "BMPString"};

}  // namespace

std::string Tag::name() const {
  const std::string digits = std::to_string(number);
  switch (tag_class) {
    case TagClass::application:
      return "[APPLICATION " + digits + "]";
    case TagClass::context:
      return "[" + digits + "]";
    case TagClass::private_use:
      return "[PRIVATE " + digits + "]";
    case TagClass::universal:
      break;
  }
  if (number >= kUniversalNames.size()) return "[UNIVERSAL " + digits + "]";
  return std::string(kUniversalNames[number]);
}

}  // namespace smime::asn1
