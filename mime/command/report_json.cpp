// Reports of opened messages and of verified certificates as JSON.
#include "mime/command/report_json.hpp"

#include <nlohmann/json.hpp>

#include "primitives/digest.hpp"
#include "primitives/text_encodings.hpp"

namespace smime::mime::command {
namespace {

using Json = nlohmann::ordered_json;

Json reasons_json(const std::vector<x509::Reason>& reasons) {
  Json json = Json::array();
  for (const x509::Reason reason : reasons) json.push_back(to_string(reason));
  return json;
}

Json checks_json(const x509::Report& report) {
  Json json = Json::array();
  for (const x509::Check& check : report.checks()) {
    json.push_back({{"rule", check.rule},
                    {"outcome", to_string(check.outcome)},
                    {"standard", check.citation},
                    {"subject", check.subject},
                    {"detail", check.detail}});
  }
  return json;
}

// The first rule broken, of which certificate, and what would mend it.
Json refusal_json(const x509::Check& check) {
  return {{"reason", to_string(check.reason.value())},
          {"rule", check.rule},
          {"standard", check.citation},
          {"subject", check.subject},
          {"detail", check.detail}};
}

// What undone would make the digest match.
Json damage_json(const secure::Diagnosis& diagnosis) {
  Json json = Json::array();
  for (const auto& damage : diagnosis.damages) {
    json.push_back({{"kind", damage.kind}, {"detail", damage.detail}});
  }
  return json;
}

Json headers_json(const std::vector<secure::ShownField>& headers) {
  Json json = Json::array();
  for (const auto& field : headers) {
    Json one{{"name", field.name},
             {"value", field.body},
             {"protection", secure::to_string(field.protection)}};
    if (field.outer) one["outer"] = *field.outer;
    if (field.only_inside) one["outer"] = nullptr;
    json.push_back(std::move(one));
  }
  return json;
}

Json signer_json(const secure::SignerReport& signer) {
  Json json;
  if (const auto& certificate = signer.cms.certificate) {
    json["certificate"] = certificate->sha256_hex();
    json["subject"] = certificate->subject().rfc4514();
    json["emails"] = certificate->emails();
  }
  if (signer.cms.digest) json["digest"] = to_string(*signer.cms.digest);
  json["signature"] = signer.cms.signature_algorithm;
  if (signer.cms.signing_time) json["signing_time"] = signer.cms.signing_time->rfc3339();
  const x509::Report report = signer.report();
  json["verdict"] = to_string(signer.verdict);
  json["reasons"] = reasons_json(report.reasons());
  json["checks"] = checks_json(report);
  if (signer.diagnosis) json["damage"] = damage_json(*signer.diagnosis);
  for (const auto& one : signer.countersigners) {
    json["countersignatures"].push_back(signer_json(one));
  }
  return json;
}

Json layer_json(const secure::Layer& layer) {
  Json json{{"type", layer.type}};
  if (!layer.form.empty()) json["form"] = layer.form;
  if (!layer.cipher.empty()) json["cipher"] = layer.cipher;
  for (const auto& recipient : layer.recipients) {
    json["recipients"].push_back({{"id", recipient.id},
                                  {"key_transport", recipient.key_transport},
                                  {"opened", recipient.opened}});
  }
  if (layer.type == "signed-data") {
    json["signers"] = Json::array();
    for (const auto& signer : layer.signers) json["signers"].push_back(signer_json(signer));
  }
  if (!layer.report.checks().empty()) json["checks"] = checks_json(layer.report);
  return json;
}

std::string content_sha256_hex(const secure::OpenResult& result) {
  primitives::Digest digest(DigestAlgorithm::sha256);
  digest.update(result.content);
  if (result.stored) {
    const auto source = result.stored->source();
    Bytes part(std::size_t{64} << 10);
    while (const std::size_t count = source->read(part)) digest.update(ByteView(part).first(count));
  }
  return primitives::to_hex(digest.finish());
}

void add_parts(Json& json, const secure::OpenResult& result);

void add_result(Json& json, const secure::OpenResult& result, const std::string& content_sha256) {
  json["verdict"] = secure::to_string(result.verdict);
  json["reasons"] = reasons_json(result.reasons);
  json["layers"] = Json::array();
  for (const auto& layer : result.layers) json["layers"].push_back(layer_json(layer));
  if (!result.headers.empty()) {
    json["header_protection"] = secure::to_string(result.protected_headers.scheme);
    json["headers"] = headers_json(result.headers);
  }
  add_parts(json, result);
  if (!result.notes.empty()) json["notes"] = result.notes;
  if (!result.error.empty()) json["error"] = result.error;
  const bool read = result.verdict != secure::Verdict::undecryptable &&
                    result.verdict != secure::Verdict::malformed;
  if (read) json["content_sha256"] = content_sha256;
}

// The messages in a multipart that is not protected as a whole, and what stands beside them.
void add_parts(Json& json, const secure::OpenResult& result) {
  for (const auto& part : result.parts) {
    Json one{{"part", part.name.place}, {"type", part.name.type}};
    add_result(one, part.result, content_sha256_hex(part.result));
    json["parts"].push_back(std::move(one));
  }
  for (const auto& name : result.unprotected) {
    json["unprotected_parts"].push_back({{"part", name.place}, {"type", name.type}});
  }
}

// Names in old certificates may hold octets that are no UTF-8.
std::string text_of(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string report_json(const secure::OpenResult& result) {
  return report_json(result, content_sha256_hex(result));
}

std::string report_json(const secure::OpenResult& result, const std::string& content_sha256) {
  Json json;
  add_result(json, result, content_sha256);
  return text_of(json, 2);
}

std::string report_line(const secure::OpenResult& result, std::size_t number,
                        std::uint64_t offset) {
  Json json{{"message", number}, {"offset", offset}};
  for (const char* name : {"From", "Date", "Subject", "Message-ID"}) {
    if (const auto body = result.header.get(name)) json[lower(name)] = *body;
  }
  add_result(json, result, content_sha256_hex(result));
  return text_of(json, -1);
}

std::string report_json(const x509::Certificate& certificate,
                        const x509::path::PathResult& result) {
  Json json{{"verdict", result.valid() ? "valid" : "untrusted"},
            {"reasons", reasons_json(result.report.reasons())},
            {"certificate", certificate.sha256_hex()},
            {"subject", certificate.subject().rfc4514()}};
  if (const x509::Check* failure = result.report.first_failure()) {
    json["refused"] = refusal_json(*failure);
  }
  json["chain"] = Json::array();
  for (const x509::Certificate& link : result.chain) {
    json["chain"].push_back(
        {{"certificate", link.sha256_hex()}, {"subject", link.subject().rfc4514()}});
  }
  json["policies"] = Json::array();
  for (const x509::PolicyInformation& policy : result.policies) {
    json["policies"].push_back(policy.policy_identifier.dotted());
  }
  json["checks"] = checks_json(result.report);
  return text_of(json, 2);
}

}  // namespace smime::mime::command
