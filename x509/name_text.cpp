// Names as text and back (RFC 4514).
#include <algorithm>
#include <array>
#include <cctype>

#include "primitives/text_encodings.hpp"
#include "x509/name.hpp"

namespace smime::x509 {
namespace {

struct Keyword {
  std::string_view keyword;
  const ObjectIdentifier& type;
};

const ObjectIdentifier kStreet{"2.5.4.9"};
const ObjectIdentifier kUserId{"0.9.2342.19200300.100.1.1"};
const ObjectIdentifier kTitle{"2.5.4.12"};
const ObjectIdentifier kPostalCode{"2.5.4.17"};
const ObjectIdentifier kGivenName{"2.5.4.42"};
const ObjectIdentifier kInitials{"2.5.4.43"};
const ObjectIdentifier kDnQualifier{"2.5.4.46"};
const ObjectIdentifier kPseudonym{"2.5.4.65"};
const ObjectIdentifier kOrganizationIdentifier{"2.5.4.97"};

// RFC 4514, 3 prints the first nine; the rest are descriptors of RFC 4519 and RFC 2985, which it
// lets an implementation recognize.
const std::array kKeywords = {
    Keyword{"CN", id_at_commonName},
    Keyword{"L", id_at_localityName},
    Keyword{"ST", id_at_stateOrProvinceName},
    Keyword{"O", id_at_organizationName},
    Keyword{"OU", id_at_organizationalUnitName},
    Keyword{"C", id_at_countryName},
    Keyword{"STREET", kStreet},
    Keyword{"DC", id_domainComponent},
    Keyword{"UID", kUserId},
    Keyword{"emailAddress", id_emailAddress},
    Keyword{"E", id_emailAddress},
    Keyword{"serialNumber", id_at_serialNumber},
    Keyword{"SN", id_at_surname},
    Keyword{"givenName", kGivenName},
    Keyword{"GN", kGivenName},
    Keyword{"title", kTitle},
    Keyword{"initials", kInitials},
    Keyword{"postalCode", kPostalCode},
    Keyword{"dnQualifier", kDnQualifier},
    Keyword{"pseudonym", kPseudonym},
    Keyword{"organizationIdentifier", kOrganizationIdentifier},
};

bool same_word(std::string_view left, std::string_view right) {
  return std::ranges::equal(left, right, [](unsigned char a, unsigned char b) {
    return std::tolower(a) == std::tolower(b);
  });
}

// The special characters of RFC 4514, 3, which a backslash may stand before.
bool is_special(char c) {
  return std::string_view("\"+,;<>\\ #=").find(c) != std::string_view::npos;
}

// RFC 4514, 2.4: what is escaped, and how.
std::string escape(const std::string& value) {
  std::string text;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    const bool first = i == 0, last = i + 1 == value.size();
    const auto octet = static_cast<std::uint8_t>(c);
    if (octet < 0x20 || octet == 0x7f) {  // NUL must be, other controls may be, a hexadecimal pair
      text += "\\" + primitives::to_hex({&octet, 1});
      continue;
    }
    const bool always = std::string_view("\"+,;<>\\").find(c) != std::string_view::npos;
    if (always || (first && (c == ' ' || c == '#')) || (last && c == ' ')) text += '\\';
    text += c;
  }
  return text;
}

std::string write_attribute(const AttributeTypeAndValue& attribute) {
  for (const Keyword& row : kKeywords) {
    if (row.type != attribute.type) continue;
    const auto value = attribute.string();
    return std::string(row.keyword) + "=" + (value ? escape(*value) : attribute.text());
  }
  // Step 2.3 and 2.4: a type without a name goes in dotted form, its value in hexadecimal.
  return attribute.type.dotted() + "=#" + primitives::to_hex(attribute.value);
}

// A parser of the grammar of RFC 4514, 3; white space after separators is skipped, as RFC 2253 did.
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  std::vector<RelativeDistinguishedName> distinguished_name() {
    std::vector<RelativeDistinguishedName> rdns;
    skip_spaces();
    if (at_end()) return rdns;
    do {
      rdns.push_back(relative_distinguished_name());
    } while (accept(','));
    if (!at_end()) fail("text after the name", "parts are separated by commas");
    std::ranges::reverse(rdns);
    return rdns;
  }

 private:
  bool at_end() const { return position_ == text_.size(); }
  char here() const { return text_[position_]; }
  bool accept(char c) {
    if (at_end() || here() != c) return false;
    ++position_;
    return true;
  }
  void skip_spaces() {
    while (!at_end() && here() == ' ') ++position_;
  }
  [[noreturn]] void fail(std::string found, std::string rule) const {
    throw Error(ErrorKind::malformed, std::move(found), std::move(rule), "RFC 4514, 3", position_,
                "name");
  }

  RelativeDistinguishedName relative_distinguished_name() {
    RelativeDistinguishedName rdn;
    do {
      rdn.push_back(attribute());
    } while (accept('+'));
    return rdn;
  }

  AttributeTypeAndValue attribute() {
    skip_spaces();
    const ObjectIdentifier type = attribute_type();
    skip_spaces();
    if (!accept('=')) fail("an attribute without a value", "type and value are joined by =");
    skip_spaces();
    if (!at_end() && here() == '#') return {type, hexstring()};
    return AttributeTypeAndValue::of(type, string());
  }

  ObjectIdentifier attribute_type() {
    const std::size_t start = position_;
    while (!at_end() &&
           (std::isalnum(static_cast<unsigned char>(here())) || here() == '-' || here() == '.')) {
      ++position_;
    }
    std::string_view word = text_.substr(start, position_ - start);
    if (!word.empty() && std::isdigit(static_cast<unsigned char>(word[0]))) {
      return ObjectIdentifier(word);
    }
    for (const Keyword& row : kKeywords) {
      if (same_word(row.keyword, word)) return row.type;
    }
    position_ = start;
    fail("the attribute type \"" + std::string(word) + "\"",
         "a type is one of CN, L, ST, O, OU, C, STREET, DC, UID, emailAddress, or dotted numbers");
  }

  Bytes hexstring() {
    ++position_;
    const std::size_t start = position_;
    while (!at_end() && std::isxdigit(static_cast<unsigned char>(here()))) ++position_;
    const std::string_view digits = text_.substr(start, position_ - start);
    if (digits.empty() || digits.size() % 2 != 0)
      fail("an odd or no digit", "digits come in pairs");
    Bytes value = primitives::from_hex(digits);
    asn1::Reader reader(value, asn1::Rules::ber(), "value");
    reader.any();
    reader.finish();
    skip_spaces();
    return value;
  }

  std::string string() {
    std::string value;
    std::size_t solid = 0;  // up to here, spaces at the end are part of the value
    while (!at_end() && here() != ',' && here() != '+') {
      const char c = here();
      if (c == '\\') {
        value += pair();
        solid = value.size();
        continue;
      }
      if (std::string_view("\";<>").find(c) != std::string_view::npos || c == '\0') {
        fail(std::string("an unescaped ") + c, "it stands after a backslash");
      }
      value += c;
      ++position_;
      if (c != ' ') solid = value.size();
    }
    value.resize(solid);
    return value;
  }

  char pair() {
    ++position_;
    if (at_end()) fail("a backslash at the end", "it escapes something");
    const char c = here();
    if (is_special(c)) {
      ++position_;
      return c;
    }
    const auto is_digit = [&](std::size_t at) {
      return at < text_.size() && std::isxdigit(static_cast<unsigned char>(text_[at]));
    };
    if (!is_digit(position_) || !is_digit(position_ + 1)) {
      fail("a backslash before something else", "a special character or two digits follow");
    }
    const Bytes octet = primitives::from_hex(text_.substr(position_, 2));
    position_ += 2;
    return static_cast<char>(octet[0]);
  }

  std::string_view text_;
  std::size_t position_ = 0;
};

}  // namespace

Name Name::from_rfc4514(std::string_view text) {
  return Name(Parser(text).distinguished_name());
}

std::string Name::rfc4514() const {
  // Step 2.1: the last RDN comes first.
  const std::vector<RelativeDistinguishedName> rdns = rdn_sequence();
  std::string text;
  for (auto rdn = rdns.rbegin(); rdn != rdns.rend(); ++rdn) {
    if (rdn != rdns.rbegin()) text += ',';
    // Step 2.2: the attributes of an RDN are joined by plus signs.
    for (std::size_t i = 0; i < rdn->size(); ++i) {
      if (i > 0) text += '+';
      text += write_attribute((*rdn)[i]);
    }
  }
  return text;
}

}  // namespace smime::x509
