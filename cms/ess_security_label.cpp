// Security labels (RFC 2634, 3).
#include "cms/ess_security_label.hpp"

#include <array>

#include "asn1/strings.hpp"
#include "primitives/error.hpp"

namespace smime::cms {
namespace {

constexpr std::size_t kMostCategories = 64;  // ub-security-categories

SecurityCategory read_category(asn1::Reader& set) {
  asn1::Reader fields = set.sequence("securityCategory");
  SecurityCategory category;
  category.type = fields.object_identifier("type", asn1::context(0, false));
  asn1::Reader value = fields.context(1, "value");
  category.value = primitives::to_bytes(value.any());
  value.finish();
  fields.finish();
  return category;
}

Bytes encode_category(const SecurityCategory& category) {
  return asn1::encode([&](asn1::Writer& writer) {
    writer.sequence([&](asn1::Writer& fields) {
      fields.object_identifier(category.type, asn1::context(0, false));
      fields.context(1, [&](asn1::Writer& value) { value.raw(category.value); });
    });
  });
}

void read_categories(asn1::Reader& fields, EssSecurityLabel& label) {
  asn1::Reader set = fields.inside(asn1::kSet, "security-categories");
  while (!set.empty()) {
    if (label.security_categories.size() == kMostCategories) {
      throw set.error(ErrorKind::limit_exceeded, "more than 64 security categories",
                      "ub-security-categories is 64", "RFC 2634, 3.2");
    }
    label.security_categories.push_back(read_category(set));
  }
}

}  // namespace

EssSecurityLabel EssSecurityLabel::read(asn1::Reader& reader) {
  asn1::Reader fields = reader.inside(asn1::kSet, "securityLabel");
  EssSecurityLabel label;
  // A SET's components come in any order under BER; each has a tag of its own.
  while (!fields.empty()) {
    if (fields.next_is(asn1::kInteger)) {
      label.security_classification =
          static_cast<int>(fields.small_integer("security-classification", 0, 256));
    } else if (fields.next_is(asn1::kObjectIdentifier)) {
      label.security_policy_identifier = fields.object_identifier("security-policy-identifier");
    } else if (fields.next_is(asn1::kSet)) {
      read_categories(fields, label);
    } else {
      label.privacy_mark = fields.string("privacy-mark");
    }
  }
  if (label.security_policy_identifier.empty()) {
    throw fields.error(ErrorKind::malformed, "a label without policy",
                       "security-policy-identifier is not optional", "RFC 2634, 3.2");
  }
  return label;
}

EssSecurityLabel EssSecurityLabel::decode(ByteView value) {
  asn1::Reader reader(value, asn1::Rules::ber());
  EssSecurityLabel label = read(reader);
  reader.finish();
  return label;
}

Bytes EssSecurityLabel::encode() const {
  // In DER a SET's components stand in the order of their tags: 2, 6, 12, 17, 19.
  // \standard{X.690, 10.3}
  const bool printable = asn1::is_printable(privacy_mark);
  return asn1::encode([&](asn1::Writer& writer) {
    writer.set([&](asn1::Writer& fields) {
      if (security_classification) fields.integer(*security_classification);
      fields.object_identifier(security_policy_identifier);
      if (!privacy_mark.empty() && !printable) fields.utf8_string(privacy_mark);
      if (!security_categories.empty()) {
        std::vector<Bytes> categories;
        for (const auto& one : security_categories) categories.push_back(encode_category(one));
        fields.set_of(std::move(categories));
      }
      if (!privacy_mark.empty() && printable) fields.printable_string(privacy_mark);
    });
  });
}

std::string classification_text(int security_classification) {
  constexpr std::array<const char*, 6> words = {"unmarked",     "unclassified", "restricted",
                                                "confidential", "secret",       "top-secret"};
  const auto index = static_cast<std::size_t>(security_classification);
  return security_classification >= 0 && index < words.size()
             ? words[index]
             : std::to_string(security_classification);
}

std::vector<EssSecurityLabel> read_equivalent_labels(ByteView value) {
  asn1::Reader reader(value, asn1::Rules::ber(), "equivalentLabels");
  asn1::Reader all = reader.sequence({});
  std::vector<EssSecurityLabel> labels;
  while (!all.empty()) labels.push_back(EssSecurityLabel::read(all));
  reader.finish();
  return labels;
}

Bytes equivalent_labels_value(const std::vector<EssSecurityLabel>& labels) {
  return asn1::encode([&](asn1::Writer& writer) {
    writer.sequence([&](asn1::Writer& all) {
      for (const auto& label : labels) all.raw(label.encode());
    });
  });
}

}  // namespace smime::cms
