// Whether a recipient may answer a request for a signed receipt (RFC 2634, 2.3).
#include "cms/receipt_decision.hpp"

#include <algorithm>

#include "cms/ess_expansion_history.hpp"
#include "cms/object_identifiers.hpp"

namespace smime::cms {
namespace {

using x509::GeneralName;
using x509::GeneralNameType;

bool has_name(const x509::Certificate& recipient, const GeneralName& name) {
  if (name.type == GeneralNameType::directory_name) {
    return recipient.subject() == name.directory_name;
  }
  const bool is_address =
      name.type == GeneralNameType::rfc822_name || name.type == GeneralNameType::other_name;
  return is_address && recipient.has_email(name.text);
}

// \standard{RFC 2634, 2.3, step 3}
bool is_listed(const ReceiptRequest& request, const x509::Certificate& recipient) {
  return std::ranges::any_of(request.receipt_list, [&](const x509::GeneralNames& entity) {
    return std::ranges::any_of(entity,
                               [&](const GeneralName& name) { return has_name(recipient, name); });
  });
}

// The histories that the signers tell of.
std::vector<std::vector<MlData>> histories(const SignedData& message) {
  std::vector<std::vector<MlData>> all;
  for (const SignerInfo& signer : message.signer_infos) {
    if (!signer.signed_attrs) continue;
    const auto value = signer.signed_attrs->only_value(id_aa_mlExpandHistory);
    if (value) all.push_back(read_expansion_history(*value));
  }
  return all;
}

bool wants_none(const std::vector<MlData>& history) {
  if (history.empty()) return false;
  const auto& policy = history.back().ml_receipt_policy;
  return policy && policy->kind == MlReceiptPolicy::Kind::none;
}

}  // namespace

std::optional<ReceiptRefusal> receipt_refusal(const SignedData& message,
                                              const std::vector<const SignerInfo*>& asking,
                                              const x509::Certificate& recipient) {
  if (message.encap_content_info.e_content_type == id_ct_receipt) {
    return ReceiptRefusal{"a receipt asks for a receipt", "RFC 2634, 2.2"};
  }
  const auto request = receipt_request_of(*asking.front());
  const Bytes first = request->encode();
  const bool same = std::ranges::all_of(asking, [&](const SignerInfo* signer) {
    return receipt_request_of(*signer)->encode() == first;
  });
  if (!same) return ReceiptRefusal{"its signers ask for different receipts", "RFC 2634, 2.3"};
  const auto lists = histories(message);
  if (std::ranges::any_of(lists, wants_none)) {
    return ReceiptRefusal{"the mailing list that passed it on lets nobody send receipts",
                          "RFC 2634, 2.3, step 1.2.1"};
  }
  if (request->receipts_from == ReceiptRequest::From::first_tier && !lists.empty()) {
    return ReceiptRefusal{"it asks first recipients alone, and came through a mailing list",
                          "RFC 2634, 2.3, step 2.2.1"};
  }
  if (request->receipts_from == ReceiptRequest::From::list && !is_listed(*request, recipient)) {
    return ReceiptRefusal{"it asks others for receipts", "RFC 2634, 2.3, step 3.2"};
  }
  return std::nullopt;
}

}  // namespace smime::cms
