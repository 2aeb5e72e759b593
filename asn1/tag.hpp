// Tags of ASN.1 values: class, number, primitive or constructed (X.690, 8.1.2).
#pragma once

#include <cstdint>
#include <string>

namespace smime::asn1 {

/// The four classes. \standard{X.690, 8.1.2.2, table 1}
enum class TagClass : std::uint8_t { universal = 0, application = 1, context = 2, private_use = 3 };

/// An ASN.1 tag. Whether the encoding is constructed is part of it: 0x30 is not 0x10.
struct Tag {
  TagClass tag_class = TagClass::universal;
  bool constructed = false;
  std::uint32_t number = 0;

  friend bool operator==(const Tag&, const Tag&) = default;

  /// "SEQUENCE", "[0]", "[APPLICATION 3]", as a reader of ASN.1 expects it.
  std::string name() const;
};

constexpr Tag universal(std::uint32_t number, bool constructed = false) {
  return {TagClass::universal, constructed, number};
}

/// `[number]`: constructed for EXPLICIT tags and IMPLICIT tags of constructed types.
constexpr Tag context(std::uint32_t number, bool constructed = true) {
  return {TagClass::context, constructed, number};
}

// Universal tags. \standard{X.680, 8.6, table 1}
inline constexpr Tag kBoolean = universal(1);
inline constexpr Tag kInteger = universal(2);
inline constexpr Tag kBitString = universal(3);
inline constexpr Tag kOctetString = universal(4);
inline constexpr Tag kNull = universal(5);
inline constexpr Tag kObjectIdentifier = universal(6);
inline constexpr Tag kEnumerated = universal(10);
inline constexpr Tag kUtf8String = universal(12);
inline constexpr Tag kSequence = universal(16, true);
inline constexpr Tag kSet = universal(17, true);
inline constexpr Tag kNumericString = universal(18);
inline constexpr Tag kPrintableString = universal(19);
inline constexpr Tag kTeletexString = universal(20);
inline constexpr Tag kIa5String = universal(22);
inline constexpr Tag kUtcTime = universal(23);
inline constexpr Tag kGeneralizedTime = universal(24);
inline constexpr Tag kVisibleString = universal(26);
inline constexpr Tag kUniversalString = universal(28);
inline constexpr Tag kBmpString = universal(30);

}  // namespace smime::asn1
