// SubjectPublicKeyInfo (RFC 5280, 4.1.2.7): RSA, RSASSA-PSS and DSA keys, others kept as they
// stand.
#include "x509/public_key.hpp"

#include <array>
#include <bit>
#include <utility>

namespace smime::x509 {
namespace {

using asn1::Reader;
using asn1::Rules;

KeyType type_of(const ObjectIdentifier& algorithm) {
  if (algorithm == rsaEncryption) return KeyType::rsa;
  if (algorithm == id_RSASSA_PSS) return KeyType::rsassa_pss;
  if (algorithm == id_dsa) return KeyType::dsa;
  return KeyType::unknown;
}

// The octets of the BIT STRING, which a key must fill.
ByteView read_key_octets(Reader& fields) {
  const ByteView contents = fields.element(asn1::kBitString, "subjectPublicKey").contents;
  if (contents.empty() || contents[0] != 0) {
    throw fields.error(ErrorKind::malformed, "a subjectPublicKey with unused bits",
                       "a key is whole octets", "RFC 3279, 2.3");
  }
  return contents.subspan(1);
}

// RSAPublicKey begins with the modulus, Dss-Parms with p: the bits of that INTEGER.
std::size_t first_integer_bits(ByteView der) {
  Reader reader(der);
  ByteView octets = reader.sequence({}).element(asn1::kInteger, {}).contents;
  while (!octets.empty() && octets[0] == 0) octets = octets.subspan(1);
  return octets.empty() ? 0 : 8 * (octets.size() - 1) + std::bit_width(unsigned{octets[0]});
}

}  // namespace

std::string_view to_string(KeyType type) {
  constexpr std::array<std::string_view, 4> names = {"rsa", "rsassa-pss", "dsa", "unknown"};
  return names[static_cast<std::size_t>(type)];
}

PublicKey PublicKey::decode(ByteView der) {
  Reader reader(der, Rules::der(), "subjectPublicKeyInfo");
  PublicKey key = read(reader, {});
  reader.finish();
  return key;
}

PublicKey PublicKey::read(Reader& reader, std::string_view name) {
  const ByteView before = reader.rest();
  Reader fields = reader.sequence(name);
  PublicKey key;
  key.der_ = primitives::to_bytes(before.first(before.size() - reader.rest().size()));
  key.algorithm_ = AlgorithmIdentifier::read(fields, "algorithm");
  key.subject_public_key_ = primitives::to_bytes(read_key_octets(fields));
  fields.finish();
  key.type_ = type_of(key.algorithm_.algorithm);
  return key;
}

std::optional<PssParameters> PublicKey::pss_parameters() const {
  if (type_ != KeyType::rsassa_pss || algorithm_.parameters.empty()) return std::nullopt;
  return PssParameters::decode(algorithm_.parameters);
}

bool PublicKey::inherits_parameters() const {
  return type_ == KeyType::dsa && algorithm_.parameters_absent_or_null();
}

PublicKey PublicKey::with_inherited_parameters(const PublicKey& issuer) const {
  if (!inherits_parameters() || issuer.type_ != KeyType::dsa) return *this;
  PublicKey key = *this;  // keeps its own encoding
  key.algorithm_.parameters = issuer.algorithm_.parameters;
  return key;
}

std::size_t PublicKey::bits() const {
  try {
    switch (type_) {
      case KeyType::rsa:
      case KeyType::rsassa_pss:
        return first_integer_bits(subject_public_key_);
      case KeyType::dsa:
        return first_integer_bits(algorithm_.parameters);
      case KeyType::unknown:
        break;
    }
  } catch (const Error&) {
    // A key that cannot be read has no size.
  }
  return 0;
}

std::string PublicKey::description() const {
  switch (type_) {
    case KeyType::rsa:
      return "RSA, " + std::to_string(bits()) + " bits";
    case KeyType::rsassa_pss:
      return "RSASSA-PSS, " + std::to_string(bits()) + " bits";
    case KeyType::dsa:
      return inherits_parameters() ? "DSA, parameters inherited"
                                   : "DSA, " + std::to_string(bits()) + " bits";
    case KeyType::unknown:
      break;
  }
  return "algorithm " + algorithm_.algorithm.dotted();
}

Bytes PublicKey::key_identifier() const {
  return primitives::digest(primitives::DigestAlgorithm::sha1, subject_public_key_);
}

}  // namespace smime::x509
