// The extensions that speak of certificate policies (RFC
// 5280, 4.2.1.4, 4.2.1.5, 4.2.1.11, 4.2.1.14).
#include "x509/policy_extensions.hpp"

#include <limits>
#include <set>

#include "primitives/text_encodings.hpp"

namespace smime::x509 {
namespace {

using asn1::Reader;
using asn1::Rules;
using asn1::Writer;

constexpr std::int64_t kMaxSkipCerts = std::numeric_limits<std::int32_t>::max();

std::uint32_t read_skip_certs(Reader& reader, std::string_view name, asn1::Tag tag) {
  return static_cast<std::uint32_t>(reader.small_integer(name, 0, kMaxSkipCerts, tag));
}

PolicyQualifierInfo read_qualifier(Reader& list) {
  Reader fields = list.sequence("policyQualifierInfo");
  PolicyQualifierInfo qualifier;
  qualifier.policy_qualifier_id = fields.object_identifier("policyQualifierId");
  qualifier.qualifier = primitives::to_bytes(fields.any("qualifier"));
  fields.finish();
  return qualifier;
}

PolicyInformation read_policy(Reader& list) {
  Reader fields = list.sequence("policyInformation");
  PolicyInformation policy;
  policy.policy_identifier = fields.object_identifier("policyIdentifier");
  if (!fields.empty()) {
    Reader qualifiers = fields.sequence("policyQualifiers");
    do {
      policy.policy_qualifiers.push_back(read_qualifier(qualifiers));
    } while (!qualifiers.empty());
  }
  fields.finish();
  return policy;
}

// UserNotice ::= SEQUENCE { noticeRef NoticeReference OPTIONAL, explicitText DisplayText OPTIONAL }
std::string user_notice(ByteView qualifier) {
  Reader reader(qualifier, Rules::der(), "userNotice");
  Reader fields = reader.sequence({});
  std::string text;
  if (fields.next_is(asn1::kSequence)) {
    Reader reference = fields.sequence("noticeRef");
    text = reference.string("organization");
  }
  if (!fields.empty()) {
    if (!text.empty()) text += ": ";
    text += fields.string("explicitText");
  }
  return text;
}

void write_policy(Writer& list, const PolicyInformation& policy) {
  list.sequence([&](Writer& fields) {
    fields.object_identifier(policy.policy_identifier);
    if (policy.policy_qualifiers.empty()) return;
    fields.sequence([&](Writer& qualifiers) {
      for (const PolicyQualifierInfo& qualifier : policy.policy_qualifiers) {
        qualifiers.sequence([&](Writer& one) {
          one.object_identifier(qualifier.policy_qualifier_id);
          one.raw(qualifier.qualifier);
        });
      }
    });
  });
}

}  // namespace

PolicyQualifierInfo PolicyQualifierInfo::cps(std::string_view uri) {
  return {id_qt_cps, asn1::encode([&](Writer& writer) { writer.ia5_string(uri); })};
}

std::string PolicyQualifierInfo::to_text() const {
  try {
    Reader reader(qualifier, Rules::der(), "qualifier");
    if (policy_qualifier_id == id_qt_cps) return "CPS " + reader.string({});
    if (policy_qualifier_id == id_qt_unotice) return "notice " + user_notice(qualifier);
  } catch (const Error&) {
    // A qualifier that breaks its rules is shown as octets.
  }
  return policy_qualifier_id.dotted() + " #" + primitives::to_hex(qualifier);
}

CertificatePolicies CertificatePolicies::decode(ByteView value) {
  Reader reader(value, Rules::der(), "certificatePolicies");
  Reader list = reader.sequence({});
  reader.finish();
  CertificatePolicies result;
  std::set<ObjectIdentifier> seen;
  do {
    result.policies.push_back(read_policy(list));
    const ObjectIdentifier& policy = result.policies.back().policy_identifier;
    if (!seen.insert(policy).second) {
      throw list.error(ErrorKind::malformed, "the policy " + policy.dotted() + " twice",
                       "a policy stands once", "RFC 5280, 4.2.1.4");
    }
  } while (!list.empty());
  return result;
}

Bytes CertificatePolicies::encode() const {
  return asn1::encode([&](Writer& writer) {
    writer.sequence([&](Writer& list) {
      for (const PolicyInformation& policy : policies) write_policy(list, policy);
    });
  });
}

PolicyMappings PolicyMappings::decode(ByteView value) {
  Reader reader(value, Rules::der(), "policyMappings");
  Reader list = reader.sequence({});
  reader.finish();
  PolicyMappings result;
  do {
    Reader fields = list.sequence("policyMapping");
    ObjectIdentifier issuer = fields.object_identifier("issuerDomainPolicy");
    ObjectIdentifier subject = fields.object_identifier("subjectDomainPolicy");
    fields.finish();
    result.mappings.push_back({std::move(issuer), std::move(subject)});
  } while (!list.empty());
  return result;
}

Bytes PolicyMappings::encode() const {
  return asn1::encode([&](Writer& writer) {
    writer.sequence([&](Writer& list) {
      for (const Mapping& mapping : mappings) {
        list.sequence([&](Writer& fields) {
          fields.object_identifier(mapping.issuer_domain_policy);
          fields.object_identifier(mapping.subject_domain_policy);
        });
      }
    });
  });
}

PolicyConstraints PolicyConstraints::decode(ByteView value) {
  Reader reader(value, Rules::der(), "policyConstraints");
  Reader fields = reader.sequence({});
  reader.finish();
  PolicyConstraints result;
  for (const std::uint32_t number : {0U, 1U}) {
    const asn1::Tag tag = asn1::context(number, false);
    if (!fields.next_is(tag)) continue;
    auto& field = number == 0 ? result.require_explicit_policy : result.inhibit_policy_mapping;
    field = read_skip_certs(fields, number == 0 ? "requireExplicitPolicy" : "inhibitPolicyMapping",
                            tag);
  }
  fields.finish();
  return result;
}

Bytes PolicyConstraints::encode() const {
  return asn1::encode([&](Writer& writer) {
    writer.sequence([&](Writer& fields) {
      if (require_explicit_policy) {
        fields.integer(Integer(*require_explicit_policy), asn1::context(0, false));
      }
      if (inhibit_policy_mapping) {
        fields.integer(Integer(*inhibit_policy_mapping), asn1::context(1, false));
      }
    });
  });
}

InhibitAnyPolicy InhibitAnyPolicy::decode(ByteView value) {
  Reader reader(value, Rules::der(), "inhibitAnyPolicy");
  InhibitAnyPolicy result{read_skip_certs(reader, {}, asn1::kInteger)};
  reader.finish();
  return result;
}

Bytes InhibitAnyPolicy::encode() const {
  return asn1::encode([&](Writer& writer) { writer.integer(Integer(skip_certs)); });
}

}  // namespace smime::x509
