// Opening the layers that carry no signature.
#include "mime/smime/content_layers.hpp"

#include <algorithm>

#include "cms/authenticated_data.hpp"
#include "cms/compressed_data.hpp"
#include "cms/content_info.hpp"
#include "cms/decryptor.hpp"
#include "cms/digested_data.hpp"
#include "primitives/error.hpp"

namespace smime::mime::secure {
namespace {

using x509::Outcome;
using x509::Reason;

// A failure on the way to the content, in the one way in which decryption fails.
[[noreturn]] void stop_at(const x509::Check& failure) {
  const Reason reason = *failure.reason;
  if (reason == Reason::no_recipient) {
    throw Stop{Verdict::undecryptable, reason,
               "the message is not addressed to any of the given identities"};
  }
  if (reason == Reason::decryption_failed) {
    throw Stop{Verdict::undecryptable, reason, "decryption failed"};
  }
  const bool unknown = reason == Reason::unsupported_algorithm;
  throw Stop{unknown ? Verdict::undecryptable : Verdict::malformed, reason,
             failure.detail + " (" + failure.citation + ")"};
}

void note_all(const x509::Report& report, std::vector<std::string>& notes) {
  for (const x509::Check& check : report.checks()) {
    if (check.outcome == Outcome::note || check.outcome == Outcome::warning) {
      notes.push_back(check.detail + " (" + check.citation + ")");
    }
  }
}

void describe_recipients(const cms::RecipientHead& head,
                         const std::optional<cms::ChosenRecipient>& chosen, Layer& layer) {
  if (head.originator_info) layer.certificates = head.originator_info->certificates;
  for (const auto& recipient : head.recipient_infos) {
    layer.recipients.push_back(
        {cms::recipient_text(recipient), cms::key_management_name(recipient), false});
  }
  if (chosen) layer.recipients.at(chosen->recipient_info).opened = true;
}

cms::DecryptionKeys keys_of(const OpenOptions& options) {
  cms::DecryptionKeys keys{options.identities, {}, options.passwords, options.locked_identities};
  for (const Secret& secret : options.secret_keys) keys.shared_keys.push_back({{}, secret});
  return keys;
}

// Each returns the type of what the layer holds.
asn1::ObjectIdentifier open_enveloped(const asn1::ObjectIdentifier& type,
                                      asn1::StreamReader& stream, Sink& content,
                                      const OpenOptions& options, RandomSource& random,
                                      Layer& layer, std::vector<std::string>& notes) {
  cms::DecryptOptions how;
  how.unsafe_stream = true;  // what comes out waits in `content` for the tag
  const cms::Decryption opened = cms::decrypt(stream, type, keys_of(options), content, random, how);
  cms::leave_content_info(stream);
  layer.cipher = opened.cipher;
  const x509::Check* failure = opened.report.first_failure();
  describe_recipients(opened.head, failure == nullptr ? opened.chosen : std::nullopt, layer);
  layer.report = opened.report;
  note_all(opened.report, notes);
  if (failure != nullptr) stop_at(*failure);
  return opened.content_type;
}

asn1::ObjectIdentifier open_encrypted(asn1::StreamReader& stream, Sink& content,
                                      const OpenOptions& options, Layer& layer,
                                      std::vector<std::string>& notes) {
  if (options.secret_keys.empty()) {
    throw Stop{
        Verdict::undecryptable, Reason::no_recipient,
        "the content is encrypted under a key that both sides have; give it with --secret-key"};
  }
  const cms::Decryption opened =
      cms::decrypt_with_key(stream, options.secret_keys.front(), content);
  cms::leave_content_info(stream);
  layer.cipher = opened.cipher;
  layer.report = opened.report;
  if (const x509::Check* failure = opened.report.first_failure()) stop_at(*failure);
  note_all(opened.report, notes);
  return opened.content_type;
}

// Its content may come by itself. \standard{RFC 5652, 7 and 5.2}
asn1::ObjectIdentifier open_digested(asn1::StreamReader& stream, Sink& content,
                                     const OpenOptions& options, Layer& layer,
                                     std::vector<std::string>& notes) {
  cms::DigestVerification verified = cms::verify_digest(stream, content);
  cms::leave_content_info(stream);
  const bool inside = verified.digested_data.encap_content_info.e_content.has_value();
  if (!inside && options.detached_content) {
    const auto given = options.detached_content->source();
    verified = cms::verify_digest_detached(std::move(verified.digested_data), *given);
    cms::pump(*options.detached_content->source(), content);
  }
  layer.report = verified.report;
  if (const x509::Check* failure = verified.report.first_failure()) {
    throw Stop{Verdict::invalid, *failure->reason,
               failure->detail + " (" + failure->citation + ")"};
  }
  notes.push_back(
      "the digest fits, but anybody who changes the content can make it anew "
      "(RFC 5652, 7)");
  return verified.digested_data.encap_content_info.e_content_type;
}

asn1::ObjectIdentifier open_authenticated(asn1::StreamReader& stream, Sink& content,
                                          const OpenOptions& options, RandomSource& random,
                                          Layer& layer, std::vector<std::string>& notes) {
  const cms::Authentication result =
      cms::verify_authenticated(stream, keys_of(options), content, random);
  cms::leave_content_info(stream);
  const x509::Check* failure = result.report.first_failure();
  describe_recipients(result.data, failure == nullptr ? result.chosen : std::nullopt, layer);
  layer.report = result.report;
  note_all(result.report, notes);
  if (failure != nullptr) stop_at(*failure);
  notes.push_back(
      "the content is authenticated by a key that every recipient has, and is not "
      "secret (RFC 5652, 9)");
  return result.data.encap_content_info.e_content_type;
}

}  // namespace

bool is_content_layer(const asn1::ObjectIdentifier& type) {
  const auto types = {cms::id_data,          cms::id_envelopedData, cms::id_ct_authEnvelopedData,
                      cms::id_encryptedData, cms::id_digestedData,  cms::id_ct_compressedData,
                      cms::id_ct_authData};
  return std::find(types.begin(), types.end(), type) != types.end();
}

asn1::ObjectIdentifier open_content_layer(const asn1::ObjectIdentifier& type,
                                          asn1::StreamReader& stream, Sink& content,
                                          const OpenOptions& options, RandomSource& random,
                                          Layer& layer, std::vector<std::string>& notes) {
  if (type == cms::id_data) {
    stream.octets(asn1::kOctetString, "data", content);
    cms::leave_content_info(stream);
    return cms::id_data;
  }
  if (type == cms::id_ct_compressedData) {
    auto inner = cms::decompress(stream, content, options.decompression);
    cms::leave_content_info(stream);
    return inner;
  }
  if (type == cms::id_encryptedData) return open_encrypted(stream, content, options, layer, notes);
  if (type == cms::id_digestedData) {
    return open_digested(stream, content, options, layer, notes);
  }
  if (type == cms::id_ct_authData) {
    return open_authenticated(stream, content, options, random, layer, notes);
  }
  return open_enveloped(type, stream, content, options, random, layer, notes);
}

}  // namespace smime::mime::secure
