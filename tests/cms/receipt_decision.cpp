// Who may answer a request for a signed receipt: the steps of RFC 2634, 2.3, each by itself.
#include "cms/receipt_decision.hpp"

#include "cms/ess_expansion_history.hpp"
#include "cms/receipt_signer.hpp"
#include "tests/cms/support.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/random.hpp"

using namespace smime;
using namespace smime::cms;
using tests::CmsCast;
using tests::outcome;
using tests::TestRandom;
using x509::GeneralName;
using From = ReceiptRequest::From;
using Policy = MlReceiptPolicy::Kind;

namespace {

ReceiptRequest request(From from, const std::vector<x509::GeneralNames>& list = {}) {
  return {Bytes{1, 2, 3}, from, list, {{GeneralName::rfc822("katie@example.com")}}};
}

Attribute asking(const ReceiptRequest& request) {
  return {id_aa_receiptRequest, {request.encode()}};
}

// That a list passed the message on.
Attribute history(std::optional<Policy> policy) {
  MlData list{SubjectKeyIdentifier{Bytes{4, 5}}, Time::from_civil(2020, 1, 1), std::nullopt};
  if (policy) list.ml_receipt_policy = MlReceiptPolicy{*policy, {}};
  if (policy && *policy != Policy::none) {
    list.ml_receipt_policy->receipts_to = {{GeneralName::rfc822("list@example.com")}};
  }
  return {id_aa_mlExpandHistory, {expansion_history_value({list})}};
}

// Signed once with each of these sets of attributes.
SignedData message(const std::vector<std::vector<Attribute>>& signers,
                   const ObjectIdentifier& type = id_data) {
  const CmsCast& cast = CmsCast::get();
  TestRandom random(35);
  std::vector<Signer> all;
  for (const auto& attributes : signers) {
    all.push_back({cast.katie.certificate, cast.katie.key});
    all.back().more_attributes = attributes;
  }
  SignOptions options;
  options.content_type = type;
  return SignedData::decode(
      ContentInfo::decode(sign(all, primitives::to_bytes("Please confirm."), options, random))
          .content);
}

// The section and step that forbid Bob's receipt; empty where it may be made.
std::string refusal(const SignedData& data) {
  std::vector<const SignerInfo*> asking;
  for (const SignerInfo& signer : data.signer_infos) {
    if (receipt_request_of(signer)) asking.push_back(&signer);
  }
  const auto refused = receipt_refusal(data, asking, CmsCast::get().bob.certificate);
  return refused ? refused->citation : "";
}

}  // namespace

TEST_CASE("a receipt is made by those who are asked, and by no others", "[cms][ess]") {
  const x509::Certificate& bob = CmsCast::get().bob.certificate;
  const auto name = GeneralName::rfc822(bob.emails().at(0));
  const auto other = GeneralName::rfc822("carol@example.com");
  const auto list = [](const std::vector<x509::GeneralNames>& names) {
    return refusal(message({{asking(request(From::list, names))}}));
  };
  CHECK(refusal(message({{asking(request(From::all))}})).empty());
  CHECK(list({{other}, {name}}).empty());
  CHECK(list({{other, name}}).empty());
  CHECK(list({{GeneralName::directory(bob.subject())}}).empty());
  CHECK(list({{other}}) == "RFC 2634, 2.3, step 3.2");
  CHECK(list({}) == "RFC 2634, 2.3, step 3.2");
  CHECK(list({{GeneralName::dns(bob.emails().at(0))}}) == "RFC 2634, 2.3, step 3.2");
}

TEST_CASE("a mailing list's receipt policy goes before the request", "[cms][ess]") {
  const Attribute all = asking(request(From::all)), first = asking(request(From::first_tier));
  CHECK(refusal(message({{all, history(Policy::none)}})) == "RFC 2634, 2.3, step 1.2.1");
  CHECK(refusal(message({{all}, {history(Policy::none)}})) == "RFC 2634, 2.3, step 1.2.1");
  for (const auto policy : {std::optional<Policy>{}, std::optional(Policy::instead_of),
                            std::optional(Policy::in_addition_to)}) {
    CHECK(refusal(message({{all, history(policy)}})).empty());
    CHECK(refusal(message({{first, history(policy)}})) == "RFC 2634, 2.3, step 2.2.1");
  }
  CHECK(refusal(message({{first}})).empty());
}

TEST_CASE("requests that differ, and those of receipts, are not answered", "[cms][ess]") {
  const Attribute one = asking(request(From::all)), another = asking(request(From::first_tier));
  CHECK(refusal(message({{one}, {one}})).empty());
  CHECK(refusal(message({{one}, {}})).empty());
  CHECK(refusal(message({{one}, {another}})) == "RFC 2634, 2.3");
  CHECK(refusal(message({{one}}, id_ct_receipt)) == "RFC 2634, 2.2");
}

TEST_CASE("a receipt that asks for one, or went through a list, is not valid", "[cms][ess]") {
  const SignedData asked = message({{asking(request(From::all))}});
  const CmsCast& cast = CmsCast::get();
  TestRandom random(36);
  const auto check = [&](const std::vector<Attribute>& attributes, const std::string& rule) {
    Signer bob{cast.bob.certificate, cast.bob.key};
    bob.more_attributes = attributes;
    const Bytes made = make_receipt(asked, asked.signer_infos.at(0), bob, random);
    const auto result = verify_receipt(SignedData::decode(ContentInfo::decode(made).content),
                                       asked.signer_infos.at(0), id_data);
    CHECK(result.signer.valid());
    CHECK(result.valid() == rule.empty());
    if (!rule.empty()) CHECK(outcome(result.report, rule) == "fail");
  };
  check({}, "");
  check({asking(request(From::all))}, "receipt-request");
  check({history(std::nullopt)}, "receipt-expansion-history");
}
