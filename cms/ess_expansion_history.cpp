// Mail list expansion history (RFC 2634, 4).
#include "cms/ess_expansion_history.hpp"

#include <algorithm>

#include "primitives/error.hpp"

namespace smime::cms {
namespace {

using asn1::Reader;
using asn1::Writer;
using Kind = MlReceiptPolicy::Kind;

constexpr std::size_t kMostLists = 64;  // ub-ml-expansion-history

EntityIdentifier read_entity(Reader& fields) {
  if (fields.next_is(asn1::kOctetString)) {
    return SubjectKeyIdentifier{fields.octet_string("subjectKeyIdentifier")};
  }
  return IssuerAndSerialNumber::read(fields, "issuerAndSerialNumber");
}

void write_entity(Writer& fields, const EntityIdentifier& entity) {
  if (const auto* key = std::get_if<SubjectKeyIdentifier>(&entity)) {
    fields.octet_string(key->value);
  } else {
    std::get<IssuerAndSerialNumber>(entity).write(fields);
  }
}

MlReceiptPolicy read_policy(Reader& fields) {
  MlReceiptPolicy policy;
  if (fields.next_is(asn1::context(0, false))) {
    fields.element("none");
    return policy;
  }
  policy.kind = fields.next_is(asn1::context(1)) ? Kind::instead_of : Kind::in_addition_to;
  Reader all = fields.context(policy.kind == Kind::instead_of ? 1 : 2, "mlReceiptPolicy");
  while (!all.empty()) policy.receipts_to.push_back(x509::read_general_names(all, "generalNames"));
  return policy;
}

void write_policy(Writer& fields, const MlReceiptPolicy& policy) {
  if (policy.kind == Kind::none) return fields.primitive(asn1::context(0, false), {});
  fields.context(policy.kind == Kind::instead_of ? 1 : 2, [&](Writer& all) {
    for (const auto& names : policy.receipts_to) x509::write_general_names(all, names);
  });
}

MlData read_ml_data(Reader& all) {
  Reader fields = all.sequence("mlData");
  MlData data;
  data.mail_list_identifier = read_entity(fields);
  data.expansion_time = fields.time("expansionTime");
  if (!fields.empty()) data.ml_receipt_policy = read_policy(fields);
  fields.finish();
  return data;
}

}  // namespace

std::vector<MlData> read_expansion_history(ByteView value) {
  Reader reader(value, asn1::Rules::ber(), "mlExpansionHistory");
  Reader all = reader.sequence({});
  std::vector<MlData> history;
  while (!all.empty()) {
    if (history.size() == kMostLists) {
      throw all.error(ErrorKind::limit_exceeded, "more than 64 lists",
                      "ub-ml-expansion-history is 64", "RFC 2634, 4.2");
    }
    history.push_back(read_ml_data(all));
  }
  reader.finish();
  return history;
}

Bytes expansion_history_value(const std::vector<MlData>& history) {
  return asn1::encode([&](Writer& writer) {
    writer.sequence([&](Writer& all) {
      for (const MlData& data : history) {
        all.sequence([&](Writer& fields) {
          write_entity(fields, data.mail_list_identifier);
          fields.primitive(asn1::kGeneralizedTime,
                           primitives::bytes_of(asn1::write_generalized_time(data.expansion_time)));
          if (data.ml_receipt_policy) write_policy(fields, *data.ml_receipt_policy);
        });
      }
    });
  });
}

bool has_expanded(const std::vector<MlData>& history, const x509::Certificate& mail_list) {
  return std::any_of(history.begin(), history.end(), [&](const MlData& data) {
    return std::visit([&](const auto& id) { return id.names(mail_list); },
                      data.mail_list_identifier);
  });
}

}  // namespace smime::cms
